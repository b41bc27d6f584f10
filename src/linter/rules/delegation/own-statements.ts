import {
  MRAP556_DENIAL_BLOCKS_REPLICATION, MRAP558_BUCKET_POLICY_ALSO_ALLOWS,
} from '../../../diagnostics/definitions/delegation';
import { type Finding } from '../../../diagnostics/finding';
import { andTernary, orTernary } from '../../evaluation/ternary';
import { excludesValues, type PolicyCondition } from '../../iam/condition';
import { isConditionMet } from '../../iam/condition-outcome';
import { coversAction } from '../../iam/match';
import { patternsOverlap } from '../../iam/patterns';
import { type PolicyStatement } from '../../iam/statement';
import { findBuckets } from '../../model/buckets';
import { type BucketPolicy, findBucketPolicies } from '../../model/policies';
import { findReplicationsOfBucket, type TemplateReplication } from '../../model/replication';
import { findRoleByArn } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import {
  addRoleToContext, listDestinationPermissions, listSourcePermissions, REPLICATION_NETWORK_CONTEXT,
} from '../replication/required-permissions';
import { deniesRole } from '../replication/role-access';
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
 * A denial by network also denies S3 itself, which replicates from its own network. A condition may exclude the role.
 */
function checkDenial(
  application: TemplateModel,
  { name: bucket }: BucketPolicy,
  statement: PolicyStatement,
): Finding[] {
  const { effect, principals, conditions, conditionsKnown } = statement;
  if (effect !== 'Deny' || !conditionsKnown || principals === undefined || bucket === undefined) return [];
  const isLimited = conditions.length > 0 || principals.negated;
  if (!isLimited) {
    const denies = findReplicationsOfBucket(application, bucket).some((replication) =>
      deniesRequiredPermission(application, statement, replication, bucket));
    return denies ? [MRAP556_DENIAL_BLOCKS_REPLICATION.create({ bucket, keys: ['Principal'] })] : [];
  }
  const coversReplication = orTernary(
    ...REPLICATION_ACTIONS.map((action) => coversAction(application.symbols, statement, action)),
  );
  const denied = findReplicationsOfBucket(application, bucket).filter(({ role, source, resource }) =>
    role === undefined
      ? conditions.length > 0 && conditions.every(deniesOtherNetworks) && principals.everyone
      : deniesNamedRole(application, statement, role, source?.account ?? resource.account));
  const keys = conditions.length === 0 ? ['NotPrincipal'] : conditions.map(({ key }) => key);
  return coversReplication === true && denied.length > 0
    ? [MRAP556_DENIAL_BLOCKS_REPLICATION.create({ bucket, keys })]
    : [];
}

/** Returns whether a denial without conditions applies to a request without which no object replicates. */
function deniesRequiredPermission(
  application: TemplateModel, statement: PolicyStatement, replication: TemplateReplication, bucket: string,
): boolean {
  const account = replication.source?.account ?? replication.resource.account;
  const required = [
    ...(replication.sourceName === bucket ? listSourcePermissions(application, replication) : []),
    ...replication.rules.filter(({ destinationName }) => destinationName === bucket)
      .flatMap((rule) => listDestinationPermissions(application, rule)),
  ].filter(({ partial, action }) => partial !== true && action.startsWith('s3:'));
  return required.some((permission) =>
    deniesRole(application, statement, { role: replication.role ?? 'any', account, permission }));
}

function deniesNamedRole(
  application: TemplateModel, statement: PolicyStatement, role: string, account: string,
): boolean {
  const { symbols } = application;
  const { principals, conditions } = statement;
  const arns = listRoleArnPatterns(application, role);
  const applies = principals!.negated
    ? principals!.complete
      && principals!.aws.every((named) => arns.every((arn) => patternsOverlap(symbols, named, arn) === false))
    : principals!.everyone;
  if (!applies) return false;
  const context = { ...addRoleToContext(REPLICATION_NETWORK_CONTEXT, role, account), 'aws:principalarn': arns };
  return conditions.every((condition) =>
    isConditionMet(symbols, condition, context) ?? deniesOtherNetworks(condition));
}

/** The ARN of a role, and the pattern of the ARN from its name, which a policy can contain instead of the attribute. */
function listRoleArnPatterns(application: TemplateModel, role: string): string[] {
  const name = findRoleByArn(application, role)?.resource.reference();
  return name === undefined || role.includes(`/${name}`) ? [role] : [role, `arn:*:iam::*:role/*${name}`];
}

/** The address of S3 is not in the networks of a policy. Its requests have no other key of a network. */
function deniesOtherNetworks({ key, qualifier, operator }: PolicyCondition): boolean {
  return NETWORK_KEYS.includes(key)
    && excludesValues({ operator })
    && (qualifier !== 'ForAnyValue' || key === 'aws:sourceip');
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
