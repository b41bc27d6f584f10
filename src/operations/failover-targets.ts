import { FailoverConfiguration } from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { MRAP795, MRAP797 } from '../checks/diagnostics/operating';
import { type Finding } from '../checks/finding';
import { checkRoutes } from '../checks/routes';
import { type RunbookMember, type RunbookTarget, stepsOf } from './runbook-document';

/** Systems Manager Automation takes no more. */
const MAX_STEPS = 100;

/** Tables of routes by name, as they are declared. */
export type FailoverTargets = { readonly [name: string]: FailoverConfiguration };

/** Without a declaration: all traffic to one Region, for each Region. */
export function defaultTargets(members: readonly UnderlyingBucket[]): FailoverTargets {
  return Object.fromEntries(members.map(({ region }) => [region, FailoverConfiguration.activePassive([region])]));
}

/** Each table with every member in it, by name. */
export function resolveTargets(targets: FailoverTargets, members: readonly UnderlyingBucket[]): RunbookTarget[] {
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
    ...names.filter((name) => !/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)).map((name) => MRAP795.find({ what: 'target', name })),
    ...Object.values(targets).flatMap((configuration) => checkRoutes(configuration._table(), regions)),
    ...(names.length > 0 && steps <= MAX_STEPS ? [] : [MRAP797.find({ targets: names.length, steps, limit: MAX_STEPS })]),
  ];
}
