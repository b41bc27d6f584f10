import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE } from '../../../control/clock';
import { poll } from '../../lab/poll';
import { type BucketPair, createPair, putObject, RULE_ID, startReplication } from '../../lab/replicated-objects';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const metricsOfDestination: Assumption = {
  id: 'O2',
  statement:
    '`list-metrics` in the Region of the destination returns the rules of a source and destination.',
  evidence: 'S3 publishes the metrics there, and CloudWatch lists metrics with data in the last two weeks.',
  consequence:
    'The failover of an access point without writes is refused because of an unknown backlog, and succeeds '
    + 'with `--accept-data-loss`.',
  manualCheck: '`list-metrics --dimensions Name=DestinationBucket,Value=…` in that Region.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 90,
    run: async (lab) => {
      const pair = await createPair(lab);
      await startReplication(lab, pair, { destination: { Metrics: { Status: 'Enabled' } } });
      let objects = 0;
      const inDestination = await poll(lab.clock, { every: 5 * MINUTE, limit: PUBLICATION_LIMIT }, async () => {
        objects += 1;
        await putObject(lab, pair.source, `object-${objects}`, [pair.destination]);
        return hasMetrics(lab, pair, pair.destination.region);
      });
      if (inDestination) return confirm(`the Region of the destination shows the rule after ${objects} objects`);
      const inSource = await hasMetrics(lab, pair, pair.source.region);
      return inSource
        ? refute('only the Region of the source shows the rule')
        : abstain('no Region shows the rule after an hour');
    },
  },
};

const PUBLICATION_LIMIT = 60 * MINUTE;

/** Returns undefined if the Region shows no metric of the rule. */
async function hasMetrics(
  lab: ServiceLab, { source, destination }: BucketPair, region: string,
): Promise<true | undefined> {
  const { Metrics: metrics = [] } = await lab.clients.cloudWatch(region).send(new ListMetricsCommand({
    Namespace: 'AWS/S3',
    Dimensions: [
      { Name: 'SourceBucket', Value: source.bucket }, { Name: 'DestinationBucket', Value: destination.bucket },
    ],
  }));
  const rules = metrics.flatMap(({ Dimensions: dimensions = [] }) =>
    dimensions.filter(({ Name: name }) => name === 'RuleId').map(({ Value: id }) => id));
  return rules.includes(RULE_ID) || undefined;
}
