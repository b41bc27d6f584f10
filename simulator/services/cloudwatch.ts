import { type Simulator } from '../simulator';
import {
  computeReplicationMetric, listDataPoints, listMeteredRules, type MeteredRule, REPLICATION_METRICS,
} from './replication-metrics';
import {
  OtherServiceError, readRecords, readText, readTime, type ServiceCaller, type ServiceInput, type ServiceOperation,
} from './service-operation';

const NAMESPACE = 'AWS/S3';

function readDimensions(input: ServiceInput): readonly (readonly [string, string])[] {
  return readRecords(input, 'Dimensions').map((dimension) => (
    [readText(dimension, 'Name'), readText(dimension, 'Value')]
  ));
}

function hasDimensions(rule: MeteredRule, dimensions: readonly (readonly [string, string])[]): boolean {
  const values = new Map<string, string>(Object.entries(rule));
  return dimensions.every(([name, value]) => values.get(name) === value);
}

function listRules({ buckets }: Simulator, { region, accountId }: ServiceCaller): MeteredRule[] {
  return listMeteredRules(buckets.list(), region, accountId);
}

export const listMetricsOperation: ServiceOperation = {
  service: 'monitoring',
  name: 'ListMetrics',
  action: 'cloudwatch:ListMetrics',
  answer: (simulator, input, caller) => {
    const [name, namespace, dimensions] = [
      readText(input, 'MetricName'), readText(input, 'Namespace'), readDimensions(input),
    ];
    const isOtherNamespace = namespace !== '' && namespace !== NAMESPACE;
    const rules = isOtherNamespace ? [] : listRules(simulator, caller).filter((rule) =>
      hasDimensions(rule, dimensions));
    return {
      Metrics: rules.flatMap((rule) => REPLICATION_METRICS.filter((metric) => name === '' || metric === name)
        .map((MetricName) => ({
          Namespace: NAMESPACE,
          MetricName,
          Dimensions: Object.entries(rule).map(([Name, Value]) => ({ Name, Value })),
        }))),
    };
  },
};

export const getMetricDataOperation: ServiceOperation = {
  service: 'monitoring',
  name: 'GetMetricData',
  action: 'cloudwatch:GetMetricData',
  answer: (simulator, input, caller) => {
    const now = simulator.settings.clock.now();
    // The replication queue uses the clock of the simulator.
    const offset = now - simulator.settings.clientTime();
    const [start, end] = ['StartTime', 'EndTime'].map((name) => readTime(input, name));
    if (start === undefined || end === undefined) {
      throw new OtherServiceError('MissingParameter', 400, 'The parameters StartTime and EndTime are required.');
    }
    const isAscending = readText(input, 'ScanBy') === 'TimestampAscending';
    const rules = listRules(simulator, caller);
    const results = readRecords(input, 'MetricDataQueries').map((query) => {
      const { Metric: metric = {} } = (query.MetricStat ?? {}) as { readonly Metric?: ServiceInput };
      const name = REPLICATION_METRICS.find((known) => known === readText(metric, 'MetricName'));
      const rule = rules.find((candidate) => hasDimensions(candidate, readDimensions(metric)));
      const points = name === undefined || rule === undefined ? [] : listDataPoints(
        { start: start + offset, end: end + offset, now },
        (at) => computeReplicationMetric(simulator.replication, rule, name, at));
      const ordered = isAscending ? points.reverse() : points;
      return {
        Id: readText(query, 'Id'),
        Label: readText(metric, 'MetricName'),
        StatusCode: 'Complete',
        Timestamps: ordered.map(({ at }) => new Date(at - offset)),
        Values: ordered.map(({ value }) => value),
      };
    });
    return { MetricDataResults: results };
  },
};
