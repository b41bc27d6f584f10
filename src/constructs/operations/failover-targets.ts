import { checkRoutes } from '../../diagnostics/checks/routes';
import { MRAP795_INVALID_RUNBOOK_NAME, MRAP797_RUNBOOK_TARGETS } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { FailoverConfiguration } from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type RunbookMember, type FailoverTarget, stepsOf } from './runbook-document';

/** Systems Manager Automation takes no more. */
const MAX_STEPS = 100;

/** Tables of routes by name, as they are declared. */
export type FailoverTargets = { readonly [name: string]: FailoverConfiguration };

/** Without a declaration: all traffic to one Region, for each Region. */
export function defaultTargets(members: readonly UnderlyingBucket[]): FailoverTargets {
  return Object.fromEntries(members.map(({ region }) => [region, FailoverConfiguration.activePassive([region])]));
}

/** Each table with every member in it, by name. */
export function resolveTargets(targets: FailoverTargets, members: readonly UnderlyingBucket[]): FailoverTarget[] {
  const all = members.map(({ region, bucketName }): RunbookMember => ({ region, bucket: bucketName }));
  return Object.entries(targets).map(([name, configuration]) => {
    const { routes, others } = configuration._table();
    const isActive = ({ region }: RunbookMember) => (routes.find((route) => route.region === region)?.dial ?? others) === 100;
    return { name, active: all.filter(isActive), passive: all.filter((member) => !isActive(member)) };
  });
}

export function checkTargets(targets: FailoverTargets, members: readonly UnderlyingBucket[]): Finding[] {
  const names = Object.keys(targets);
  const regions = members.map(({ region }) => region);
  const steps = stepsOf(resolveTargets(targets, members));
  return [
    ...names.filter((name) => !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)).map((name) => MRAP795_INVALID_RUNBOOK_NAME.create({ what: 'target', name })),
    ...Object.values(targets).flatMap((configuration) => checkRoutes(configuration._table(), regions)),
    ...(names.length > 0 && steps <= MAX_STEPS ? [] : [MRAP797_RUNBOOK_TARGETS.create({ targets: names.length, steps, limit: MAX_STEPS })]),
  ];
}
