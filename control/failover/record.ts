import { type Backlog } from '../backlog';
import { type Dials } from '../routes/routing';
import { type Changed } from './change-routes';
import { type DataLossEstimate } from './loss';
import { type FailoverPlan } from './plan';

/** What a failover was, for whoever fails back, and for whoever asks later. */
export interface FailoverRecord {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO time. */
  readonly startedAt: string;
  /** Traffic dials by Region: 100 takes traffic, 0 takes none. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly backlogs: readonly Backlog[];
  /** Whether it went on over a backlog that was not empty, or not known. */
  readonly dataLossAccepted: boolean;
  /** How many seconds of writes may be missing; null where nobody knows. */
  readonly rpoSeconds: number | null;
  /** ISO times; absent until then. */
  readonly submittedAt?: string;
  readonly inEffectAt?: string;
}

/** As it stands in a file before anything is submitted: without it there would be no way back from a failover that was interrupted. */
export function newRecord(accessPointArn: string, startedAt: number, plan: FailoverPlan, loss: DataLossEstimate): FailoverRecord {
  return {
    version: 1,
    accessPointArn,
    startedAt: iso(startedAt),
    before: Object.fromEntries(plan.before),
    after: Object.fromEntries(plan.after),
    backlogs: loss.backlogs,
    dataLossAccepted: loss.open.length > 0,
    rpoSeconds: loss.rpoSeconds ?? null,
  };
}

export function completeRecord(record: FailoverRecord, { submittedAt, inEffectAt }: Changed): FailoverRecord {
  return { ...record, submittedAt: iso(submittedAt), ...(inEffectAt !== undefined && { inEffectAt: iso(inEffectAt) }) };
}

/** Reads what `newRecord` wrote; undefined where it is something else. */
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

function iso(at: number): string {
  return new Date(at).toISOString();
}
