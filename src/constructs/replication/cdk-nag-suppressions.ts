import { type Construct } from 'constructs';
import { wildcardFindings } from '../../provider/cdk-nag-suppressions';
import { suppressNagFindings, inAllNagPacks } from '../../validation/cdk-nag-suppressions';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

const REPLICATED = 'replicated by Custom::S3BucketReplication, which a rule that reads the properties of the bucket cannot see';
const WILDCARDS = 'replication is about all objects of the buckets; IAM takes no alias of a key as a resource, so a condition names it';
const INLINE = 'belongs to the role alone, and goes or stays with it';

/** Acknowledges what cdk-nag finds and is not so, or is so because replication is what it is. */
export function acknowledgeReplication(policy: Construct, sources: readonly UnderlyingBucket[]): void {
  for (const { _construct: bucket } of sources) {
    if (bucket) suppressNagFindings(bucket, inAllNagPacks('S3BucketReplicationEnabled', REPLICATED));
  }
  suppressNagFindings(policy, [...wildcardFindings(policy, WILDCARDS), ...inAllNagPacks('IAMNoInlinePolicy', INLINE)]);
}
