import { type Aws } from '../aws';
import { type Caller, readCaller } from '../caller';
import { type Clock } from '../clock';
import { showFailure } from '../failure';
import { askEveryControlRegion, type ControlRegionAnswer } from '../routes/every-control-region';
import { toDials } from '../routes/routing';
import { type AccessPointId } from '../status/access-point-status';
import { type CanaryOptions, checkCanaries } from './canary';
import { checkDelegation } from './delegation';
import { checkKeys } from './keys';
import { checkPermission } from './permission';
import { checkBacklogs, checkReplication } from './replication';
import { type Check, type DrillReport, judge, type Versions } from './report';
import { type DrillContext } from './step';
import { probeWrites } from './write-probe';

export interface DrillOptions {
  /** How many seconds of writes a failover may lose. */
  readonly maxRpoSeconds: number;
  /** Without it nothing is written into buckets. */
  readonly canary?: CanaryOptions;
  /** Whether the live routes are submitted unchanged; takes ten minutes. */
  readonly writeProbe: boolean;
  /** Who will fail over, where it is not the caller. */
  readonly principalArn?: string;
  readonly versions: Versions;
}

/** Everything a failover needs, looked at without moving traffic. */
export async function runDrill(aws: Aws, clock: Clock, accessPoint: AccessPointId, options: DrillOptions): Promise<DrillReport> {
  const startedAt = clock.now();
  const [caller, answers] = await Promise.all([
    readCaller(aws).catch((): Caller | undefined => undefined),
    askEveryControlRegion(aws, clock, accessPoint.account, accessPoint.arn),
  ]);
  const members = answers.find(({ routes }) => routes !== undefined)?.routes;
  const checks = [
    ...answers.map(toCheck),
    ...await checkPermission({ aws, clock, accessPoint, members: members ?? [] }, caller, options.principalArn),
    ...(members === undefined ? [] : await checkMembers({ aws, clock, accessPoint, members }, options, startedAt)),
  ];
  return {
    version: 1,
    accessPointArn: accessPoint.arn,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    caller: caller ?? null,
    versions: options.versions,
    routes: members === undefined ? null : Object.fromEntries(toDials(members)),
    checks,
    verdict: judge(checks),
  };
}

async function checkMembers(context: DrillContext, { maxRpoSeconds, canary, writeProbe }: DrillOptions, since: number): Promise<Check[]> {
  const checks = await Promise.all([
    checkBacklogs(context, maxRpoSeconds),
    checkReplication(context),
    checkDelegation(context),
    checkKeys(context),
    canary === undefined ? [] : checkCanaries(context, canary),
  ]);
  return [...checks.flat(), ...(writeProbe ? await probeWrites(context, since) : [])];
}

function toCheck({ region, failure, tookMs }: ControlRegionAnswer): Check {
  return failure === undefined
    ? { check: 'control-region', subject: region, outcome: 'passed', detail: 'reads the routes', tookMs }
    : { check: 'control-region', subject: region, outcome: 'failed', detail: showFailure(failure), tookMs };
}
