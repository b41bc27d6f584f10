import {
  MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST,
} from '../../../diagnostics/definitions/replication';
import { MRAP442_ROLE_WITHOUT_ANNOTATION_PERMISSION } from '../../../diagnostics/definitions/replication-access';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { isKnownText, type SymbolTable } from '../../evaluation/symbols';
import { andTernary, orTernary } from '../../evaluation/ternary';
import { isConditionMet, type RequestContext } from '../../iam/condition-outcome';
import {
  coversAction, coversResource, findNarrowerResources, meetsConditions, statementsAllowAction, statementsDenyAction,
  statementsDenyEveryRequest,
} from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { findReplications, type TemplateReplication } from '../../model/replication';
import { findRoleByArn, type TemplateRole } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import {
  addRoleToContext, listDestinationPermissions, listSourcePermissions, makeAnnotationPermission,
  type RequiredPermission,
} from './required-permissions';
import { mayResourcePolicyAllow } from './resource-policy-grants';

const S3_SERVICE = 's3.amazonaws.com';
const ASSUME = 'sts:AssumeRole';

/** Replication roles whose statements are all known. */
export const replicationRoleRule: LinterRule = {
  finds: [
    MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST, MRAP442_ROLE_WITHOUT_ANNOTATION_PERMISSION,
  ],
  check: (application) => findReplications(application).flatMap((replication) => {
    const role = findRoleByArn(application, replication.role);
    if (role === undefined || replication.rules.length === 0) return [];
    return toLinterRuleMatches(role.resource, [
      ...checkTrust(application, replication, role),
      ...checkPermissions(application, replication, role),
      ...(role.complete ? checkAnnotations(application, replication, role) : []),
    ]);
  }),
};

function checkTrust(
  { symbols }: TemplateModel, { source, sourceName, resource }: TemplateReplication, { trust }: TemplateRole,
): Finding[] {
  if (trust === undefined || !trust.complete) return [];
  const context: RequestContext = {
    'aws:sourceaccount': [source?.account ?? resource.account],
    'aws:sourcearn': [source?.arn ?? `arn:aws:s3:::${sourceName}`],
    'sts:externalid': [],
  };
  const naming = trust.statements.filter((statement) => mayNameS3(symbols, statement));
  const isDenied = naming.some((statement) => statement.effect === 'Deny' && !statement.principals!.negated
    && statement.principals!.complete && meetsConditions(symbols, statement, context) === true);
  const allowing = naming.filter(({ effect }) => effect !== 'Deny');
  const unmet = allowing.flatMap(({ conditions }) => conditions.filter((condition) =>
    !condition.ifExists && isConditionMet(symbols, condition, context) === false));
  if (!isDenied && allowing.some(({ conditions }) => !conditions.some((condition) => unmet.includes(condition)))) {
    return [];
  }
  const conditions = [...new Set(unmet.map(({ key, values }) => `${key} ${values.join(' or ')}`))];
  return [MRAP416_REPLICATION_ROLE_TRUST.create({ service: S3_SERVICE, denied: isDenied, conditions })];
}

/** Returns whether a statement of a trust policy is about S3, or may be. */
function mayNameS3(symbols: SymbolTable, statement: PolicyStatement): boolean {
  const { principals, actions } = statement;
  if (principals === undefined || (actions !== undefined && coversAction(symbols, statement, ASSUME) === false)) {
    return false;
  }
  return (
    principals.everyone ||
    !principals.complete ||
    principals.services.some((service) => service === S3_SERVICE || !isKnownText(service))
  );
}

function checkPermissions(application: TemplateModel, replication: TemplateReplication, role: TemplateRole): Finding[] {
  return listPermissions(application, replication)
    .flatMap((permission) => checkPermission(application, role, permission));
}

/** The permissions that a replication needs, each once. */
function listPermissions(application: TemplateModel, replication: TemplateReplication): RequiredPermission[] {
  const required = [
    ...listSourcePermissions(application, replication),
    ...replication.rules.flatMap((rule) => listDestinationPermissions(application, rule)),
  ];
  return [
    ...new Map(required.map((permission) => [`${permission.action} ${permission.resource}`, permission])).values(),
  ];
}

/** The first permission of which only a deployment decides whether the policies of a role contain it. */
export function findUndecidedPermission(
  application: TemplateModel, replication: TemplateReplication, { statements, arn, account }: TemplateRole,
): RequiredPermission | undefined {
  return listPermissions(application, replication).find(({ action, alternative = action, resource, context }) =>
    orTernary(...[action, alternative].map((candidate) => statementsAllowAction(
      application.symbols, statements, candidate, resource, addRoleToContext(context, arn, account),
    ))) === undefined);
}

function checkAnnotations(application: TemplateModel, replication: TemplateReplication, role: TemplateRole): Finding[] {
  const permission = makeAnnotationPermission(replication);
  const { action, resource, context } = permission;
  const isMissing = statementsAllowAction(application.symbols, role.statements, action, resource, context) === false
    && !mayResourcePolicyAllow(application, role, permission);
  return isMissing && !refusesAnnotations(application, replication, role)
    ? [MRAP442_ROLE_WITHOUT_ANNOTATION_PERMISSION.create({ action, resource })]
    : [];
}

/**
 * A role has a permission if its policies or a resource policy of its account allow it, its permissions boundary allows
 * it, and none of them denies it.
 */
function checkPermission(application: TemplateModel, role: TemplateRole, permission: RequiredPermission): Finding[] {
  const { symbols } = application;
  const { action, alternative = action, resource, partial } = permission;
  const { statements, complete, boundary } = role;
  const context = addRoleToContext(permission.context, role.arn, role.account);
  const isDenied = (candidate: string) =>
    statementsDenyEveryRequest(symbols, [...statements, ...boundary ?? []], candidate, resource, context);
  const lacks = (allowing: readonly PolicyStatement[] | undefined, candidate: string) => allowing !== undefined
    && statementsAllowAction(symbols, allowing, candidate, resource, context) === false;
  const known = complete ? statements : undefined;
  const isRefused = (candidate: string) => isDenied(candidate) || lacks(boundary, candidate)
    || (lacks(known, candidate) && !mayResourcePolicyAllow(application, role, { ...permission, action: candidate }));
  if (!isRefused(action) || !isRefused(alternative)) return checkKeys(application, role, permission);
  const bounded = !lacks(known, action) && lacks(boundary, action);
  const unmet = findUnmetConditions(symbols, bounded ? boundary ?? [] : statements, { ...permission, context });
  const severity = partial === true ? FindingSeverity.WARNING : FindingSeverity.ERROR;
  const args = { action, resource, unmet, denied: isDenied(action), bounded };
  return [MRAP415_REPLICATION_ROLE_PERMISSIONS.create(args, severity)];
}

/** Checks whether the policies of the role allow all keys that a rule selects. */
function checkKeys(
  application: TemplateModel, { statements, complete, ...role }: TemplateRole, permission: RequiredPermission,
): Finding[] {
  const { action, alternative = action, resource, partial } = permission;
  const [only, other] = [action, alternative].map((candidate) =>
    findNarrowerResources(application.symbols, statements, candidate, resource));
  const isNarrow = complete && partial !== true && only !== undefined && other !== undefined
    && !mayResourcePolicyAllow(application, { statements, complete, ...role }, permission);
  return isNarrow
    ? [MRAP415_REPLICATION_ROLE_PERMISSIONS.create({ action, resource, only }, FindingSeverity.WARNING)]
    : [];
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
