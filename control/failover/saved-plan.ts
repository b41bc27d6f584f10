import { isRecordOfDials, type RegionDials } from '../routes/routing';
import { type DataLossEstimate } from './loss';
import { type FailoverPlan } from './plan';
import { type RecordedBacklog, toRecordedBacklog } from './record';

/** A planned change in a file, which a second person can read and apply. */
export interface SavedFailoverPlan {
  readonly version: 1;
  readonly accessPointArn: string;
  /** ISO time. */
  readonly plannedAt: string;
  /** The ARN of the caller that planned the change, or null if unknown. */
  readonly author: string | null;
  /** Traffic dials by Region. The plan applies to no other table. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** The Regions of the members to submit. */
  readonly submitted: readonly string[];
  /** The backlog when the change was planned. */
  readonly backlogs: readonly RecordedBacklog[];
  /** The recovery point in seconds when the change was planned, or null if unknown. */
  readonly rpoSeconds: number | null;
}

export interface SavedFailoverPlanInput {
  readonly accessPointArn: string;
  readonly plannedAt: number;
  readonly author: string | undefined;
  readonly plan: FailoverPlan;
  readonly loss: DataLossEstimate;
}

export function createSavedFailoverPlan(
  { accessPointArn, plannedAt, author, plan, loss }: SavedFailoverPlanInput,
): SavedFailoverPlan {
  return {
    version: 1,
    accessPointArn,
    plannedAt: new Date(plannedAt).toISOString(),
    author: author ?? null,
    before: Object.fromEntries(plan.before),
    after: Object.fromEntries(plan.after),
    submitted: plan.named.map(({ region }) => region),
    backlogs: loss.backlogs.map(toRecordedBacklog),
    rpoSeconds: loss.rpoSeconds ?? null,
  };
}

/** The parts of a saved plan that its application needs. */
export interface ParsedFailoverPlan {
  readonly accessPointArn: string;
  readonly plannedAt: string;
  readonly author: string | null;
  readonly before: RegionDials;
  /** The dials to submit. */
  readonly dials: RegionDials;
}

/** Parses a saved plan. Returns undefined if the text is not a plan, or if its tables contradict each other. */
export function parseSavedFailoverPlan(text: string): ParsedFailoverPlan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { version, accessPointArn, plannedAt, author, before, after, submitted } =
    (value ?? {}) as Partial<Record<keyof SavedFailoverPlan, unknown>>;
  if (version !== 1 || typeof accessPointArn !== 'string' || typeof plannedAt !== 'string') return undefined;
  if (Number.isNaN(Date.parse(plannedAt)) || (author !== null && typeof author !== 'string')) return undefined;
  if (!isRecordOfDials(before) || !isRecordOfDials(after) || !isListOfRegions(submitted, before)) return undefined;
  if (submitted.length === 0 || !changesOnly(submitted, before, after)) return undefined;
  return {
    accessPointArn,
    plannedAt,
    author: author ?? null,
    before: new Map(Object.entries(before)),
    dials: new Map(submitted.map((region) => [region, after[region]])),
  };
}

/** Whether the tables have the same members, and differ in no other member than the submitted ones. */
function changesOnly(
  submitted: readonly string[], before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>,
): boolean {
  const regions = Object.keys(before);
  return Object.keys(after).length === regions.length
    && regions.every((region) => region in after && (submitted.includes(region) || after[region] === before[region]));
}

function isListOfRegions(value: unknown, dials: Readonly<Record<string, number>>): value is string[] {
  return Array.isArray(value) && value.every((region) => typeof region === 'string' && region in dials);
}
