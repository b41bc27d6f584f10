import { MRAP443_KEY_POLICY_DENIES_ROLE } from '../../../diagnostics/definitions/replication-access';
import { readPolicyDocument } from '../../iam/statement';
import { findKeyByReference } from '../../model/keys';
import { findReplications, type TemplateReplication } from '../../model/replication';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { listDestinationPermissions, listSourcePermissions, type RequiredPermission } from './required-permissions';
import { deniesRole, mayAllowRole, type RoleRequest } from './role-access';

/** The policies of the keys that a replication role uses. */
export const replicationKeyPoliciesRule: LinterRule = {
  finds: [MRAP443_KEY_POLICY_DENIES_ROLE],
  check: (application) => findReplications(application).flatMap((replication) => {
    const account = replication.source?.account ?? replication.resource.account;
    const { role, sourceName } = replication;
    if (role === undefined) return [];
    return listKeyPermissions(application, replication).flatMap(({ bucket, permission }) =>
      checkKey(application, bucket ?? sourceName, { role, account, permission }));
  }),
};

function listKeyPermissions(
  application: TemplateModel, replication: TemplateReplication,
): { bucket: string | undefined; permission: RequiredPermission }[] {
  return [
    ...listSourcePermissions(application, replication)
      .map((permission) => ({ bucket: replication.sourceName, permission })),
    ...replication.rules.flatMap((rule) => listDestinationPermissions(application, rule)
      .map((permission) => ({ bucket: rule.destinationName, permission }))),
  ].filter(({ permission }) => permission.action.startsWith('kms:'));
}

function checkKey(application: TemplateModel, bucket: string, request: RoleRequest): LinterRuleMatch[] {
  const { role, permission: { action, resource } } = request;
  const key = findKeyByReference(application, resource);
  const document = key && readPolicyDocument(key.properties.KeyPolicy, 'Properties/KeyPolicy');
  if (key === undefined || document?.complete !== true) return [];
  // In a key policy, the resource is the key itself.
  const inKey = { ...request, permission: { ...request.permission, resource: '*' } };
  const denied = document.statements.some((statement) => deniesRole(application, statement, inKey));
  if (!denied && document.statements.some((statement) => mayAllowRole(application, statement, request))) return [];
  return report(key, document.location, { role, action, bucket, denied });
}

function report(
  key: TemplateResource, location: string, args: { role: string; action: string; bucket: string; denied: boolean },
): LinterRuleMatch[] {
  return toLinterRuleMatches(key, [MRAP443_KEY_POLICY_DENIES_ROLE.create(args)], location);
}
