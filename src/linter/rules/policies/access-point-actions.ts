import { MRAP504_ACTION_RESOURCE_MISMATCH, MRAP505_UNSUPPORTED_ACTION } from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { MANAGEMENT_ACTIONS } from '../../../facts/management-actions';
import { coversResource, namedActions } from '../../iam/match';
import { type Statement, resourcesOf } from '../../iam/statement';
import { accessPointByArn } from '../../model/access-points';
import { accessPointPolicies, identityPolicies } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const lower = (actions: readonly string[]) => new Set(actions.map((action) => action.toLowerCase()));
const BUCKET_LEVEL = lower(supportedActions('bucket'));
const OBJECT_LEVEL = lower(supportedActions('object'));
const MANAGEMENT = lower(MANAGEMENT_ACTIONS.map(({ action }) => action));

/** Rows P4 and P5: which actions statements about an access point allow, and on what. */
export const accessPointActions: Rule = {
  finds: [MRAP504_ACTION_RESOURCE_MISMATCH, MRAP505_UNSUPPORTED_ACTION],
  check: (application) => [
    ...accessPointPolicies(application).flatMap(({ resource, statements, accessPoint }) => statements.flatMap((statement) =>
      toMatches(resource, check(application, statement, accessPoint?.arn ?? literalArn(statement)), `${statement.location}/Action`))),
    ...identityPolicies(application).flatMap(({ resource, document }) => document.statements.flatMap((statement) =>
      toMatches(resource, check(application, statement, onlyAbout(application, statement)), `${statement.location}/Action`))),
  ],
};

/** The access point that every resource of a statement is about; a statement that names buckets too may mean its actions for those. */
function onlyAbout(application: Application, { resources }: Statement): string | undefined {
  if (resources === undefined || resources.negated || !resources.complete) return undefined;
  const named = resources.values.map((value) => accessPointByArn(application, value)?.arn ?? arnIn(value));
  return named.length > 0 && named.every((arn) => arn !== undefined && arn === named[0]) ? named[0] : undefined;
}

function literalArn({ resources }: Statement): string | undefined {
  return resources?.values.map(arnIn).find((arn) => arn !== undefined);
}

function arnIn(value: string): string | undefined {
  return /^arn:[^:]*:s3::[^:]*:accesspoint\/[^/*?]+\.mrap/.exec(value)?.[0];
}

function check(application: Application, statement: Statement, arn: string | undefined): Finding[] {
  if (arn === undefined || statement.effect !== 'Allow') return [];
  // Which resource is meant cannot be told where one is malformed, or is another one: those are other findings.
  const wellFormed = resourcesOf(statement).every((value) => !value.startsWith(`${arn}/`) || value.startsWith(`${arn}/object/`));
  const meant = coversResource(application.symbols, statement, `${arn}*`) !== false;
  if (!wellFormed || !meant) return [];
  return namedActions(statement).flatMap((action): Finding[] => {
    const name = action.toLowerCase();
    if (!name.startsWith('s3:') || MANAGEMENT.has(name)) return [];
    if (BUCKET_LEVEL.has(name)) return missing(application, statement, action, 'bucket', arn);
    if (OBJECT_LEVEL.has(name)) return missing(application, statement, action, 'object', `${arn}/object/*`);
    return [MRAP505_UNSUPPORTED_ACTION.create({ action })];
  });
}

function missing(application: Application, statement: Statement, action: string, level: 'bucket' | 'object', wanted: string): Finding[] {
  return coversResource(application.symbols, statement, wanted) === false
    ? [MRAP504_ACTION_RESOURCE_MISMATCH.create({ action, level, resources: [...resourcesOf(statement)] })]
    : [];
}
