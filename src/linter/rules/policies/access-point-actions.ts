import {
  MRAP504_ACTION_RESOURCE_MISMATCH, MRAP505_UNSUPPORTED_ACTION,
} from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { type OperationLevel, supportedActions } from '../../../facts/data-plane';
import { MANAGEMENT_ACTIONS } from '../../../facts/management-actions';
import { coversResource, namedActions } from '../../iam/match';
import { patternsOverlap } from '../../iam/patterns';
import { listResourcesOfStatement, type PolicyStatement } from '../../iam/statement';
import { findAccessPointByArn } from '../../model/access-points';
import { findAccessPointPolicies, findIdentityPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const toLowerCaseSet = (actions: readonly string[]) => new Set(actions.map((action) => action.toLowerCase()));
const BUCKET_LEVEL = toLowerCaseSet(supportedActions('bucket'));
const OBJECT_LEVEL = toLowerCaseSet(supportedActions('object'));
const MANAGEMENT = toLowerCaseSet(MANAGEMENT_ACTIONS.map(({ action }) => action));

/** Actions on access points that are not supported, or that do not match the resource. */
export const accessPointActionsRule: LinterRule = {
  finds: [MRAP504_ACTION_RESOURCE_MISMATCH, MRAP505_UNSUPPORTED_ACTION],
  check: (application) => [
    ...findAccessPointPolicies(application).flatMap(({ resource, statements, accessPoint }) =>
      statements.flatMap((statement) => {
        const arn = accessPoint?.arn ?? findArnWithoutResource(application, statement);
        return toLinterRuleMatches(resource, checkActions(application, statement, arn), `${statement.location}/Action`);
      }),
    ),
    ...findIdentityPolicies(application).flatMap(({ resource, document }) =>
      document.statements.flatMap((statement) => {
        const arn = findOnlyAccessPoint(application, statement);
        return toLinterRuleMatches(resource, checkActions(application, statement, arn), `${statement.location}/Action`);
      }),
    ),
  ],
};

/**
 * The access point that all resources of a statement belong to. If the statement also names buckets, its actions may
 * apply to them.
 */
function findOnlyAccessPoint(application: TemplateModel, { resources }: PolicyStatement): string | undefined {
  if (resources === undefined || resources.negated || !resources.complete) return undefined;
  const arns = resources.values.map(
    (value) => findAccessPointByArn(application, value)?.arn ?? parseAccessPointArn(application, value),
  );
  return arns.every((arn) => arn !== undefined && arn === arns[0]) ? arns[0] : undefined;
}

/** The ARN of an access point that the application does not create. */
function findArnWithoutResource(application: TemplateModel, { resources }: PolicyStatement): string | undefined {
  return resources?.values.map((value) => parseAccessPointArn(application, value)).find((arn) => arn !== undefined);
}

const LITERAL_ALIAS = /^arn:[^:]*:s3::[^:]*:accesspoint\/[^/*?]+\.mrap/;
const OBJECTS_OF_ALIAS = /^(?<arn>arn:[^:]*:s3::[^:]*:accesspoint\/(?<alias>[^/]+))\/object\//;

/** The ARN that a resource begins with. A parameter in front of `/object/` is the alias. */
function parseAccessPointArn({ symbols }: TemplateModel, value: string): string | undefined {
  const { arn, alias } = OBJECTS_OF_ALIAS.exec(value)?.groups ?? {};
  if (alias === undefined || !symbols.isOpaque(alias)) return LITERAL_ALIAS.exec(value)?.[0];
  symbols.markAlias(alias);
  return arn;
}

function checkActions(application: TemplateModel, statement: PolicyStatement, arn: string | undefined): Finding[] {
  if (arn === undefined || statement.effect !== 'Allow') return [];
  // Other rules report malformed resources and resources of other access points.
  const wellFormed = listResourcesOfStatement(statement).every(
    (value) => !value.startsWith(`${arn}/`) || value.startsWith(`${arn}/object/`),
  );
  const isAboutAccessPoint = coversResource(application.symbols, statement, `${arn}*`) !== false;
  if (!wellFormed || !isAboutAccessPoint) return [];
  const byPattern = ([['bucket', arn], ['object', `${arn}/object/*`]] as const).flatMap(([level, resource]) =>
    listPatternsOfActions(application, statement, level).flatMap((action) =>
      checkLevel(application, statement, { action, level, resource })));
  return [...byPattern, ...namedActions(statement).flatMap((action): Finding[] => {
    const name = action.toLowerCase();
    if (!name.startsWith('s3:') || MANAGEMENT.has(name)) return [];
    if (BUCKET_LEVEL.has(name)) return checkLevel(application, statement, { action, level: 'bucket', resource: arn });
    if (OBJECT_LEVEL.has(name)) {
      return checkLevel(application, statement, { action, level: 'object', resource: `${arn}/object/*` });
    }
    return [MRAP505_UNSUPPORTED_ACTION.create({ action })];
  })];
}

/** The actions with wildcards that match supported actions of one level only. */
function listPatternsOfActions(
  { symbols }: TemplateModel, { actions }: PolicyStatement, level: OperationLevel,
): string[] {
  const [own, other] = level === 'object' ? [OBJECT_LEVEL, BUCKET_LEVEL] : [BUCKET_LEVEL, OBJECT_LEVEL];
  if (actions === undefined || actions.negated) return [];
  const matchesAny = (pattern: string, names: ReadonlySet<string>) =>
    [...names].some((name) => patternsOverlap(symbols, pattern, name, { ignoreCase: true }) !== false);
  return actions.values.filter((pattern) => /[*?]/.test(pattern))
    .filter((pattern) => matchesAny(pattern, own) && !matchesAny(pattern, other) && !matchesAny(pattern, MANAGEMENT));
}

interface RequiredResource {
  readonly action: string;
  readonly level: OperationLevel;
  readonly resource: string;
}

function checkLevel(
  application: TemplateModel,
  statement: PolicyStatement,
  { action, level, resource }: RequiredResource,
): Finding[] {
  const isExcepted = statement.resources?.negated === true;
  if (isExcepted || coversResource(application.symbols, statement, resource) !== false) return [];
  return [
    MRAP504_ACTION_RESOURCE_MISMATCH.create({ action, level, resources: [...listResourcesOfStatement(statement)] }),
  ];
}
