import { type Assumption } from '../../model/assumption';

export const versionOfReplica: Assumption = {
  id: 'O4',
  statement:
    'A replica has the version id of its source, so a drill can delete its canary in every bucket. A drill '
    + 'writes no canary that a bucket locks by default, because S3 refuses to delete it.',
  evidence: 'The guide says so about replicas.',
  consequence: 'A canary remains, with a different version id. The drill cannot detect it.',
  manualCheck: 'Put an object, and compare `head-object` in both buckets.',
  verification: {
    notAutomatable: 'because the check replicates objects, and no service of the test suites replicates them',
  },
};
