import { SECOND } from '../clock';
import { type DrillCheckResult, type DrillReport, type DrillVerdict } from './report';

/** The figures of one stored report of a drill. Null if the drill did not measure a figure. */
export interface DrillTrendEntry {
  readonly accessPointArn: string;
  /** ISO time. */
  readonly startedAt: string;
  readonly verdict: DrillVerdict;
  /** The largest recovery point of all edges. */
  readonly rpoSeconds: number | null;
  /** How long the slowest canary took. */
  readonly replicationSeconds: number | null;
  /** How long the fastest control Region took to return the routes. */
  readonly routesSeconds: number | null;
}

const VERDICTS: readonly unknown[] = ['ready', 'degraded', 'not-ready'] satisfies DrillVerdict[];

/** Reads the figures of a stored report. Returns undefined if the text is not a report of a drill. */
export function parseDrillTrendEntry(text: string): DrillTrendEntry | undefined {
  const report = parseReport(text);
  if (report === undefined) return undefined;
  const { accessPointArn, startedAt, verdict, checks } = report;
  const backlogs = checks.filter(({ check }) => check === 'backlog');
  const isKnown = backlogs.every(({ rpoSeconds }) => rpoSeconds !== undefined);
  return {
    accessPointArn,
    startedAt,
    verdict,
    rpoSeconds: isKnown ? maxOrNull(backlogs.map(({ rpoSeconds = 0 }) => rpoSeconds)) : null,
    replicationSeconds: maxOrNull(listPassedSeconds(checks, 'canary')),
    routesSeconds: minOrNull(listPassedSeconds(checks, 'control-region')),
  };
}

/** Returns the reports in the order of their time. */
export function sortByStart(entries: readonly DrillTrendEntry[]): DrillTrendEntry[] {
  return [...entries].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

function parseReport(text: string): DrillReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, accessPointArn, startedAt, verdict, checks } =
    (value ?? {}) as Partial<Record<keyof DrillReport, unknown>>;
  const isReport = version === 1 && typeof accessPointArn === 'string' && !Number.isNaN(Date.parse(String(startedAt)))
    && VERDICTS.includes(verdict) && Array.isArray(checks) && checks.every(isCheckResult);
  return isReport ? value as DrillReport : undefined;
}

function isCheckResult(value: unknown): value is DrillCheckResult {
  if (typeof value !== 'object' || value === null) return false;
  const { check, tookMs, rpoSeconds = 0 } = value as Partial<Record<keyof DrillCheckResult, unknown>>;
  return typeof check === 'string' && isAmount(tookMs) && isAmount(rpoSeconds);
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

function listPassedSeconds(checks: readonly DrillCheckResult[], name: DrillCheckResult['check']): number[] {
  return checks.filter(({ check, outcome }) => check === name && outcome === 'passed')
    .map(({ tookMs }) => Math.round(tookMs / (SECOND / 10)) / 10);
}

function maxOrNull(figures: readonly number[]): number | null {
  return figures.length === 0 ? null : Math.max(...figures);
}

function minOrNull(figures: readonly number[]): number | null {
  return figures.length === 0 ? null : Math.min(...figures);
}
