import * as iam from 'aws-cdk-lib/aws-iam';
import { isKmsEncrypted, listMemberKmsKeys } from '../buckets/bucket-keys';
import { type MemberKmsKey, makeKeyScopesForS3 } from '../buckets/key-statements';
import { hasObjectLock, type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type BucketEdge, crossesAccounts, listBucketsOfEdges, makeObjectsArn, type ResolvedReplicationProps,
  type ResolvedReplicationRule,
} from './replication-config';

/** Actions to encrypt a replica. With S3 Bucket Keys, S3 also decrypts the bucket key. */
export const REPLICA_KMS_ENCRYPT_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

/** With more prefixes of a bucket, a statement contains all its objects, because the policies of a role are limited. */
const MAX_PREFIXES = 10;

type EdgeEnd = 'source' | 'destination';

/**
 * Makes the statements that the replication role needs for some edges.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function makeRoleStatements(
  { scope, batch }: ResolvedReplicationProps, edges: readonly BucketEdge[],
): iam.PolicyStatement[] {
  const sources = listBucketsOfEdges(edges, 'source');
  const locked = new Set(sources.filter((source) => hasObjectLock(source)));
  const withMarkers = edges.filter(({ rule }) => rule.deleteMarkers);
  const replicas = listObjectArns(withMarkers, 'destination');
  const withoutMarkers = listObjectArns(edges.filter(({ rule }) => !rule.deleteMarkers), 'destination')
    .filter((arn) => !isCovered(arn, replicas));
  return [
    makeStatement([
      's3:GetReplicationConfiguration', 's3:ListBucket', ...(batch ? ['s3:PutInventoryConfiguration'] : []),
    ], sources.map((source) => source.bucketArn)),
    makeStatement([
      's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
      's3:GetObjectVersionAnnotationForReplication',
      ...(batch ? ['s3:InitiateReplication'] : []),
    ], listObjectArns(edges, 'source')),
    makeStatement(
      ['s3:GetObjectRetention', 's3:GetObjectLegalHold'],
      listObjectArns(edges.filter(({ source }) => locked.has(source)), 'source'),
    ),
    makeStatement(makeReplicateActions({ deleteMarkers: true }), replicas),
    makeStatement(makeReplicateActions({ deleteMarkers: false }), withoutMarkers),
    makeStatement(
      ['s3:ObjectOwnerOverrideToBucketOwner'],
      listObjectArns(edges.filter((edge) => crossesAccounts(scope, edge)), 'destination'),
    ),
    ...makeKeyStatements(scope, edges),
  ].filter(({ resources }) => resources.length > 0);
}

/** Makes the actions that a rule performs on its destinations. */
export function makeReplicateActions({ deleteMarkers }: Pick<ResolvedReplicationRule, 'deleteMarkers'>): string[] {
  return ['s3:ReplicateObject', 's3:ReplicateTags', ...(deleteMarkers ? ['s3:ReplicateDelete'] : [])];
}

/** Lists the objects at one end of the edges, sorted by Region, without ARNs that a shorter prefix covers. */
function listObjectArns(edges: readonly BucketEdge[], end: EdgeEnd): string[] {
  return omitCovered(listBucketsOfEdges(edges, end).flatMap((bucket) => listObjectArnsOf(bucket, edges, end)));
}

function listObjectArnsOf(bucket: UnderlyingBucket, edges: readonly BucketEdge[], end: EdgeEnd): string[] {
  const arns = omitCovered(edges.filter((edge) => edge[end] === bucket)
    .map(({ rule }) => makeObjectsArn(rule, bucket)));
  return arns.length > MAX_PREFIXES ? [makeObjectsArn({}, bucket)] : arns;
}

function omitCovered(arns: readonly string[]): string[] {
  const unique = [...new Set(arns)];
  return unique.filter((arn) => !isCovered(arn, unique.filter((other) => other !== arn)));
}

/** Whether one of the other ARNs, which end in a wildcard, includes the objects of an ARN. */
function isCovered(arn: string, others: readonly string[]): boolean {
  return others.some((other) => arn.startsWith(other.slice(0, -1)));
}

function makeKeyStatements(
  scope: ResolvedReplicationProps['scope'], edges: readonly BucketEdge[],
): iam.PolicyStatement[] {
  const encryptedEdges = edges.filter(({ source }) => isKmsEncrypted(source));
  const replicas = listBucketsOfEdges(encryptedEdges, 'destination');
  const originals = listBucketsOfEdges(encryptedEdges, 'source').filter((source) => !replicas.includes(source));
  // S3 encrypts replicas of unencrypted objects, which date from before 2023, with the key of the destination.
  const unencrypted = listBucketsOfEdges(edges, 'destination')
    .filter((destination) => isKmsEncrypted(destination) && !replicas.includes(destination));
  const isCurrent = ({ decryptOnly }: MemberKmsKey) => !decryptOnly;
  const isPrevious = ({ decryptOnly }: MemberKmsKey) => decryptOnly ?? false;
  const makeStatements = (
    buckets: readonly UnderlyingBucket[], actions: string[], isIncluded: (key: MemberKmsKey) => boolean,
  ) => makeStatementsForKeys(scope, edges, buckets, actions, isIncluded);
  return [
    ...makeStatements(originals, ['kms:Decrypt'], isCurrent),
    ...makeStatements(replicas, REPLICA_KMS_ENCRYPT_ACTIONS, isCurrent),
    ...makeStatements(unencrypted, ['kms:GenerateDataKey'], isCurrent),
    ...makeStatements(listBucketsOfEdges(encryptedEdges, 'source'), ['kms:Decrypt'], isPrevious),
  ];
}

/** The encryption context contains the bucket with S3 Bucket Keys, and otherwise the object. */
function makeStatementsForKeys(
  scope: ResolvedReplicationProps['scope'], edges: readonly BucketEdge[], buckets: readonly UnderlyingBucket[],
  actions: string[], isIncluded: (key: MemberKmsKey) => boolean,
): iam.PolicyStatement[] {
  const keys = buckets.flatMap((bucket) => {
    const objects = (['source', 'destination'] as const).flatMap((end) => listObjectArnsOf(bucket, edges, end));
    const context = [bucket.bucketArn, ...omitCovered(objects)];
    return listMemberKmsKeys(scope, bucket).filter(isIncluded).map((key) => ({ ...key, context }));
  });
  return makeKeyScopesForS3(keys).map(({ resources, conditions }) =>
    new iam.PolicyStatement({ actions, resources, conditions }));
}

function makeStatement(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}
