import { type ScheduleContext } from './schedule-context';

/** Lists the kinds of events and settings that occurred in a schedule. */
export function listCoverage({ covered, simulator }: ScheduleContext): ReadonlySet<string> {
  const kinds = new Set(covered);
  for (const { caller, operation, input, applied } of simulator.journal.entries) {
    if (caller === 'operator') kinds.add(`operator: ${operation}`);
    const { NextToken, Details: details } = input as { NextToken?: string; Details?: { Regions?: object[] } };
    if (NextToken !== undefined) kinds.add('second page of a list');
    if (applied && caller === 'handler' && details?.Regions?.length === 17) kinds.add('17 members');
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
