import { type Assumption } from '../../model/assumption';

export const concurrentReplicationChange: Assumption = {
  id: '20',
  statement:
    'No other tool changes the replication of a bucket in the seconds between the handler\'s read and its '
    + 'write. S3 offers no conditional write.',
  evidence: 'The replication of a bucket is changed a few times in its life.',
  consequence: 'The concurrent change is lost. The read-back cannot detect it.',
  manualCheck: 'Not possible.',
  verification: {
    notAutomatable:
      'because S3 offers no conditional write of a replication configuration, so no response shows a lost '
      + 'change',
  },
};
