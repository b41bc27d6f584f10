import { MRAP427_ALARM_REGION } from '../../../diagnostics/definitions/replication';
import { REPLICATION_DIMENSIONS, REPLICATION_METRICS } from '../../../facts/replication-metrics';
import { getPath, literalText, asList, asText } from '../../evaluation/read';
import { bucketNamed } from '../../model/buckets';
import { type Application, type TemplateResource } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

/** Where each figure is published. */
const SIDES = new Map(Object.values(REPLICATION_METRICS).map(({ name, publishedWith }) => [name as string, publishedWith]));

/** Row C27. */
export const alarms: Rule = {
  finds: [MRAP427_ALARM_REGION],
  check: (application) => application.ofType('AWS::CloudWatch::Alarm').flatMap((resource) =>
    [resource.properties, ...asList(resource.properties.Metrics).map((metric) => getPath(metric, 'MetricStat', 'Metric'))]
      .flatMap((metric) => toMatches(resource, check(application, resource, metric)))),
};

function check(application: Application, { region }: TemplateResource, metric: unknown) {
  const name = literalText(getPath(metric, 'MetricName'));
  const side = name === undefined || getPath(metric, 'Namespace') !== 'AWS/S3' ? undefined : SIDES.get(name);
  if (name === undefined || side === undefined || region === undefined) return [];
  const dimension = asList(getPath(metric, 'Dimensions')).find((entry) => getPath(entry, 'Name') === REPLICATION_DIMENSIONS[side]);
  const expected = bucketNamed(application, asText(getPath(dimension, 'Value')))?.region;
  return expected === undefined || expected === region
    ? [] : [MRAP427_ALARM_REGION.create({ metric: name, region, expected, side })];
}
