import { type PublicAccessBlock } from '../../control/access-points';
import { type ReplicationRule } from '../../control/replication';

/**
 * The text in statements of the access point policy in place of the ARN of the access point. The generated application
 * contains the attribute of the construct in its place.
 */
export const ACCESS_POINT_ARN = '\uE010';

/** Which access points the policy of a bucket delegates to. */
export type BucketDelegation = 'account' | 'access point' | 'none';

/** A bucket: a member of the access point, or the destination of a replication rule. */
export interface ImportedBucket {
  readonly bucket: string;
  readonly region: string;
  /** The owner, if it is not the account of the access point. */
  readonly account?: string;
  /** The KMS key of the default encryption. Undefined without a key, or if it is unknown. */
  readonly encryptionKeyArn?: string;
  /** Undefined if it is unknown. */
  readonly hasObjectLock?: boolean;
  /** Undefined if it is unknown. */
  readonly delegation?: BucketDelegation;
}

/** The replication configuration of a source bucket. */
export interface ImportedReplication {
  readonly bucket: string;
  /** The ARN. Undefined if only a deployment determines it. */
  readonly role?: string;
  /** The rules, with the names of the API of S3. */
  readonly rules: readonly ReplicationRule[];
}

/** An alarm on metrics of S3 that watches some of the buckets. */
export interface ImportedAlarm {
  readonly name: string;
  readonly region: string;
  readonly metrics: readonly string[];
  readonly buckets: readonly string[];
}

/** The name of the part that is the policy of the access point. */
export const POLICY_PART = 'policy of the access point';

/** A part that could not be read. */
export interface UnreadPart {
  readonly what: string;
  readonly why: string;
  /** The IAM action that the caller needs, if access was denied. */
  readonly permission?: string;
}

/** A resource of another tool that manages the access point or its policy. */
export interface OtherToolResource {
  readonly tool: 'Terraform' | 'CloudFormation';
  /** The address in the Terraform state, or stack and logical id. */
  readonly address: string;
  /** Whether Terraform gives up the resource with a command, and not with a `removed` block. */
  readonly needsCommand?: boolean;
}

/** An existing access point with its buckets, independent of the place that it was read from. */
export interface ImportedState {
  readonly account: string;
  readonly name: string;
  /** The ARN, if the source contains it. */
  readonly arn?: string;
  readonly members: readonly ImportedBucket[];
  /** Buckets that are no members, but destinations of rules. */
  readonly otherBuckets: readonly ImportedBucket[];
  readonly block: PublicAccessBlock;
  /** The statements of the policy, with `ACCESS_POINT_ARN`. Undefined without a policy, or if it is unknown. */
  readonly statements?: readonly object[];
  /** Whether the policy allows public access. Undefined if it is unknown. */
  readonly isPublic?: boolean;
  /** The traffic dials by Region. Undefined for a single member, or if they are unknown. */
  readonly dials?: ReadonlyMap<string, number>;
  readonly replications: readonly ImportedReplication[];
  readonly alarms: readonly ImportedAlarm[];
  readonly unread: readonly UnreadPart[];
  /**
   * The names of stacks of the source or the account. A deployment of a stack with one of these names deletes the
   * resources of that stack.
   */
  readonly takenStackNames?: readonly string[];
  /** Whether the account has no stack with the name of the generated one. Undefined if it is unknown. */
  readonly isStackNameFree?: boolean;
  /** The resources of other tools that must give up the access point. */
  readonly otherTools: readonly OtherToolResource[];
}

/** Replaces the ARN of the access point in all texts of a policy by `ACCESS_POINT_ARN`. */
export function replaceAccessPointArn(value: unknown, arns: readonly string[]): unknown {
  if (typeof value === 'string') return arns.reduce((text, arn) => text.replaceAll(arn, ACCESS_POINT_ARN), value);
  if (Array.isArray(value)) return value.map((entry) => replaceAccessPointArn(entry, arns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, replaceAccessPointArn(entry, arns)]));
}

/** Lists the statements of a policy document, which can be a single one. */
export function listPolicyStatements(document: unknown): object[] {
  const { Statement: statements = [] } = (document ?? {}) as { Statement?: object | readonly object[] };
  return [statements].flat() as object[];
}
