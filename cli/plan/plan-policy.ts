import { comparePolicies } from '../../control/canonical-policy';
import { type PlannedEffect } from './planned-effect';

/** The policy of an access point, as one version of a template declares it. */
export interface PolicyVersion {
  readonly path: string;
  readonly document: unknown;
}

/** Decides how a deployment treats the policy of an access point. Undefined if it does not change the policy. */
export function planPolicy(
  name: string, next: PolicyVersion | undefined, deployed: PolicyVersion | undefined,
): PlannedEffect | undefined {
  const { onlyDeclared: added, onlyLive: removed } = comparePolicies(
    deployed?.document ?? { Statement: [] }, next?.document ?? { Statement: [] });
  if (added.length + removed.length === 0) return undefined;
  const count = (verb: string, { length }: readonly unknown[]) =>
    (length === 0 ? [] : [`${verb} ${length} ${length === 1 ? 'statement' : 'statements'}`]);
  return {
    action: choosePolicyAction(next, deployed),
    kind: 'policy',
    name,
    path: (next ?? deployed)!.path,
    reason: [...count('adds', added), ...count('removes', removed)].join('; '),
    ...(removed.length > 0 && { clients: 'Requests that only the removed statements allow fail.' }),
  };
}

function choosePolicyAction(
  next: PolicyVersion | undefined, deployed: PolicyVersion | undefined,
): PlannedEffect['action'] {
  if (deployed === undefined) return 'create';
  return next === undefined ? 'delete' : 'change';
}
