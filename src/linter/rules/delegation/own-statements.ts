import {
  MRAP556_DENIAL_BLOCKS_REPLICATION, MRAP558_BUCKET_POLICY_ALSO_ALLOWS,
} from '../../../diagnostics/definitions/delegation';
import { type Finding } from '../../../diagnostics/finding';
import { excludesValues, type PolicyCondition } from '../../iam/condition';
import { andTernary, coversAction, orTernary } from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { findBuckets } from '../../model/buckets';
import { type BucketPolicy, findBucketPolicies } from '../../model/policies';
import { isReplicatedBucket } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import { isDelegationStatement } from './delegations';

const NETWORK_KEYS = ['aws:sourcevpce', 'aws:sourcevpc', 'aws:sourceip', 'aws:vpcsourceip'];
const REPLICATION_ACTIONS = [
  's3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl',
  's3:GetObjectVersionTagging', 's3:GetObjectVersionAnnotationForReplication', 's3:ReplicateObject',
  's3:ReplicateDelete', 's3:ReplicateTags', 's3:ReplicateObjectAnnotation',
];
const DATA_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];

/** Statements of bucket policies in addition to the delegation. */
export const bucketPolicyNonDelegationStatementsRule: LinterRule = {
  finds: [MRAP556_DENIAL_BLOCKS_REPLICATION, MRAP558_BUCKET_POLICY_ALSO_ALLOWS],
  check: (application) =>
    findBucketPolicies(application).flatMap((policy) =>
      policy.statements.flatMap((statement) => {
        const findings = [
          ...checkDenial(application, policy, statement),
          ...checkAllowance(application, policy, statement),
        ];
        return toLinterRuleMatches(policy.resource, findings, statement.location);
      }),
    ),
};

/**
 * A denial by network alone also denies S3 itself, which replicates from its own network. Another condition may exclude
 * the role.
 */
function checkDenial(
  application: TemplateModel,
  { bucket, name }: BucketPolicy,
  statement: PolicyStatement,
): Finding[] {
  const { effect, principals, conditions, conditionsKnown } = statement;
  const deniesAll = effect === 'Deny' && principals?.everyone === true;
  const onlyByNetwork = conditions.length > 0 && conditionsKnown && conditions.every(deniesOtherNetworks);
  if (!deniesAll || !onlyByNetwork || bucket === undefined || !isReplicatedBucket(application, bucket)) return [];
  const coversReplication = orTernary(
    ...REPLICATION_ACTIONS.map((action) => coversAction(application.symbols, statement, action)),
  );
  const keys = conditions.map(({ key }) => key);
  return coversReplication === true ? [MRAP556_DENIAL_BLOCKS_REPLICATION.create({ bucket: name!, keys })] : [];
}

function deniesOtherNetworks(condition: PolicyCondition): boolean {
  return NETWORK_KEYS.includes(condition.key) && excludesValues(condition) && !condition.ifExists;
}

function checkAllowance(
  application: TemplateModel,
  { name, statements, bucket }: BucketPolicy,
  statement: PolicyStatement,
): Finding[] {
  const delegates = statements.some(isDelegationStatement)
    && bucket !== undefined
    && findBuckets(application).includes(bucket);
  if (!delegates || statement.effect !== 'Allow' || isDelegationStatement(statement)) return [];
  const { principals } = statement;
  const allowsIdentities = principals !== undefined && !principals.negated && principals.aws.length > 0;
  const coversData = orTernary(...DATA_ACTIONS.map((action) => coversAction(application.symbols, statement, action)));
  return andTernary(allowsIdentities, coversData) === true
    ? [MRAP558_BUCKET_POLICY_ALSO_ALLOWS.create({ bucket: name! })]
    : [];
}
