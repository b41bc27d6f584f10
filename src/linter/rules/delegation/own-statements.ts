import { MRAP556_DENIAL_BLOCKS_REPLICATION, MRAP558_BUCKET_POLICY_ALSO_ALLOWS } from '../../../diagnostics/definitions/delegation';
import { excludesValues } from '../../iam/condition';
import { and, coversAction, or } from '../../iam/match';
import { type Statement } from '../../iam/statement';
import { buckets } from '../../model/buckets';
import { type BucketPolicy, bucketPolicies } from '../../model/documents';
import { isReplicated } from '../../model/replication';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';
import { isDelegation } from './delegations';

const NETWORK_KEYS = ['aws:sourcevpce', 'aws:sourcevpc', 'aws:sourceip', 'aws:vpcsourceip'];
const REPLICATION_ACTIONS = [
  's3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
  's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags',
];
const DATA_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];

/** Rows D6 and D8: what a bucket policy says beside the delegation. */
export const ownStatements: Rule = {
  finds: [MRAP556_DENIAL_BLOCKS_REPLICATION, MRAP558_BUCKET_POLICY_ALSO_ALLOWS],
  check: (application) => bucketPolicies(application).flatMap((policy) => policy.statements.flatMap((statement) =>
    toMatches(policy.resource, [
      ...checkDenial(application, policy, statement),
      ...checkAllowance(application, policy, statement),
    ], statement.location))),
};

/** A denial by network alone hits S3 itself when it replicates; any other test may be the exception. */
function checkDenial(application: Application, { bucket, name }: BucketPolicy, statement: Statement) {
  const { principals, conditions, conditionsKnown } = statement;
  if (statement.effect !== 'Deny' || principals?.everyone !== true || bucket === undefined || !isReplicated(application, bucket)) return [];
  const byNetwork = conditions.length > 0 && conditionsKnown
    && conditions.every((condition) => NETWORK_KEYS.includes(condition.key) && excludesValues(condition) && !condition.ifExists);
  const hits = or(...REPLICATION_ACTIONS.map((action) => coversAction(application.symbols, statement, action)));
  return byNetwork && hits === true ? [MRAP556_DENIAL_BLOCKS_REPLICATION.create({ bucket: name!, keys: conditions.map(({ key }) => key) })] : [];
}

function checkAllowance(application: Application, { name, statements, bucket }: BucketPolicy, statement: Statement) {
  const delegates = statements.some(isDelegation) && bucket !== undefined && buckets(application).includes(bucket);
  if (!delegates || statement.effect !== 'Allow' || isDelegation(statement)) return [];
  const toIdentities = statement.principals !== undefined && !statement.principals.negated && statement.principals.aws.length > 0;
  const data = and(toIdentities, or(...DATA_ACTIONS.map((action) => coversAction(application.symbols, statement, action))));
  return data === true ? [MRAP558_BUCKET_POLICY_ALSO_ALLOWS.create({ bucket: name! })] : [];
}
