import { type Assumption } from '../../model/assumption';

export const metricsOfDestination: Assumption = {
  id: 'O2',
  statement:
    '`list-metrics` in the Region of the destination returns the rules of a source and destination, also '
    + 'during an outage of the source Region.',
  evidence: 'S3 publishes the metrics there, and CloudWatch lists metrics with data in the last two weeks.',
  consequence:
    'The failover of an access point without writes is refused because of an unknown backlog, and succeeds '
    + 'with `--accept-data-loss`.',
  manualCheck: '`list-metrics --dimensions Name=DestinationBucket,Value=…` in that Region.',
  verification: { notAutomatable: 'because the metrics of replication need an hour of replicated objects' },
};
