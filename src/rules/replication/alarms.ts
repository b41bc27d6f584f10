import { MRAP427 } from '../../checks/diagnostics/replication';
import { type Application, type Resource } from '../application';
import { type Rule, detect } from '../rule';
import { at, knownText, listOf, textOf } from '../values/read';
import { bucketNamed } from '../views/buckets';

/** Where each figure is published. */
const SIDES: Readonly<Record<string, 'SourceBucket' | 'DestinationBucket'>> = {
  ReplicationLatency: 'DestinationBucket',
  BytesPendingReplication: 'DestinationBucket',
  OperationsPendingReplication: 'DestinationBucket',
  OperationsFailedReplication: 'SourceBucket',
};

/** Row C27. */
export const alarms: Rule = {
  finds: [MRAP427],
  check: (application) => application.ofType('AWS::CloudWatch::Alarm').flatMap((resource) =>
    [resource.properties, ...listOf(resource.properties.Metrics).map((metric) => at(metric, 'MetricStat', 'Metric'))]
      .flatMap((metric) => detect(resource, check(application, resource, metric)))),
};

function check(application: Application, { region }: Resource, metric: unknown) {
  const name = knownText(at(metric, 'MetricName'));
  const side = name === undefined || at(metric, 'Namespace') !== 'AWS/S3' ? undefined : SIDES[name];
  if (name === undefined || side === undefined || region === undefined) return [];
  const dimension = listOf(at(metric, 'Dimensions')).find((entry) => at(entry, 'Name') === side);
  const expected = bucketNamed(application, textOf(at(dimension, 'Value')))?.region;
  return expected === undefined || expected === region
    ? [] : [MRAP427.find({ metric: name, region, expected, side: side === 'SourceBucket' ? 'source' : 'destination' })];
}
