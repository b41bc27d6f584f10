import { type Aws } from '../aws';
import { type Caller, readCaller } from '../caller';
import { type Clock } from '../clock';
import { showFailure } from '../failure';
import { readEveryControlRegion, type ControlRegionRead } from '../routes/every-control-region';
import { toDials } from '../routes/routing';
import { type AccessPointId } from '../status/access-point-status';
import { type CanaryOptions, checkCanaries } from './canary';
import { checkDelegation } from './delegation';
import { checkKmsKeysEnabled } from './keys';
import { checkPermission } from './permission';
import { checkBacklogs, checkReplication } from './replication';
import { type Check, decideVerdict, type DrillReport, type Versions } from './report';
import { type DrillContext } from './run-check';
import { probeWrites } from './write-probe';

export interface DrillOptions {
  /** The accepted recovery point. */
  readonly maxRpoSeconds: number;
  /** Undefined: the drill writes no objects. */
  readonly canary?: CanaryOptions;
  /** Whether to submit the live routes unchanged, which takes ten minutes. */
  readonly writeProbe: boolean;
  /** The IAM ARN of the principal that fails over; default: the caller. */
  readonly principalArn?: string;
  readonly versions: Versions;
}

/** Checks everything that a failover needs, without moving traffic. */
export async function runDrill(
  aws: Aws,
  clock: Clock,
  accessPoint: AccessPointId,
  options: DrillOptions,
): Promise<DrillReport> {
  const startedAt = clock.now();
  const [caller, reads] = await Promise.all([
    readCaller(aws).catch((): Caller | undefined => undefined),
    readEveryControlRegion(aws, clock, accessPoint.account, accessPoint.arn),
  ]);
  const members = reads.find(({ routes }) => routes !== undefined)?.routes;
  const checks = [
    ...reads.map(toCheck),
    ...(await checkPermission({ aws, clock, accessPoint, members: members ?? [] }, caller, options.principalArn)),
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
    verdict: decideVerdict(checks),
  };
}

async function checkMembers(
  context: DrillContext, { maxRpoSeconds, canary, writeProbe }: DrillOptions, startedAt: number,
): Promise<Check[]> {
  const checks = await Promise.all([
    checkBacklogs(context, maxRpoSeconds),
    checkReplication(context),
    checkDelegation(context),
    checkKmsKeysEnabled(context),
    canary === undefined ? [] : checkCanaries(context, canary),
  ]);
  return [...checks.flat(), ...(writeProbe ? await probeWrites(context, startedAt) : [])];
}

function toCheck({ region, failure, tookMs }: ControlRegionRead): Check {
  return failure === undefined
    ? { check: 'control-region', subject: region, outcome: 'passed', detail: 'returned the routes', tookMs }
    : { check: 'control-region', subject: region, outcome: 'failed', detail: showFailure(failure), tookMs };
}
