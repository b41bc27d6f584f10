import {
  MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST,
} from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { isKnownText, type SymbolTable } from '../../evaluation/symbols';
import { andTernary } from '../../evaluation/ternary';
import { isConditionMet } from '../../iam/condition-outcome';
import {
  coversAction, coversResource, statementsAllowAction, statementsDenyAction, statementsDenyEveryRequest,
} from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { findReplications, type TemplateReplication } from '../../model/replication';
import { findRoleByArn, type TemplateRole } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import {
  listDestinationPermissions, listSourcePermissions, makeAnnotationPermission, type RequiredPermission,
} from './required-permissions';

const S3_SERVICE = 's3.amazonaws.com';

/** Replication roles whose statements are all known. */
export const replicationRoleRule: LinterRule = {
  finds: [MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST],
  check: (application) => findReplications(application).flatMap((replication) => {
    const role = findRoleByArn(application, replication.role);
    if (role === undefined || replication.rules.length === 0) return [];
    const permissionFindings = role.complete ? checkPermissions(application, replication, role) : [];
    return toLinterRuleMatches(role.resource, [...checkTrust(role), ...permissionFindings]);
  }),
};

function checkTrust({ trust }: TemplateRole): Finding[] {
  if (trust === undefined || !trust.complete || trust.statements.some(mayTrustS3)) return [];
  return [MRAP416_REPLICATION_ROLE_TRUST.create({ service: S3_SERVICE })];
}

function mayTrustS3({ effect, principals }: PolicyStatement): boolean {
  if (effect === 'Deny' || principals === undefined) return false;
  return (
    principals.everyone ||
    !principals.complete ||
    principals.services.some((service) => service === S3_SERVICE || !isKnownText(service))
  );
}

function checkPermissions(application: TemplateModel, replication: TemplateReplication, role: TemplateRole): Finding[] {
  const required = [
    ...listSourcePermissions(application, replication),
    ...(refusesAnnotations(application, replication, role) ? [] : [makeAnnotationPermission(replication)]),
    ...replication.rules.flatMap((rule) => listDestinationPermissions(application, rule)),
  ];
  const unique = [
    ...new Map(required.map((permission) => [`${permission.action} ${permission.resource}`, permission])).values(),
  ];
  return unique.flatMap((permission) => checkPermission(application, role, permission));
}

function checkPermission(
  { symbols }: TemplateModel, { statements }: TemplateRole, permission: RequiredPermission,
): Finding[] {
  const { action, alternative = action, resource, partial, context } = permission;
  const isRefused = (candidate: string) =>
    statementsAllowAction(symbols, statements, candidate, resource, context) === false
    || statementsDenyEveryRequest(symbols, statements, candidate, resource, context);
  if (!isRefused(action) || !isRefused(alternative)) return [];
  const unmet = findUnmetConditions(symbols, statements, permission);
  const denied = statementsDenyEveryRequest(symbols, statements, action, resource, context);
  const severity = partial === true ? FindingSeverity.WARNING : FindingSeverity.ERROR;
  return [MRAP415_REPLICATION_ROLE_PERMISSIONS.create({ action, resource, unmet, denied }, severity)];
}

/** The conditions because of which statements do not allow the requests, as texts: the key and its values. */
function findUnmetConditions(
  symbols: SymbolTable, statements: readonly PolicyStatement[], { action, resource, context }: RequiredPermission,
): string[] {
  const allowing = statements.filter((statement) => statement.effect === 'Allow'
    && andTernary(
      coversAction(symbols, statement, action), coversResource(symbols, statement, resource),
    ) !== false);
  const unmet = allowing.flatMap(({ conditions }) =>
    conditions.filter((condition) => isConditionMet(symbols, condition, context) === false));
  return [...new Set(unmet.map(({ key }) => `${key} ${(context[key] ?? []).join(' or ') || '(absent)'}`))];
}

/**
 * Returns whether the policies of the role may deny the replication of annotations to every destination. A denial of
 * s3:ReplicateObjectAnnotation is the documented way to exclude annotations.
 */
function refusesAnnotations(
  { symbols }: TemplateModel, { rules }: TemplateReplication, { statements }: TemplateRole,
): boolean {
  return rules.every(({ destinationArn, enabled }) => !enabled || destinationArn === undefined
    || statementsDenyAction(symbols, statements, 's3:ReplicateObjectAnnotation', `${destinationArn}/*`) !== false);
}
