import { asList, asText, getValueAtPath, isUnknownValue } from '../../../src/linter/evaluation/read';
import { type ImportedAlarm } from '../imported-state';

const NAMESPACE = 'AWS/S3';

/** An alarm with the elements that the API of CloudWatch and CloudFormation have in common. */
export interface DeclaredAlarm {
  readonly name: string;
  readonly region: string;
  /** `MetricName`, `Namespace`, `Dimensions` and `Metrics`. */
  readonly fields: unknown;
}

/** Selects the alarms on metrics of S3 that have one of the buckets as a dimension. */
export function selectAlarms(
  alarms: readonly DeclaredAlarm[], buckets: readonly { readonly bucket: string }[],
): ImportedAlarm[] {
  const names = new Set(buckets.map(({ bucket }) => bucket));
  return alarms.flatMap(({ name, region, fields }) => {
    const metrics = listMetrics(fields).filter((metric) => listDimensionValues(metric).some((value) =>
      names.has(value)));
    const watched = new Set(metrics.flatMap(listDimensionValues).filter((value) => names.has(value)));
    return metrics.length === 0 ? [] : [{
      name,
      region,
      metrics: [...new Set(metrics.map((metric) => asText(getValueAtPath(metric, 'MetricName')) ?? '?'))],
      buckets: [...watched],
    }];
  }).sort((a, b) => (`${a.region} ${a.name}` < `${b.region} ${b.name}` ? -1 : 1));
}

/** The metric of a simple alarm, and the metrics of an alarm on an expression. */
function listMetrics(fields: unknown): unknown[] {
  const ofExpression = asList(getValueAtPath(fields, 'Metrics')).map((metric) =>
    getValueAtPath(metric, 'MetricStat', 'Metric'));
  return [fields, ...ofExpression].filter((metric) => getValueAtPath(metric, 'Namespace') === NAMESPACE);
}

function listDimensionValues(metric: unknown): string[] {
  return asList(getValueAtPath(metric, 'Dimensions')).flatMap((dimension) => {
    const value = getValueAtPath(dimension, 'Value');
    return isUnknownValue(value) ? [] : asText(value) ?? [];
  });
}
