import { asFields, asList, type UncheckedFields } from '../../../src/linter/evaluation/read';
import { type DeclaredAlarm } from './alarms';
import { readAttribute, readBlock, type TerraformResource } from './terraform-resources';

const ALARM = 'aws_cloudwatch_metric_alarm';
const REGION_IN_ARN = /^arn:[^:]+:cloudwatch:(?<region>[^:]+):/;

/** Lists the alarms of a Terraform state, with the elements of the API of CloudWatch. */
export function listTerraformAlarms(resources: readonly TerraformResource[]): DeclaredAlarm[] {
  return resources.filter(({ type }) => type === ALARM).map(({ address, values }) => ({
    name: readAttribute(values, 'alarm_name') ?? address,
    region: readAttribute(values, 'region') ?? REGION_IN_ARN.exec(readAttribute(values, 'arn') ?? '')?.groups?.region
      ?? 'an unknown Region',
    fields: {
      ...toMetric(values),
      Metrics: asList(values.metric_query).map((query) =>
        ({ MetricStat: { Metric: toMetric(readBlock(asFields(query), 'metric') ?? {}) } })),
    },
  }));
}

function toMetric(values: UncheckedFields): object {
  return {
    Namespace: readAttribute(values, 'namespace'),
    MetricName: readAttribute(values, 'metric_name'),
    Dimensions: Object.entries(asFields(values.dimensions) ?? {}).map(([Name, Value]) => ({ Name, Value })),
  };
}
