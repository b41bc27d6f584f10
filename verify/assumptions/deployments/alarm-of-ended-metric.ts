import { type Assumption } from '../../model/assumption';

export const alarmOfEndedMetric: Assumption = {
  id: '31',
  statement:
    'If a metric ends, an alarm with `TreatMissingData: missing` changes to `INSUFFICIENT_DATA` within '
    + 'minutes, and a composite alarm follows.',
  evidence: 'The guide describes both, and says that pending metrics end with the destination bucket.',
  consequence:
    'The runbook uses the last figures before the outage as current figures, and does not require '
    + '`AcceptDataLoss`.',
  manualCheck: 'Delete a destination bucket, which ends its metrics, and describe the alarm.',
  verification: { notAutomatable: 'because the alarm needs metrics of replication, which end after days' },
};
