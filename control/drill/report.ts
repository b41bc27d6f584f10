import { type CallerIdentity } from '../caller';

export type DrillCheckName =
  | 'control-region'
  | 'permission'
  | 'backlog'
  | 'replication'
  | 'delegation'
  | 'key'
  | 'backfill'
  | 'canary'
  | 'clean-up'
  | 'write-probe';

/** `skipped`: the check does not apply, or would leave data behind. The verdict does not depend on it. */
export type DrillCheckOutcome = 'passed' | 'failed' | 'unknown' | 'skipped';

/** The result of one check. */
export interface DrillCheckResult {
  readonly check: DrillCheckName;
  /** A Region, a bucket, or an edge such as `eu-west-1 -> us-east-1`. */
  readonly subject: string;
  readonly outcome: DrillCheckOutcome;
  readonly detail: string;
  readonly tookMs: number;
  /** The recovery point, if the check measured it. */
  readonly rpoSeconds?: number;
}

/**
 * - `ready`: a failover would succeed, and lose no more than the accepted recovery point
 * - `degraded`: a failover would succeed, but a control Region is unavailable or a check is unknown
 * - `not-ready`: a failover would fail or lose data
 */
export type DrillVerdict = 'ready' | 'degraded' | 'not-ready';

/** The report of a drill. `docs/drill-report.schema.json` is its JSON schema. */
export interface DrillReport {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Null if unknown. */
  readonly caller: CallerIdentity | null;
  readonly versions: TestedVersions;
  /** Traffic dials by Region, or null if no control Region answered. */
  readonly routes: Readonly<Record<string, number>> | null;
  readonly checks: readonly DrillCheckResult[];
  readonly verdict: DrillVerdict;
}

export interface TestedVersions {
  readonly cdkS3Mrap: string;
  readonly node: string;
}

/** A failover needs these checks to pass in one control Region only. */
const PER_CONTROL_REGION: readonly DrillCheckName[] = ['control-region', 'permission', 'write-probe'];

export function decideDrillVerdict(checks: readonly DrillCheckResult[]): DrillVerdict {
  const hasFailed = (name: DrillCheckName, controlRegion: string) =>
    checks.some(({ check, subject, outcome }) => check === name && subject === controlRegion && outcome === 'failed');
  const reachable = checks.filter(({ check, outcome }) => check === 'control-region' && outcome === 'passed');
  const usable = reachable.filter(
    ({ subject }) => !hasFailed('permission', subject) && !hasFailed('write-probe', subject),
  );
  if (usable.length === 0) return 'not-ready';
  if (checks.some(({ check, outcome }) => outcome === 'failed' && !PER_CONTROL_REGION.includes(check))) {
    return 'not-ready';
  }
  return checks.every(({ outcome }) => outcome === 'passed' || outcome === 'skipped') ? 'ready' : 'degraded';
}
