import { type AwsCalls } from './aws';
import { type Clock, MINUTE, SECOND } from './clock';
import { toFailure, showFailure } from './failure';
import { IncompleteResponseError } from './incomplete-response';
import { readPages } from './pages';

/** A bucket and its Region. */
export interface BucketLocation {
  readonly region: string;
  readonly bucket: string;
}

/**
 * The operations pending replication from one member to another. S3 publishes the metrics in the Region of the
 * destination.
 */
export interface ReplicationBacklog {
  readonly source: BucketLocation;
  readonly destination: BucketLocation;
  /** Pending operations and bytes, or undefined if unknown. */
  readonly operations?: number;
  readonly bytes?: number;
  /** The replication latency at the time of the last data point. */
  readonly latencySeconds?: number;
  /** The time of the last data point. */
  readonly at?: number;
  /** The reason why the backlog is unknown. */
  readonly unknown?: string;
}

/** S3 publishes a data point every minute, even if it is zero. An older one does not describe the present. */
const MAX_FIGURE_AGE = 15 * MINUTE;
const METRIC_WINDOW = 180 * MINUTE;
const PERIOD_SECONDS = 60;

/** The maximum of one call of GetMetricData. */
const MAX_QUERIES = 500;

const METRICS = {
  operations: 'OperationsPendingReplication', bytes: 'BytesPendingReplication', latency: 'ReplicationLatency',
} as const;
type Figure = keyof typeof METRICS;
const FIGURES = Object.keys(METRICS) as Figure[];

/** A rule with replication metrics. */
interface MeteredRule {
  readonly source: string;
  readonly rule: string;
}

/**
 * Reads the backlog between every two members from the Regions of the destinations, because the Regions of the sources
 * may be unavailable.
 *
 * @param destinations the members into which the backlog is read; default: all members
 */
export async function readBacklogs(
  aws: AwsCalls, clock: Clock, members: readonly BucketLocation[], destinations = members,
): Promise<ReplicationBacklog[]> {
  const perDestination = await Promise.all(
    destinations.map((destination) => readBacklogsInto(aws, clock, members, destination)),
  );
  return perDestination.flat();
}

async function readBacklogsInto(
  aws: AwsCalls, clock: Clock, members: readonly BucketLocation[], destination: BucketLocation,
): Promise<ReplicationBacklog[]> {
  const sources = members.filter(({ region }) => region !== destination.region);
  try {
    const rules = (await listRules(aws, clock, destination)).filter(({ source }) =>
      sources.some(({ bucket }) => bucket === source),
    );
    const figures =
      rules.length === 0 ? new Map<string, LatestFigure>() : await readFigures(aws, clock, destination, rules);
    return sources.map((source) => makeBacklog(source, destination, rules, figures, clock.now()));
  } catch (error) {
    const unknown = `CloudWatch in ${destination.region}: ${showFailure(toFailure(error))}`;
    return sources.map((source) => ({ source, destination, unknown }));
  }
}

async function listRules(
  aws: AwsCalls, clock: Clock, { region, bucket }: BucketLocation,
): Promise<MeteredRule[]> {
  const rules: MeteredRule[] = [];
  const read = (NextToken: string | undefined) => aws.call(region, 'ListMetrics', {
    Namespace: 'AWS/S3',
    MetricName: METRICS.operations,
    Dimensions: [{ Name: 'DestinationBucket', Value: bucket }],
    NextToken,
  });
  for await (const page of readPages(clock, 'ListMetrics', read, ({ NextToken }) => NextToken)) {
    // Without this check, an empty answer would mean that no rule publishes metrics.
    if (page.Metrics === undefined) throw new IncompleteResponseError('ListMetrics', 'list of metrics');
    for (const { Dimensions: dimensions = [] } of page.Metrics) {
      const findDimension = (name: string) => dimensions.find(({ Name }) => Name === name)?.Value ?? '';
      rules.push({ source: findDimension('SourceBucket'), rule: findDimension('RuleId') });
    }
  }
  // CloudWatch emulators return a metric once for each data point. Each rule must count once.
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

interface LatestFigure {
  readonly value: number;
  readonly at: number;
}

/** The latest figure of each query, by the id of the query. */
async function readFigures(
  aws: AwsCalls, clock: Clock, { region, bucket }: BucketLocation, rules: readonly MeteredRule[],
): Promise<Map<string, LatestFigure>> {
  const queries = rules.flatMap((rule, index) => FIGURES.map((figure) => makeQuery(figure, index, rule, bucket)));
  const chunks = Array.from({ length: Math.ceil(queries.length / MAX_QUERIES) }, (_, index) =>
    queries.slice(index * MAX_QUERIES, (index + 1) * MAX_QUERIES));
  const perChunk = await Promise.all(chunks.map((chunk) => readLatestFigures(aws, clock, region, chunk)));
  return new Map(perChunk.flatMap((figures) => [...figures]));
}

async function readLatestFigures(
  aws: AwsCalls, clock: Clock, region: string, queries: readonly ReturnType<typeof makeQuery>[],
): Promise<Map<string, LatestFigure>> {
  const latest = new Map<string, LatestFigure>();
  const range = {
    StartTime: new Date(clock.now() - METRIC_WINDOW),
    EndTime: new Date(clock.now() + PERIOD_SECONDS * SECOND),
  };
  const read = (NextToken: string | undefined) => aws.call(region, 'GetMetricData', {
    ...range,
    ScanBy: 'TimestampDescending',
    MetricDataQueries: [...queries],
    NextToken,
  });
  for await (const page of readPages(clock, 'GetMetricData', read, ({ NextToken }) => NextToken)) {
    if (page.MetricDataResults === undefined) throw new IncompleteResponseError('GetMetricData', 'list of results');
    for (const { Id: id = '', Timestamps: [at] = [], Values: [value] = [] } of page.MetricDataResults) {
      const isNumber = value !== undefined && Number.isFinite(value);
      if (at !== undefined && isNumber && !latest.has(id)) latest.set(id, { value, at: at.getTime() });
    }
  }
  return latest;
}

function makeQuery(figure: Figure, index: number, { source, rule }: MeteredRule, destination: string) {
  const dimensions = { SourceBucket: source, DestinationBucket: destination, RuleId: rule };
  return {
    Id: makeQueryId(figure, index),
    MetricStat: {
      Metric: {
        Namespace: 'AWS/S3',
        MetricName: METRICS[figure],
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: PERIOD_SECONDS,
      Stat: 'Maximum',
    },
  };
}

function makeQueryId(figure: Figure, index: number): string {
  return `${figure}${index}`;
}

function makeBacklog(
  source: BucketLocation,
  destination: BucketLocation,
  rules: readonly MeteredRule[],
  figures: ReadonlyMap<string, LatestFigure>,
  now: number,
): ReplicationBacklog {
  const indices = rules.flatMap((rule, index) => (rule.source === source.bucket ? [index] : []));
  const listFigures = (figure: Figure) => indices.map((index) => figures.get(makeQueryId(figure, index)));
  const [operations, bytes, latency] = [listFigures('operations'), listFigures('bytes'), listFigures('latency')];
  const times = [...operations, ...bytes].map((figure) => figure?.at);
  // If one rule publishes no data point, the backlog is unknown, even if other rules publish data points.
  const at = times.length > 0 && times.every((time) => time !== undefined) ? Math.min(...times) : undefined;
  const isLatencyKnown = latency.length > 0 && latency.every((figure) => figure !== undefined);
  const latencySeconds = isLatencyKnown ? Math.max(...latency.map(({ value }) => value)) : undefined;
  const edge = {
    source,
    destination,
    ...(latencySeconds !== undefined && { latencySeconds }),
    ...(at !== undefined && { at }),
  };
  if (indices.length === 0) return { ...edge, unknown: 'no rule publishes replication metrics' };
  if (at === undefined) return { ...edge, unknown: `no figure in the last ${METRIC_WINDOW / MINUTE} minutes` };
  if (now - at > MAX_FIGURE_AGE) {
    return { ...edge, unknown: `the last figure is ${Math.floor((now - at) / MINUTE)} minutes old` };
  }
  return { ...edge, operations: sum(operations), bytes: sum(bytes) };
}

function sum(figures: readonly (LatestFigure | undefined)[]): number {
  return figures.reduce((total, figure) => total + (figure?.value ?? 0), 0);
}

/** Whether nothing is pending. An unknown backlog does not count as drained. */
export function isBacklogEmpty({ operations, bytes }: ReplicationBacklog): boolean {
  return operations === 0 && bytes === 0;
}

/** Computes the recovery point in seconds: the latency of the last data point plus its age. */
export function computeRpoSeconds({ latencySeconds, at }: ReplicationBacklog, now: number): number | undefined {
  if (latencySeconds === undefined || at === undefined) return undefined;
  return Math.ceil(latencySeconds + Math.max(0, now - at) / SECOND);
}
