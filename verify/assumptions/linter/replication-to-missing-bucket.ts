import { type Assumption } from '../../model/assumption';

export const replicationToMissingBucket: Assumption = {
  id: 'L5',
  statement:
    'S3 refuses the replication configuration of a bucket while its destination does not exist, also in a '
    + 'call from CloudFormation.',
  evidence: 'The direct call is refused, and CloudFormation makes the same call.',
  consequence: 'MRAP422 refuses a template that two deployments could deploy.',
  manualCheck: 'Deploy two buckets with literal names that replicate to each other.',
  verification: { notAutomatable: 'because only CloudFormation itself can show the order of its calls' },
};
