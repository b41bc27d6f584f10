import * as iam from 'aws-cdk-lib/aws-iam';
import { isKmsEncrypted, listMemberKmsKeys } from '../buckets/bucket-keys';
import { type MemberKmsKey, makeKeyScopesForS3 } from '../buckets/key-statements';
import { hasObjectLock, type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type BucketEdge, crossesAccounts, listBucketsOfEdges, makeObjectsArn, type ResolvedReplicationProps,
} from './replication-config';

/** Actions to encrypt a replica. With S3 Bucket Keys, S3 also decrypts the bucket key. */
export const REPLICA_KMS_ENCRYPT_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

/**
 * Makes the statements that the replication role needs for some edges.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function makeRoleStatements(
  config: ResolvedReplicationProps, edges: readonly BucketEdge[],
): iam.PolicyStatement[] {
  const sources = listBucketsOfEdges(edges, 'source');
  const destinations = listBucketsOfEdges(edges, 'destination');
  const locked = sources.filter(hasObjectLock);
  const foreign = listBucketsOfEdges(edges.filter((edge) => crossesAccounts(config, edge)), 'destination');
  const makeObjectArns = (buckets: readonly UnderlyingBucket[]) =>
    buckets.map((bucket) => makeObjectsArn(config, bucket));
  return [
    makeStatement([
      's3:GetReplicationConfiguration', 's3:ListBucket', ...(config.batch ? ['s3:PutInventoryConfiguration'] : []),
    ], sources.map((source) => source.bucketArn)),
    makeStatement([
      's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
      's3:GetObjectVersionAnnotationForReplication',
      ...(config.batch ? ['s3:InitiateReplication'] : []),
    ], makeObjectArns(sources)),
    makeStatement(['s3:GetObjectRetention', 's3:GetObjectLegalHold'], makeObjectArns(locked)),
    makeStatement(makeReplicateActions(config), makeObjectArns(destinations)),
    makeStatement(['s3:ObjectOwnerOverrideToBucketOwner'], makeObjectArns(foreign)),
    ...makeKeyStatements(config, edges),
  ].filter(({ resources }) => resources.length > 0);
}

/** Makes the actions that a replication performs on its destinations. */
export function makeReplicateActions(config: ResolvedReplicationProps): string[] {
  return ['s3:ReplicateObject', 's3:ReplicateTags', ...(config.deleteMarkers ? ['s3:ReplicateDelete'] : [])];
}

function makeKeyStatements(config: ResolvedReplicationProps, edges: readonly BucketEdge[]): iam.PolicyStatement[] {
  const encryptedEdges = edges.filter(({ source }) => isKmsEncrypted(source));
  const replicas = listBucketsOfEdges(encryptedEdges, 'destination');
  const originals = listBucketsOfEdges(encryptedEdges, 'source').filter((source) => !replicas.includes(source));
  // S3 encrypts replicas of unencrypted objects, which date from before 2023, with the key of the destination.
  const unencrypted = listBucketsOfEdges(edges, 'destination')
    .filter((destination) => isKmsEncrypted(destination) && !replicas.includes(destination));
  const isCurrent = ({ decryptOnly }: MemberKmsKey) => !decryptOnly;
  const isPrevious = ({ decryptOnly }: MemberKmsKey) => decryptOnly ?? false;
  return [
    ...makeStatementsForKeys(config, originals, ['kms:Decrypt'], isCurrent),
    ...makeStatementsForKeys(config, replicas, REPLICA_KMS_ENCRYPT_ACTIONS, isCurrent),
    ...makeStatementsForKeys(config, unencrypted, ['kms:GenerateDataKey'], isCurrent),
    ...makeStatementsForKeys(config, listBucketsOfEdges(edges, 'source'), ['kms:Decrypt'], isPrevious),
  ];
}

/** The encryption context contains the bucket with S3 Bucket Keys, and otherwise the object. */
function makeStatementsForKeys(
  config: ResolvedReplicationProps, buckets: readonly UnderlyingBucket[], actions: string[],
  isIncluded: (key: MemberKmsKey) => boolean,
): iam.PolicyStatement[] {
  const keys = buckets.flatMap((bucket) => {
    const context = [bucket.bucketArn, makeObjectsArn(config, bucket)];
    return listMemberKmsKeys(config.scope, bucket).filter(isIncluded).map((key) => ({ ...key, context }));
  });
  return makeKeyScopesForS3(keys).map(({ resources, conditions }) =>
    new iam.PolicyStatement({ actions, resources, conditions }));
}

function makeStatement(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}
