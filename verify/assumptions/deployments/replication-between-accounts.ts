import { type Assumption } from '../../model/assumption';

export const replicationBetweenAccounts: Assumption = {
  id: '23',
  statement:
    'A bucket policy that allows the role of another account to replicate needs no action on the bucket '
    + 'itself.',
  evidence: 'The guide lists `s3:List*` and versioning actions; examples work without them.',
  consequence: 'Replication from or to that account fails, and the metrics show it.',
  manualCheck: 'Replicate across two accounts with the statements from the warning.',
  verification: {
    notAutomatable: 'because the check needs two accounts',
  },
};
