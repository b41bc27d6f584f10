import { type Aws } from './aws';
import { type Clock, MINUTE, SECOND } from './clock';
import { toFailure, showFailure } from './failure';

/** A member of an access point, by where it is. */
export interface BucketLocation {
  readonly region: string;
  readonly bucket: string;
}

/** What waits to be replicated from one member to another, as S3 publishes it in the Region of the destination. */
export interface Backlog {
  readonly source: BucketLocation;
  readonly destination: BucketLocation;
  /** Operations and bytes that wait; undefined where nobody knows. */
  readonly operations?: number;
  readonly bytes?: number;
  /** By how many seconds the destination is behind, as the last figure says. */
  readonly latencySeconds?: number;
  /** When the last figure was taken. */
  readonly at?: number;
  /** Why it is not known. */
  readonly unknown?: string;
}

/** Figures come every minute, zero or not; older ones say nothing of now. */
const FRESH = 15 * MINUTE;
const LOOK_BACK = 180 * MINUTE;
const PERIOD_SECONDS = 60;

const METRICS = { operations: 'OperationsPendingReplication', bytes: 'BytesPendingReplication', latency: 'ReplicationLatency' } as const;
type Figure = keyof typeof METRICS;
const FIGURES = Object.keys(METRICS) as Figure[];

/** One rule that replicates into a bucket. */
interface MeteredRule {
  readonly source: string;
  readonly rule: string;
}

/**
 * The backlog between every two members. Only Regions of destinations are asked: those of sources may be lost.
 *
 * @param destinations the members whose Regions are asked; by default all of them
 */
export async function readBacklogs(aws: Aws, clock: Clock, members: readonly BucketLocation[], destinations = members): Promise<Backlog[]> {
  const perDestination = await Promise.all(destinations.map((destination) => readInto(aws, clock, members, destination)));
  return perDestination.flat();
}

async function readInto(aws: Aws, clock: Clock, members: readonly BucketLocation[], destination: BucketLocation): Promise<Backlog[]> {
  const sources = members.filter(({ region }) => region !== destination.region);
  try {
    const rules = (await listRules(aws, destination)).filter(({ source }) => sources.some(({ bucket }) => bucket === source));
    const figures = rules.length === 0 ? new Map<string, LatestFigure>() : await readFigures(aws, clock, destination, rules);
    return sources.map((source) => backlogOf(source, destination, rules, figures, clock.now()));
  } catch (error) {
    const unknown = `CloudWatch in ${destination.region}: ${showFailure(toFailure(error))}`;
    return sources.map((source) => ({ source, destination, unknown }));
  }
}

async function listRules(aws: Aws, { region, bucket }: BucketLocation): Promise<MeteredRule[]> {
  const found: MeteredRule[] = [];
  let NextToken: string | undefined;
  do {
    const page = await aws.ask(region, 'ListMetrics', {
      Namespace: 'AWS/S3', MetricName: METRICS.operations, Dimensions: [{ Name: 'DestinationBucket', Value: bucket }], NextToken,
    });
    for (const { Dimensions: dimensions = [] } of page.Metrics ?? []) {
      const value = (name: string) => dimensions.find(({ Name }) => Name === name)?.Value ?? '';
      found.push({ source: value('SourceBucket'), rule: value('RuleId') });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

interface LatestFigure {
  readonly value: number;
  readonly at: number;
}

async function readFigures(aws: Aws, clock: Clock, { region, bucket }: BucketLocation, rules: readonly MeteredRule[]): Promise<Map<string, LatestFigure>> {
  const latest = new Map<string, LatestFigure>();
  const queries = rules.flatMap(({ source, rule }, index) => FIGURES.map((figure) => ({
    Id: idOf(figure, index),
    MetricStat: {
      Metric: {
        Namespace: 'AWS/S3',
        MetricName: METRICS[figure],
        Dimensions: [{ Name: 'SourceBucket', Value: source }, { Name: 'DestinationBucket', Value: bucket }, { Name: 'RuleId', Value: rule }],
      },
      Period: PERIOD_SECONDS,
      Stat: 'Maximum',
    },
  })));
  let NextToken: string | undefined;
  do {
    const page = await aws.ask(region, 'GetMetricData', {
      StartTime: new Date(clock.now() - LOOK_BACK),
      EndTime: new Date(clock.now() + PERIOD_SECONDS * SECOND),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: queries,
      NextToken,
    });
    for (const { Id: id = '', Timestamps: [at] = [], Values: [value] = [] } of page.MetricDataResults ?? []) {
      if (at !== undefined && value !== undefined && !latest.has(id)) latest.set(id, { value, at: at.getTime() });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return latest;
}

function idOf(figure: Figure, index: number): string {
  return `${figure}${index}`;
}

function backlogOf(
  source: BucketLocation, destination: BucketLocation, rules: readonly MeteredRule[], figures: ReadonlyMap<string, LatestFigure>, now: number,
): Backlog {
  const indices = rules.flatMap((rule, index) => (rule.source === source.bucket ? [index] : []));
  const of = (figure: Figure) => indices.map((index) => figures.get(idOf(figure, index)));
  const [operations, bytes, latency] = [of('operations'), of('bytes'), of('latency')];
  const times = [...operations, ...bytes].map((figure) => figure?.at);
  // With a rule that publishes nothing, what waits is not known, whatever the others say.
  const at = times.length > 0 && times.every((time) => time !== undefined) ? Math.min(...times) : undefined;
  const measured = latency.length > 0 && latency.every((figure) => figure !== undefined);
  const latencySeconds = measured ? Math.max(...latency.map(({ value }) => value)) : undefined;
  const edge = { source, destination, ...(latencySeconds !== undefined && { latencySeconds }), ...(at !== undefined && { at }) };
  if (indices.length === 0) return { ...edge, unknown: 'no rule publishes replication metrics' };
  if (at === undefined) return { ...edge, unknown: `no figure in the last ${LOOK_BACK / MINUTE} minutes` };
  if (now - at > FRESH) return { ...edge, unknown: `the last figure is ${Math.floor((now - at) / MINUTE)} minutes old` };
  return { ...edge, operations: sum(operations), bytes: sum(bytes) };
}

function sum(figures: readonly (LatestFigure | undefined)[]): number {
  return figures.reduce((total, figure) => total + (figure?.value ?? 0), 0);
}

/** Whether everything has arrived. A backlog that is not known is not empty. */
export function isDrained({ operations, bytes }: Backlog): boolean {
  return operations === 0 && bytes === 0;
}

/** How far back the destination may be, in seconds: as far as it was when the last figure was taken, and the time since. */
export function rpoSeconds({ latencySeconds, at }: Backlog, now: number): number | undefined {
  return latencySeconds === undefined || at === undefined ? undefined : Math.ceil(latencySeconds + Math.max(0, now - at) / SECOND);
}
