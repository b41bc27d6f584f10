import { type Assumption } from '../../model/assumption';

export const deletedCanary: Assumption = {
  id: 'O5',
  statement: 'If a canary is deleted by version before it is replicated, it does not arrive later.',
  evidence: 'S3 replicates the objects that exist at the time of replication.',
  consequence: 'A canary that took too long remains in the destination.',
  manualCheck: 'Put a version and delete it immediately. List versions in the destination.',
  verification: {
    notAutomatable: 'because the check replicates objects, and no service of the test suites replicates them',
  },
};
