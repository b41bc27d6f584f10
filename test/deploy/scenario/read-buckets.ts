import {
  GetBucketLocationCommand, GetBucketPolicyCommand, GetBucketReplicationCommand, GetBucketVersioningCommand,
  GetPublicAccessBlockCommand, ListBucketsCommand, type S3Client,
} from '@aws-sdk/client-s3';
import { type BucketState, parseStatements, toReplicationState } from './state';

/** The names of the CDK's staging buckets. */
const CDK_BUCKETS = /^cdk-/;

/** Reads the state of all buckets by name. */
export async function readBuckets(s3: S3Client): Promise<Readonly<Record<string, BucketState>>> {
  const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const names = buckets.map(({ Name: name }) => name!).filter((name) => !CDK_BUCKETS.test(name));
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readBucket(s3, name)] as const)));
}

async function readBucket(s3: S3Client, name: string): Promise<BucketState> {
  const input = { Bucket: name };
  // S3 responds with 404 if a bucket does not have the configuration.
  const undefinedIfNotFound = <T>(found: Promise<T>) =>
    found.catch((error: { $metadata?: { httpStatusCode?: number } }) => {
      if (error.$metadata?.httpStatusCode === 404) return undefined;
      throw error;
    });
  const [location, versioning, block, policy, replication] = await Promise.all([
    s3.send(new GetBucketLocationCommand(input)),
    s3.send(new GetBucketVersioningCommand(input)),
    undefinedIfNotFound(s3.send(new GetPublicAccessBlockCommand(input))),
    undefinedIfNotFound(s3.send(new GetBucketPolicyCommand(input))),
    undefinedIfNotFound(s3.send(new GetBucketReplicationCommand(input))),
  ]);
  return {
    region: location.LocationConstraint ?? 'us-east-1',
    versioning: versioning.Status,
    publicAccessBlock: block?.PublicAccessBlockConfiguration,
    policy: parseStatements(policy?.Policy),
    replication: toReplicationState(replication?.ReplicationConfiguration as never),
  };
}
