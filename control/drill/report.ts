import { type Caller } from '../caller';

/** What a drill looks at. */
export type CheckName =
  | 'control-region' | 'permission' | 'backlog' | 'replication' | 'delegation' | 'key' | 'backfill' | 'canary' | 'clean-up' | 'write-probe';

export type Outcome = 'passed' | 'failed' | 'unknown';

/** One thing that was looked at. */
export interface Check {
  readonly check: CheckName;
  /** A Region, a bucket, or an edge as `eu-west-1 -> us-east-1`. */
  readonly subject: string;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly tookMs: number;
}

/**
 * - `ready`: a failover would succeed, and lose nothing beyond the accepted recovery point
 * - `degraded`: it would, but a control Region is out of reach or something is not known
 * - `not-ready`: it would fail, or lose data
 */
export type Verdict = 'ready' | 'degraded' | 'not-ready';

/** What a drill found; `docs/drill-report.schema.json` is its JSON schema. */
export interface DrillReport {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Null where nobody could say. */
  readonly caller: Caller | null;
  readonly versions: Versions;
  /** Traffic dials by Region; null where no control Region answered. */
  readonly routes: Readonly<Record<string, number>> | null;
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
}

export interface Versions {
  readonly cdkS3Mrap: string;
  readonly node: string;
}

/** Of these any one Region is enough. */
const PER_CONTROL_REGION: readonly CheckName[] = ['control-region', 'permission', 'write-probe'];

export function judge(checks: readonly Check[]): Verdict {
  const has = (check: CheckName, subject: string, outcome: Outcome) =>
    checks.some((one) => one.check === check && one.subject === subject && one.outcome === outcome);
  const ways = checks.filter(({ check, outcome, subject }) => check === 'control-region' && outcome === 'passed'
    && !has('permission', subject, 'failed') && !has('write-probe', subject, 'failed'));
  if (ways.length === 0) return 'not-ready';
  if (checks.some(({ check, outcome }) => outcome === 'failed' && !PER_CONTROL_REGION.includes(check))) return 'not-ready';
  return checks.every(({ outcome }) => outcome === 'passed') ? 'ready' : 'degraded';
}
