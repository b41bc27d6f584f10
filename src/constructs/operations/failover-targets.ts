import { MRAP795_INVALID_RUNBOOK_NAME, MRAP797_RUNBOOK_TARGETS } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import {
  checkFailoverConfiguration, FailoverConfiguration, toRoutingTable,
} from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { countSteps, type FailoverTarget, type RunbookMember } from './runbook-document';

/** The maximum number of steps of a Systems Manager Automation document. */
const MAX_STEPS = 100;

const TARGET_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The declared targets by name. */
export type FailoverTargets = { readonly [name: string]: FailoverConfiguration };

/** Makes a target for each Region, in which only this Region is active. */
export function makeDefaultTargets(members: readonly UnderlyingBucket[]): FailoverTargets {
  return Object.fromEntries(members.map(({ region }) => [region, FailoverConfiguration.activePassive([region])]));
}

/** Assigns every member to the active or passive members of each target. The order of the map has no effect. */
export function resolveFailoverTargets(
  targets: FailoverTargets, members: readonly UnderlyingBucket[],
): FailoverTarget[] {
  const all = members.map(({ region, bucketName }): RunbookMember => ({ region, bucket: bucketName }));
  return Object.entries(targets).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, configuration]) => {
    const { routes, others } = toRoutingTable(configuration);
    const findDial = ({ region }: RunbookMember) => routes.find((route) => route.region === region)?.dial ?? others;
    const isActive = (member: RunbookMember) => findDial(member) === 100;
    return { name, active: all.filter(isActive), passive: all.filter((member) => !isActive(member)) };
  });
}

/** Checks the names, the routes and the number of targets. */
export function checkFailoverTargets(targets: FailoverTargets, members: readonly UnderlyingBucket[]): Finding[] {
  const names = Object.keys(targets);
  const regions = members.map(({ region }) => region);
  const steps = countSteps(resolveFailoverTargets(targets, members));
  const isCountValid = names.length > 0 && steps <= MAX_STEPS;
  return [
    ...names.filter((name) => !TARGET_NAME.test(name))
      .map((name) => MRAP795_INVALID_RUNBOOK_NAME.create({ what: 'target', name, min: 1 })),
    ...Object.values(targets).flatMap((configuration) => checkFailoverConfiguration(configuration, regions)),
    ...(isCountValid ? [] : [MRAP797_RUNBOOK_TARGETS.create({ targets: names.length, steps, limit: MAX_STEPS })]),
  ];
}
