import { type Assumption } from '../../model/assumption';

export const accountRegionalBuckets: Assumption = {
  id: '24',
  statement:
    'Buckets in the account-Regional namespace can be members of an access point and destinations of '
    + 'replication.',
  evidence: 'Buckets in this namespace are general purpose buckets.',
  consequence: 'The deployment fails with the cause, before the access point exists.',
  manualCheck: 'Create such a bucket, an access point with it, and a rule of another bucket with it as destination.',
  verification: {
    notAutomatable: 'because the namespace is bound to the account, and no service of the test suites has it',
  },
};
