import { type ScheduleContext } from './schedule-context';

interface CoveredInput {
  readonly NextToken?: string;
  readonly Details?: { readonly Regions?: readonly object[] };
  readonly ReplicationConfiguration?: { readonly Rules?: readonly object[] };
}

/** Lists the kinds of events and settings that occurred in a schedule. */
export function listCoverage({ covered, simulator }: ScheduleContext): ReadonlySet<string> {
  const kinds = new Set(covered);
  for (const { caller, operation, input, applied } of simulator.journal.entries) {
    if (caller === 'operator') kinds.add(`operator: ${operation}`);
    const { NextToken, Details: details, ReplicationConfiguration: replication } = input as CoveredInput;
    if (NextToken !== undefined) kinds.add('second page of a list');
    if (applied && caller === 'handler' && details?.Regions?.length === 17) kinds.add('17 members');
    if (applied && caller === 'handler' && (replication?.Rules?.length ?? 0) >= 16) kinds.add('16 destinations');
  }
  return kinds;
}

/** Counts the schedules in which each kind occurs. */
export class CoverageCounter {
  private readonly counts = new Map<string, number>();

  public add(context: ScheduleContext): void {
    for (const kind of listCoverage(context)) this.counts.set(kind, this.count(kind) + 1);
  }

  public count(kind: string): number {
    return this.counts.get(kind) ?? 0;
  }

  /** Renders one line for each kind. */
  public render(): string {
    return [...this.counts].sort().map(([kind, count]) => `${String(count).padStart(7)} ${kind}\n`).join('');
  }
}
