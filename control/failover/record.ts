import { type Backlog } from '../backlog';
import { type Dials } from '../routes/routing';
import { type RouteChangeResult } from './change-routes';
import { type DataLossEstimate } from './loss';
import { type FailoverPlan } from './plan';

/** The record of a failover, for failback and for later analysis. */
export interface FailoverRecord {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO time. */
  readonly startedAt: string;
  /** Traffic dials by Region: 100 is active, 0 is passive. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly backlogs: readonly Backlog[];
  /** Whether the failover was submitted although a backlog was not empty or unknown. */
  readonly dataLossAccepted: boolean;
  /** The recovery point in seconds, or null if unknown. */
  readonly rpoSeconds: number | null;
  /** ISO times. Absent until the submit and the effect. */
  readonly submittedAt?: string;
  readonly inEffectAt?: string;
}

/** Makes the record before the submit, so that an interrupted failover can be reversed. */
export function newRecord(
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
    backlogs: loss.backlogs,
    dataLossAccepted: loss.open.length > 0,
    rpoSeconds: loss.rpoSeconds ?? null,
  };
}

export function completeRecord(record: FailoverRecord, { submittedAt, inEffectAt }: RouteChangeResult): FailoverRecord {
  return {
    ...record,
    submittedAt: toIso(submittedAt),
    ...(inEffectAt !== undefined && { inEffectAt: toIso(inEffectAt) }),
  };
}

/** Parses a record for a failback. Returns undefined if the text is not a record. */
export function parseRecord(text: string): { accessPointArn: string; before: Dials; after: Dials } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, accessPointArn, before, after } = (value ?? {}) as Partial<Record<keyof FailoverRecord, unknown>>;
  if (version !== 1 || typeof accessPointArn !== 'string' || !isDials(before) || !isDials(after)) return undefined;
  return { accessPointArn, before: new Map(Object.entries(before)), after: new Map(Object.entries(after)) };
}

function isDials(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null && Object.values(value).every((dial) => typeof dial === 'number');
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
