import { type Assumption } from '../../model/assumption';

export const metricsDuringOutage: Assumption = {
  id: 'O10',
  statement:
    'During an outage of the source Region, `list-metrics` in the Region of the destination returns the rules too.',
  evidence: 'S3 publishes the metrics there, and CloudWatch lists metrics with data in the last two weeks.',
  consequence:
    'The failover of an access point without writes is refused because of an unknown backlog, and succeeds '
    + 'with `--accept-data-loss`.',
  manualCheck: 'Not possible; no user can make a Region fail.',
  verification: { notAutomatable: 'because no program can make a Region fail' },
};
