import { MRAP427_ALARM_REGION } from '../../../diagnostics/definitions/replication';
import { type Finding } from '../../../diagnostics/finding';
import { REPLICATION_DIMENSIONS, REPLICATION_METRICS } from '../../../facts/replication-metrics';
import { asList, asText, getValueAtPath, literalText } from '../../evaluation/read';
import { findBucketByName } from '../../model/buckets';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The bucket whose Region has the metric. */
const SIDE_BY_METRIC = new Map(
  Object.values(REPLICATION_METRICS).map(({ name, publishedWith }) => [name as string, publishedWith]),
);

/** Alarms on replication metrics. */
export const replicationAlarmsRule: LinterRule = {
  finds: [MRAP427_ALARM_REGION],
  check: (application) =>
    application.resourcesOfType('AWS::CloudWatch::Alarm').flatMap((resource) => {
      const ofMetrics = asList(resource.properties.Metrics)
        .map((metric) => getValueAtPath(metric, 'MetricStat', 'Metric'));
      return [resource.properties, ...ofMetrics].flatMap((metric) =>
        toLinterRuleMatches(resource, check(application, resource, metric)),
      );
    }),
};

function check(application: TemplateModel, { region }: TemplateResource, metric: unknown): Finding[] {
  const name = literalText(getValueAtPath(metric, 'MetricName'));
  const side = name === undefined || getValueAtPath(metric, 'Namespace') !== 'AWS/S3'
    ? undefined
    : SIDE_BY_METRIC.get(name);
  if (name === undefined || side === undefined || region === undefined) return [];
  const dimension = asList(getValueAtPath(metric, 'Dimensions')).find(
    (entry) => getValueAtPath(entry, 'Name') === REPLICATION_DIMENSIONS[side],
  );
  const expected = findBucketByName(application, asText(getValueAtPath(dimension, 'Value')))?.region;
  return expected === undefined || expected === region
    ? []
    : [MRAP427_ALARM_REGION.create({ metric: name, region, expected, side })];
}
