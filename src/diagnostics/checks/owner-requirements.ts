import { MRAP555_MISSING_DELEGATION } from '../definitions/delegation';
import { MRAP208_MEMBER_OF_ANOTHER_ACCOUNT } from '../definitions/members';
import { type Finding } from '../finding';

/** A statement of a policy, as it is pasted. */
export type PolicyJson = Readonly<Record<string, unknown>>;

/** What only the owner of a bucket can add to it. */
export interface OwnerRequirements {
  /** Statements of its policy: the delegation to access points, and whoever replicates to it. */
  readonly bucketPolicy?: readonly PolicyJson[];
  /** Statements of the policy of its key. */
  readonly keyPolicy?: readonly PolicyJson[];
  /** The role that its owner makes to replicate from it, and the configuration that names it. */
  readonly replicationRole?: PolicyJson;
  readonly replication?: PolicyJson;
}

/** One bucket with all that the constructs of an application ask of its owner. */
export interface BucketRequirements {
  readonly bucket: string;
  /** The owner, where it is another account. */
  readonly account?: string;
  readonly needs: readonly OwnerRequirements[];
}

/** Rows B8 and D5: everything to paste for one bucket, in one finding. */
export function checkOwnerRequirements({ bucket, account, needs }: BucketRequirements): Finding {
  const merged = merge(needs);
  const paste = { json: JSON.stringify(merged), snippet: snippetOf(merged) };
  return account === undefined ? MRAP555_MISSING_DELEGATION.create({ bucket, ...paste }) : MRAP208_MEMBER_OF_ANOTHER_ACCOUNT.create({ bucket, account, ...paste });
}

/** What several constructs ask alike is asked once. */
function merge(needs: readonly OwnerRequirements[]): OwnerRequirements {
  const bucketPolicy = unique(needs.flatMap((one) => one.bucketPolicy ?? []));
  const keyPolicy = unique(needs.flatMap((one) => one.keyPolicy ?? []));
  return {
    ...Object.assign({}, ...needs) as OwnerRequirements,
    ...(bucketPolicy.length > 0 && { bucketPolicy }),
    ...(keyPolicy.length > 0 && { keyPolicy }),
  };
}

function unique(statements: readonly PolicyJson[]): PolicyJson[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}

const ROLE_SNIPPET = 'new iam.CfnRole(stack, \'ReplicationRole\', { roleName: needs.replicationRole.Arn.split(\'/\')[1], '
  + 'assumeRolePolicyDocument: needs.replicationRole.AssumeRolePolicyDocument, '
  + 'policies: [{ policyName: \'replication\', policyDocument: needs.replicationRole.PolicyDocument }] });';

/** The same for an application of the owner's, where `needs` is the JSON. */
function snippetOf({ bucketPolicy, keyPolicy, replicationRole, replication }: OwnerRequirements): string {
  const add = (to: string, list: string) => `needs.${list}.forEach((json) => ${to}.addToResourcePolicy(iam.PolicyStatement.fromJson(json)));`;
  return [
    ...(bucketPolicy ? [add('bucket', 'bucketPolicy')] : []),
    ...(keyPolicy ? [add('key', 'keyPolicy')] : []),
    ...(replicationRole ? [ROLE_SNIPPET] : []),
    ...(replication ? ['cfnBucket.addPropertyOverride(\'ReplicationConfiguration\', needs.replication);'] : []),
  ].join(' ');
}
