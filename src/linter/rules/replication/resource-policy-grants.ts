import { isKnownText } from '../../evaluation/symbols';
import { andTernary } from '../../evaluation/ternary';
import { coversAction, coversResource, meetsConditions } from '../../iam/match';
import { patternsOverlap } from '../../iam/patterns';
import { readPolicyDocument, type PolicyStatement } from '../../iam/statement';
import { findKeyByReference } from '../../model/keys';
import { type BucketPolicy, findBucketPolicies } from '../../model/policies';
import { type TemplateRole } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import { addRoleToContext, type RequiredPermission } from './required-permissions';
import { mayNameRole } from './role-access';

/**
 * Returns whether the policy of a bucket or of a key may allow the request of a role. In one account, IAM needs either
 * this permission or one in the policies of the role, if the resource policy names the role and not only the account.
 */
export function mayResourcePolicyAllow(
  application: TemplateModel, role: TemplateRole, permission: RequiredPermission,
): boolean {
  const key = findKeyByReference(application, permission.resource);
  if (key !== undefined) {
    const { KeyPolicy: policy } = key.properties;
    const document = readPolicyDocument(policy, 'Properties/KeyPolicy');
    if (policy !== undefined && document?.complete !== true) return true;
    // In a key policy, the resource is the key itself.
    const inKey = { ...permission, resource: '*' };
    return mayBeOneAccount(key.account, role.account)
      && document?.statements.some((statement) => mayAllow(application, statement, role, inKey)) === true;
  }
  return findBucketPolicies(application)
    .filter(({ resource }) => mayBeOneAccount(resource.account, role.account))
    .some((policy) => mayHaveUnknownStatement(application, policy, permission)
      || policy.statements.some((statement) => mayAllow(application, statement, role, permission)));
}

/** Returns whether a policy that may be one of the bucket has a part that a deployment decides. */
function mayHaveUnknownStatement(
  { symbols }: TemplateModel, { document, name }: BucketPolicy, { resource }: RequiredPermission,
): boolean {
  return document?.complete !== true
    && (name === undefined || patternsOverlap(symbols, `arn:*:s3:::${name}*`, resource) !== false);
}

function mayBeOneAccount(one: string, other: string): boolean {
  return one === other || !isKnownText(one) || !isKnownText(other);
}

function mayAllow(
  { symbols }: TemplateModel, statement: PolicyStatement, { arn, account }: TemplateRole,
  permission: RequiredPermission,
): boolean {
  const { action, resource, context } = permission;
  const { effect, principals } = statement;
  return effect !== 'Deny' && effect !== 'missing' && mayNameRole(symbols, principals, arn) && andTernary(
    coversAction(symbols, statement, action),
    coversResource(symbols, statement, resource),
    meetsConditions(symbols, statement, addRoleToContext(context, arn, account)),
  ) !== false;
}
