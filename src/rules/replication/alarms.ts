import { MRAP427 } from '../../checks/diagnostics/replication';
import { REPLICATION_DIMENSIONS, REPLICATION_METRICS } from '../../facts/replication-metrics';
import { type Application, type Resource } from '../application';
import { type Rule, detect } from '../rule';
import { at, knownText, listOf, textOf } from '../values/read';
import { bucketNamed } from '../views/buckets';

/** Where each figure is published. */
const SIDES = new Map(Object.values(REPLICATION_METRICS).map(({ name, publishedWith }) => [name as string, publishedWith]));

/** Row C27. */
export const alarms: Rule = {
  finds: [MRAP427],
  check: (application) => application.ofType('AWS::CloudWatch::Alarm').flatMap((resource) =>
    [resource.properties, ...listOf(resource.properties.Metrics).map((metric) => at(metric, 'MetricStat', 'Metric'))]
      .flatMap((metric) => detect(resource, check(application, resource, metric)))),
};

function check(application: Application, { region }: Resource, metric: unknown) {
  const name = knownText(at(metric, 'MetricName'));
  const side = name === undefined || at(metric, 'Namespace') !== 'AWS/S3' ? undefined : SIDES.get(name);
  if (name === undefined || side === undefined || region === undefined) return [];
  const dimension = listOf(at(metric, 'Dimensions')).find((entry) => at(entry, 'Name') === REPLICATION_DIMENSIONS[side]);
  const expected = bucketNamed(application, textOf(at(dimension, 'Value')))?.region;
  return expected === undefined || expected === region
    ? [] : [MRAP427.find({ metric: name, region, expected, side })];
}
