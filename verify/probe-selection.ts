import { type Assumption } from './model/assumption';
import { type ProbeGroup } from './model/probe';

/**
 * Returns why a run has no probe of an assumption, or undefined.
 *
 * @param groups the groups of a run on AWS. Undefined: a local run
 */
export function findObstacle(
  { id, verification }: Assumption, groups?: readonly ProbeGroup[],
): string | undefined {
  if ('notAutomatable' in verification) return `${id} is not automatable ${verification.notAutomatable}`;
  const { neverOnAws, onlyOnAws, group } = verification;
  if (groups === undefined) return onlyOnAws === undefined ? undefined : `${id} runs only on AWS ${onlyOnAws}`;
  if (neverOnAws !== undefined) return `${id} never runs on AWS ${neverOnAws}`;
  return groups.includes(group) ? undefined : `${id} is in the group ${group}, and --group is "${groups.join()}"`;
}
