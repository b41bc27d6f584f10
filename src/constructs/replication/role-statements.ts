import * as iam from 'aws-cdk-lib/aws-iam';
import { type GrantedKey, keyScopes } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type BucketEdge, crossesAccounts, bucketsAt, objectsOf, type ReplicationConfig } from './replication-config';

/** What a replica costs at its destination: to be encrypted; and, with Bucket Keys, to have the bucket's key decrypted. */
export const ENCRYPT_REPLICA = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

/**
 * What the role needs for these edges, and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function roleStatements(plan: ReplicationConfig, edges: readonly BucketEdge[]): iam.PolicyStatement[] {
  const sources = bucketsAt(edges, 'source');
  const destinations = bucketsAt(edges, 'destination');
  const locked = sources.filter((source) => source._objectLock());
  const foreign = bucketsAt(edges.filter((edge) => crossesAccounts(plan, edge)), 'destination');
  const objects = (buckets: readonly UnderlyingBucket[]) => buckets.map((bucket) => objectsOf(plan, bucket));
  return [
    statement(['s3:GetReplicationConfiguration', 's3:ListBucket', ...(plan.batch ? ['s3:PutInventoryConfiguration'] : [])], sources.map((source) => source.bucketArn)),
    statement([
      's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', ...(plan.batch ? ['s3:InitiateReplication'] : []),
    ], objects(sources)),
    statement(['s3:GetObjectRetention', 's3:GetObjectLegalHold'], objects(locked)),
    statement(replicateActions(plan), objects(destinations)),
    statement(['s3:ObjectOwnerOverrideToBucketOwner'], objects(foreign)),
    ...keyStatements(plan, edges),
  ].filter(({ resources }) => resources.length > 0);
}

/** What S3 does to a destination. */
export function replicateActions(plan: ReplicationConfig): string[] {
  return ['s3:ReplicateObject', 's3:ReplicateTags', ...(plan.deleteMarkers ? ['s3:ReplicateDelete'] : [])];
}

function keyStatements(plan: ReplicationConfig, edges: readonly BucketEdge[]): iam.PolicyStatement[] {
  const underKms = edges.filter(({ source }) => source._isEncrypted());
  const replicas = bucketsAt(underKms, 'destination');
  const originals = bucketsAt(underKms, 'source').filter((source) => !replicas.includes(source));
  // What was never encrypted, from before 2023, is encrypted where it lands.
  const plain = bucketsAt(edges, 'destination').filter((destination) => destination._isEncrypted() && !replicas.includes(destination));
  const present = ({ decryptOnly }: GrantedKey) => !decryptOnly;
  return [
    ...forKeys(plan, originals, ['kms:Decrypt'], present),
    ...forKeys(plan, replicas, ENCRYPT_REPLICA, present),
    ...forKeys(plan, plain, ['kms:GenerateDataKey'], present),
    ...forKeys(plan, bucketsAt(edges, 'source'), ['kms:Decrypt'], (key) => !present(key)),
  ];
}

/** With Bucket Keys S3 names the bucket as what a key is used for, else the object. */
function forKeys(
  plan: ReplicationConfig, buckets: readonly UnderlyingBucket[], actions: string[], which: (key: GrantedKey) => boolean,
): iam.PolicyStatement[] {
  const keys = buckets.flatMap((bucket) => {
    const context = [bucket.bucketArn, objectsOf(plan, bucket)];
    return bucket._grantedKeysIn(plan.scope).filter(which).map((key) => ({ ...key, context }));
  });
  return keyScopes(keys).map(({ resources, conditions }) => new iam.PolicyStatement({ actions, resources, conditions }));
}

function statement(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}
