import { type Assumption } from '../../model/assumption';

export const bucketUpdateKeepsReplication: Assumption = {
  id: '25',
  statement: 'When CloudFormation updates a bucket, it keeps a replication configuration that it did not write.',
  evidence: 'The CDK\'s bucket notifications rely on the same behavior.',
  consequence: 'After an update of the bucket, the rules are missing until the replication is deployed again.',
  manualCheck: 'Put a rule, update a tag of the bucket\'s stack, and get the rule.',
  verification: { notAutomatable: 'because only CloudFormation itself can show what it keeps' },
};
