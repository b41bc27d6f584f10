import { SECOND } from '../clock';
import { type RegionDials } from '../routes/routing';
import { type RecordedCall } from './recorded-call';

/** The part of an access point that a change concerns. */
export type ChangedPart = 'routes' | 'policy' | 'replication';

/** A change of an access point. Several calls of one caller within seconds are one change. */
export interface RecordedChange {
  readonly part: ChangedPart;
  readonly at: number;
  readonly operation: string;
  /** The access point, or the bucket whose replication rules changed. */
  readonly subject: string;
  readonly caller: string;
  readonly sourceAddress?: string;
  readonly userAgent?: string;
  /** The Regions that received the calls. */
  readonly through: readonly string[];
  /** The submitted dials, if the event contains them. */
  readonly dials?: RegionDials;
}

/** A submit that receives no answer is sent to another control Region after a second, and both can arrive. */
const ONE_CHANGE = 10 * SECOND;

/** Merges the calls of one caller that changed the same thing within ten seconds. The newest change comes first. */
export function mergeCallsIntoChanges(
  calls: readonly (Omit<RecordedChange, 'through'> & Pick<RecordedCall, 'region'>)[],
): RecordedChange[] {
  const changes: (RecordedChange & { through: string[] })[] = [];
  for (const { region, ...call } of [...calls].sort((a, b) => a.at - b.at)) {
    const same = changes.find((change) => isSameChange(change, call));
    if (same === undefined) changes.push({ ...call, through: [region] });
    else if (!same.through.includes(region)) same.through.push(region);
  }
  for (const { through } of changes) through.sort();
  return changes.reverse();
}

function isSameChange(change: RecordedChange, call: Omit<RecordedChange, 'through'>): boolean {
  return change.caller === call.caller && change.operation === call.operation && change.subject === call.subject
    && call.at - change.at <= ONE_CHANGE && showDials(change.dials) === showDials(call.dials);
}

function showDials(dials: RegionDials | undefined): string {
  return JSON.stringify(dials === undefined ? [] : [...dials].sort());
}
