import { MRAP556, MRAP558 } from '../../checks/diagnostics/delegation';
import { type Application } from '../application';
import { excludesValues } from '../iam/condition';
import { both, coversAction, either } from '../iam/match';
import { type Statement } from '../iam/statement';
import { type Rule, detect } from '../rule';
import { buckets } from '../views/buckets';
import { type BucketPolicy, bucketPolicies } from '../views/documents';
import { isReplicated } from '../views/replication';
import { isDelegation } from './delegations';

const NETWORK_KEYS = ['aws:sourcevpce', 'aws:sourcevpc', 'aws:sourceip', 'aws:vpcsourceip'];
const REPLICATION_ACTIONS = [
  's3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
  's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags',
];
const DATA_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];

/** Rows D6 and D8: what a bucket policy says beside the delegation. */
export const ownStatements: Rule = {
  finds: [MRAP556, MRAP558],
  check: (application) => bucketPolicies(application).flatMap((policy) => policy.statements.flatMap((statement) =>
    detect(policy.resource, [
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
  const hits = either(...REPLICATION_ACTIONS.map((action) => coversAction(application.symbols, statement, action)));
  return byNetwork && hits === true ? [MRAP556.find({ bucket: name!, keys: conditions.map(({ key }) => key) })] : [];
}

function checkAllowance(application: Application, { name, statements, bucket }: BucketPolicy, statement: Statement) {
  const delegates = statements.some(isDelegation) && bucket !== undefined && buckets(application).includes(bucket);
  if (!delegates || statement.effect !== 'Allow' || isDelegation(statement)) return [];
  const toIdentities = statement.principals !== undefined && !statement.principals.negated && statement.principals.aws.length > 0;
  const data = both(toIdentities, either(...DATA_ACTIONS.map((action) => coversAction(application.symbols, statement, action))));
  return data === true ? [MRAP558.find({ bucket: name! })] : [];
}
