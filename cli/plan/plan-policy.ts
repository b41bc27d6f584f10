import { comparePolicies, type PolicyDifference } from '../../control/canonical-policy';
import { type PlannedEffect } from './planned-effect';
import { type TemplateValues } from './template-values';

/** The policy of an access point or of a bucket, as one version of a template declares it. */
export interface PolicyVersion extends TemplateValues {
  readonly path: string;
  /** Identifies the resource in the new and in the deployed templates. */
  readonly key: string;
  /** The statements, with symbols for values that only a deployment determines. */
  readonly statements: readonly unknown[];
  /** The statements, with the expressions of these values. */
  readonly shownStatements: readonly unknown[];
}

/** Decides how a deployment treats a policy. Undefined if it does not change the policy. */
export function planPolicy(
  name: string, next: PolicyVersion | undefined, deployed: PolicyVersion | undefined,
): PlannedEffect | undefined {
  const differences = comparePolicies(
    { Statement: deployed?.shownStatements ?? [] }, { Statement: next?.shownStatements ?? [] });
  return describeChange(name, (next ?? deployed)?.path, choosePolicyAction(next, deployed), differences);
}

/** The policy of an access point before its adoption. */
export interface AdoptedPolicy {
  readonly isEmpty: boolean;
  /** Whether the deployed templates have the resource of the policy. A new one does not overwrite a policy. */
  readonly isDeployed: boolean;
  readonly differences: PolicyDifference;
}

/** Decides how the deployment of an adopted access point treats the live policy. */
export function planAdoptedPolicy(
  name: string, { path }: PolicyVersion, { isEmpty, isDeployed, differences }: AdoptedPolicy,
): PlannedEffect | undefined {
  if (isEmpty || isDeployed) return describeChange(name, path, isEmpty ? 'create' : 'change', differences);
  const parts = [
    ...countStatements('lacks', differences.onlyDeclared), ...countStatements('also has', differences.onlyLive),
  ];
  return parts.length === 0 ? undefined : {
    action: 'refuse',
    kind: 'policy',
    name,
    path,
    reason: `the live policy ${parts.join(' and ')}; an adoption does not overwrite a policy`,
  };
}

function describeChange(
  name: string, path: string | undefined, action: PlannedEffect['action'],
  { onlyDeclared: added, onlyLive: removed }: PolicyDifference,
): PlannedEffect | undefined {
  if (path === undefined || added.length + removed.length === 0) return undefined;
  const clients = [
    ...(removed.length === 0 ? [] : ['Requests that only the removed statements allow fail.']),
    ...(added.some(denies) ? ['Requests that the added statements deny fail.'] : []),
  ].join(' ');
  return {
    action,
    kind: 'policy',
    name,
    path,
    reason: [...countStatements('adds', added), ...countStatements('removes', removed)].join('; '),
    ...(clients !== '' && { clients }),
  };
}

function countStatements(verb: string, { length }: readonly string[]): string[] {
  return length === 0 ? [] : [`${verb} ${length} ${length === 1 ? 'statement' : 'statements'}`];
}

/** @param statement the canonical text of a statement */
function denies(statement: string): boolean {
  return (JSON.parse(statement) as { Effect?: unknown } | null)?.Effect === 'Deny';
}

function choosePolicyAction(
  next: PolicyVersion | undefined, deployed: PolicyVersion | undefined,
): PlannedEffect['action'] {
  if (deployed === undefined) return 'create';
  return next === undefined ? 'delete' : 'change';
}
