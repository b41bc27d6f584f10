import { type Assumption } from '../../model/assumption';

export const networkOfReplication: Assumption = {
  id: 'L8',
  statement: 'S3 replicates over TLS and not through a VPC endpoint, with the session of a service role.',
  evidence:
    'The guide says that replication occurs entirely within S3. Security Hub demands a denial without TLS for all '
    + 'buckets, and destinations with that denial receive replicas.',
  consequence: 'MRAP415 or MRAP556 misjudges a condition on `aws:SecureTransport` or on a key of a network.',
  manualCheck: 'Read the calls of the replication role in the data events of CloudTrail.',
  verification: {
    notAutomatable: 'because no response of S3 contains the condition keys of a request',
  },
};
