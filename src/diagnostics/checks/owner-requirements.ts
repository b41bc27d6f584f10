import { MRAP555_MISSING_DELEGATION } from '../definitions/delegation';
import { MRAP223_KEY_OF_ANOTHER_ACCOUNT } from '../definitions/keys';
import { MRAP208_MEMBER_OF_ANOTHER_ACCOUNT } from '../definitions/underlying-buckets';
import { type Finding } from '../finding';

/** A policy statement or another document, as its owner inserts it. */
export type PolicyJson = Readonly<Record<string, unknown>>;

/** The additions to a bucket that only its owner can make. */
export interface OwnerRequirements {
  /** Statements for the bucket policy: the delegation to access points, and permissions to replicate to the bucket. */
  readonly bucketPolicy?: readonly PolicyJson[];
  /** Statements for the policy of the KMS key. */
  readonly keyPolicy?: readonly PolicyJson[];
  /** The role with which the owner replicates from the bucket. */
  readonly replicationRole?: PolicyJson;
  /** The replication configuration, which contains the ARN of the role. */
  readonly replication?: PolicyJson;
}

/** A bucket, whose account is undefined if it is the account of the access point, or a key of another account. */
export type OwnedResource =
  | { readonly bucket: string; readonly account?: string }
  | { readonly key: string; readonly account: string };

/** The requirements of all constructs of an application for one bucket or key. */
export type CombinedOwnerRequirements = OwnedResource & { readonly needs: readonly OwnerRequirements[] };

/**
 * Reports all requirements for one bucket or key in one finding.
 *
 * @param file the file with the requirements in the output of the synthesis. Without it, the message contains them
 */
export function checkOwnerRequirements(resource: CombinedOwnerRequirements, file?: string): Finding {
  const requirements = mergeOwnerRequirements(resource.needs);
  const json = file === undefined ? JSON.stringify(requirements) : `the content of ${file} in cdk.out`;
  if ('key' in resource) return MRAP223_KEY_OF_ANOTHER_ACCOUNT.create({ ...resource, json });
  const { bucket, account } = resource;
  const args = { bucket, json, actions: describeActions(requirements) };
  return account === undefined
    ? MRAP555_MISSING_DELEGATION.create(args)
    : MRAP208_MEMBER_OF_ANOTHER_ACCOUNT.create({ ...args, account });
}

/** Merges requirements for one bucket, without duplicate statements. */
export function mergeOwnerRequirements(needs: readonly OwnerRequirements[]): OwnerRequirements {
  const bucketPolicy = removeDuplicates(needs.flatMap((one) => one.bucketPolicy ?? []));
  const keyPolicy = removeDuplicates(needs.flatMap((one) => one.keyPolicy ?? []));
  return {
    ...Object.assign({}, ...needs) as OwnerRequirements,
    ...(bucketPolicy.length > 0 && { bucketPolicy }),
    ...(keyPolicy.length > 0 && { keyPolicy }),
  };
}

function removeDuplicates(statements: readonly PolicyJson[]): PolicyJson[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}

const ACTIONS: Readonly<Record<keyof OwnerRequirements, string>> = {
  bucketPolicy: 'add the statements of bucketPolicy to the bucket policy',
  keyPolicy: 'add the statements of keyPolicy to the policy of the KMS key',
  replicationRole: 'create the role of replicationRole',
  replication: 'set replication as the replication configuration of the bucket',
};

/** The action for each part of the JSON, without a programming language. */
function describeActions(requirements: OwnerRequirements): string {
  const parts = Object.keys(ACTIONS) as (keyof OwnerRequirements)[];
  const actions = parts.filter((part) => requirements[part] !== undefined).map((part) => ACTIONS[part]);
  return actions.length < 2
    ? actions.join('')
    : `${actions.slice(0, -1).join(', ')} and ${actions[actions.length - 1]}`;
}
