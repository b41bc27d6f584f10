import { type Construct } from 'constructs';
import { makePackSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { makeWildcardSuppressions } from '../../validation/iam-nag-suppressions';
import { getBucketConstruct, type UnderlyingBucket } from '../buckets/underlying-bucket';

const REPLICATED = 'Custom::S3BucketReplication configures the replication; the rule reads only the bucket properties';
const WILDCARDS = 'replication applies to all objects of the buckets; IAM does not support key aliases as resources, '
  + 'so a condition contains the alias';
const INLINE = 'belongs only to this role, and is deleted or retained with it';

/** Suppresses the findings of cdk-nag that are wrong or unavoidable for a replication. */
export function suppressReplicationFindings(policy: Construct, sources: readonly UnderlyingBucket[]): void {
  for (const bucket of sources.map(getBucketConstruct)) {
    if (bucket) suppressNagFindings(bucket, makePackSuppressions('S3BucketReplicationEnabled', REPLICATED));
  }
  suppressNagFindings(policy, [
    ...makeWildcardSuppressions(policy, WILDCARDS),
    ...makePackSuppressions('IAMNoInlinePolicy', INLINE),
  ]);
}
