import { type AwsCalls } from '../aws';
import { type CallerIdentity, readCallerIdentity } from '../caller';
import { type Clock } from '../clock';
import { showFailure } from '../failure';
import { readEveryControlRegion, type ControlRegionRead } from '../routes/every-control-region';
import { toRegionDials } from '../routes/routing';
import { type AccessPointId } from '../status/access-point-status';
import { type CanaryOptions, checkReplicationCanaries } from './canary';
import { checkDelegationOfMembers } from './delegation';
import { checkKmsKeysEnabled } from './keys';
import { checkFailoverPermission } from './permission';
import { checkBacklogs, checkReplication } from './replication';
import { type DrillCheckResult, decideDrillVerdict, type DrillReport, type TestedVersions } from './report';
import { type DrillContext } from './run-check';
import { checkRouteSubmitInControlRegions } from './write-probe';

export interface DrillOptions {
  /** The accepted recovery point. */
  readonly maxRpoSeconds: number;
  /** Undefined: the drill writes no objects. */
  readonly canary?: CanaryOptions;
  /** Whether to submit the live routes unchanged, which takes ten minutes. */
  readonly writeProbe: boolean;
  /** The IAM ARN of the principal that fails over; default: the caller. */
  readonly principalArn?: string;
  readonly versions: TestedVersions;
}

/** Checks everything that a failover needs, without moving traffic. */
export async function runDrill(
  aws: AwsCalls,
  clock: Clock,
  accessPoint: AccessPointId,
  options: DrillOptions,
): Promise<DrillReport> {
  const startedAt = clock.now();
  const [caller, reads] = await Promise.all([
    readCallerIdentity(aws).catch((): CallerIdentity | undefined => undefined),
    readEveryControlRegion(aws, clock, accessPoint.account, accessPoint.arn),
  ]);
  const members = reads.find(({ routes }) => routes !== undefined)?.routes;
  const checks = [
    ...reads.map(toCheck),
    ...(await checkFailoverPermission(
      { aws, clock, accessPoint, members: members ?? [] }, caller, options.principalArn,
    )),
    ...(members === undefined ? [] : await checkMembers({ aws, clock, accessPoint, members }, options, startedAt)),
  ];
  return {
    version: 1,
    accessPointArn: accessPoint.arn,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    caller: caller ?? null,
    versions: options.versions,
    routes: members === undefined ? null : Object.fromEntries(toRegionDials(members)),
    checks,
    verdict: decideDrillVerdict(checks),
  };
}

async function checkMembers(
  context: DrillContext, { maxRpoSeconds, canary, writeProbe }: DrillOptions, startedAt: number,
): Promise<DrillCheckResult[]> {
  const checks = await Promise.all([
    checkBacklogs(context, maxRpoSeconds),
    checkReplication(context),
    checkDelegationOfMembers(context),
    checkKmsKeysEnabled(context),
    canary === undefined ? [] : checkReplicationCanaries(context, canary),
  ]);
  return [...checks.flat(), ...(writeProbe ? await checkRouteSubmitInControlRegions(context, startedAt) : [])];
}

function toCheck({ region, failure, tookMs }: ControlRegionRead): DrillCheckResult {
  return failure === undefined
    ? { check: 'control-region', subject: region, outcome: 'passed', detail: 'returned the routes', tookMs }
    : { check: 'control-region', subject: region, outcome: 'failed', detail: showFailure(failure), tookMs };
}
