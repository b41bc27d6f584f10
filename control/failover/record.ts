import { isDeepStrictEqual } from 'node:util';
import { type ReplicationBacklog } from '../backlog';
import { isRecordOfDials, type RegionDials } from '../routes/routing';
import { type DataLossEstimate } from './loss';
import { type FailoverPlan, type RecordedChange } from './plan';
import { type SentSubmit } from './submit-log';

/** The record of a failover, for failback and for later analysis. */
export interface FailoverRecord {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO time. */
  readonly startedAt: string;
  /** Traffic dials by Region: 100 is active, 0 is passive. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** The Regions of the members that the call contained. */
  readonly submitted: readonly string[];
  readonly backlogs: readonly RecordedBacklog[];
  /** Whether the failover was submitted although a backlog was not empty or unknown. */
  readonly dataLossAccepted: boolean;
  /** The recovery point in seconds, or null if unknown. */
  readonly rpoSeconds: number | null;
  /** ISO times of the last submit and of the effect. Absent before. */
  readonly submittedAt?: string;
  readonly inEffectAt?: string;
  /** The control Region that accepted the submit. */
  readonly submittedThrough?: string;
  /** The saved plan that was applied. */
  readonly plan?: AppliedPlan;
}

/** The origin of a saved plan, and the caller that applied it. */
export interface AppliedPlan {
  /** ARNs of callers, or null if unknown. */
  readonly author: string | null;
  readonly appliedBy: string | null;
  /** ISO time. */
  readonly plannedAt: string;
}

/** A backlog with an ISO time. */
export type RecordedBacklog = Omit<ReplicationBacklog, 'at'> & { readonly at?: string };

export function toRecordedBacklog({ at, ...backlog }: ReplicationBacklog): RecordedBacklog {
  return { ...backlog, ...(at !== undefined && { at: toIso(at) }) };
}

/** Makes the record before the submit, so that an interrupted failover can be reversed. */
export function createFailoverRecord(
  accessPointArn: string,
  startedAt: number,
  plan: FailoverPlan,
  loss: DataLossEstimate,
): FailoverRecord {
  return {
    version: 1,
    accessPointArn,
    startedAt: toIso(startedAt),
    before: Object.fromEntries(plan.before),
    after: Object.fromEntries(plan.after),
    submitted: plan.named.map(({ region }) => region),
    backlogs: loss.backlogs.map(toRecordedBacklog),
    dataLossAccepted: loss.open.length > 0,
    rpoSeconds: loss.rpoSeconds ?? null,
  };
}

/** Adds a submit before it is sent: an answer can be lost, and a failback needs the time. */
export function addSendingToRecord(record: FailoverRecord, { at }: SentSubmit): FailoverRecord {
  return { ...record, submittedAt: toIso(at) };
}

/** Adds the submit that S3 applied. */
export function addSubmitToRecord(record: FailoverRecord, { at, region }: SentSubmit): FailoverRecord {
  return { ...record, submittedAt: toIso(at), submittedThrough: region };
}

export function addEffectToRecord(record: FailoverRecord, inEffectAt: number | undefined): FailoverRecord {
  return inEffectAt === undefined ? record : { ...record, inEffectAt: toIso(inEffectAt) };
}

/** The parts of a record that a failback needs. */
export interface ParsedFailoverRecord extends RecordedChange {
  readonly accessPointArn: string;
  /** The time of the submit, or of the start if the record has no submit. */
  readonly submittedAt: number;
}

/** Parses a record for a failback. Returns undefined if the text is not a record. */
export function parseFailoverRecord(text: string): ParsedFailoverRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, accessPointArn, before, after, startedAt, submittedAt } =
    (value ?? {}) as Partial<Record<keyof FailoverRecord, unknown>>;
  if (version !== 1 || typeof accessPointArn !== 'string') return undefined;
  if (!isRecordOfDials(before) || !isRecordOfDials(after)) return undefined;
  if (!isDeepStrictEqual(Object.keys(before).sort(), Object.keys(after).sort())) return undefined;
  const time = Date.parse(String(submittedAt ?? startedAt));
  if (Number.isNaN(time)) return undefined;
  return { accessPointArn, before: toMap(before), after: toMap(after), submittedAt: time };
}

function toMap(dials: Record<string, number>): RegionDials {
  return new Map(Object.entries(dials));
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
