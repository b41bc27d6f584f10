import { MRAP776_DIFFERENT_LOCK_RETENTIONS } from '../definitions/options';
import {
  MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC, MRAP412_REPLICA_KEY_REGION,
  MRAP414_REPLICA_KEY_NOT_SHARED, MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP421_ARCHIVED_REPLICAS,
  MRAP424_EXISTING_OBJECTS_NOT_REPLICATED,
} from '../definitions/replication';
import { type Finding, FindingSeverity } from '../finding';
import { isAwsManagedKey } from './key-arns';
import { type DeclaredNode, type ReplicationEdge } from './replication-graph';

/** A bucket of a replication. A property is undefined if it is not known to the application. */
export interface ReplicatedBucket extends DeclaredNode {
  readonly versioned?: boolean;
  readonly objectLock?: boolean;
  /** The default retention of its objects, as text. */
  readonly retention?: string;
  /** Whether objects are encrypted with a KMS key. */
  readonly encrypted: boolean;
  /** Whether the template of the replication can contain the ARN of the key. */
  readonly keyNamed: boolean;
  /** The ARN of the key, if it is known at synthesis. */
  readonly keyArn?: string;
  /** The kind of the key, if the application creates it. */
  readonly createdKey?: 'single-Region' | 'multi-Region';
  /** Whether the application creates the bucket, so that it is empty. */
  readonly declared: boolean;
  /** The owner, if it is another account. */
  readonly foreignAccount?: string;
}

type BucketEdge = ReplicationEdge<ReplicatedBucket>;

/** Checks the buckets and edges of a replication. */
export function checkReplicatedBuckets(edges: readonly BucketEdge[], existingObjectsPlanned: boolean): Finding[] {
  const buckets = [...new Set(edges.flatMap(({ source, destination }) => [source, destination]))];
  return [
    ...buckets.flatMap(checkVersioning),
    ...buckets.flatMap(checkKeyRegion),
    ...removeDuplicates(edges.flatMap(checkEdge)),
    ...(existingObjectsPlanned ? [] : findEdgesOfExistingSources(edges)).map(({ source, destination }) =>
      MRAP424_EXISTING_OBJECTS_NOT_REPLICATED.create({ bucket: source.bucket, destination: destination.bucket })),
  ];
}

/** One edge of every source that the application does not create. */
function findEdgesOfExistingSources(edges: readonly BucketEdge[]): BucketEdge[] {
  return [
    ...new Map(
      [...edges]
        .reverse()
        .filter(({ source }) => !source.declared)
        .map((edge) => [edge.source, edge]),
    ).values(),
  ];
}

/** A problem of one bucket occurs on each of its edges. */
function removeDuplicates(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.ruleId} ${finding.message}`, finding])).values()];
}

/** Checks that versioning is enabled on a bucket (MRAP401). */
export function checkVersioning({ bucket, versioned }: Pick<ReplicatedBucket, 'bucket' | 'versioned'>): Finding[] {
  if (versioned === true) return [];
  return versioned === false
    ? [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket })]
    : [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket, unknown: true }, FindingSeverity.WARNING)];
}

function checkKeyRegion({ bucket, region, keyArn }: ReplicatedBucket): Finding[] {
  const keyRegion = keyArn?.split(':')[3];
  if (keyRegion === undefined || keyRegion === region) return [];
  const problem = `of bucket "${bucket}" is in the wrong Region, got "${keyRegion}"`;
  return [MRAP412_REPLICA_KEY_REGION.create({ problem, expected: `"${region}"` })];
}

function checkEdge({ source, destination }: BucketEdge): Finding[] {
  const lockMissing = source.objectLock === true && destination.objectLock === false;
  return [
    ...(source.encrypted ? [...checkKeyNamed(source), ...checkReplicaKey(source, destination)] : []),
    ...(lockMissing
      ? [MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET.create({ source: source.bucket, destination: destination.bucket })]
      : []),
  ];
}

function checkKeyNamed({ bucket, encrypted, keyNamed }: ReplicatedBucket): Finding[] {
  const problem = `of bucket "${bucket}" has an ARN that the template cannot contain, got no encryptionKeyArn`;
  return encrypted && !keyNamed
    ? [MRAP412_REPLICA_KEY_REGION.create({ problem, expected: 'the ARN of its key or alias as encryptionKeyArn' })]
    : [];
}

function checkReplicaKey(source: ReplicatedBucket, destination: ReplicatedBucket): Finding[] {
  const { bucket, encrypted, keyArn, foreignAccount: account } = destination;
  const isShared = account !== source.foreignAccount;
  if (!encrypted) {
    const problem = `of bucket "${bucket}" is missing, got a source "${source.bucket}" that is encrypted with KMS`;
    return [
      MRAP412_REPLICA_KEY_REGION.create({
        problem,
        expected: 'a key in the Region of the destination as encryptionKeyArn',
      }),
    ];
  }
  const notShared = account !== undefined && isShared && isAwsManagedKey(keyArn)
    ? [MRAP414_REPLICA_KEY_NOT_SHARED.create({ key: keyArn, account })]
    : [];
  return [...checkKeyNamed(destination), ...notShared];
}

/**
 * Checks the keys of destinations for the sources of another account (MRAP414).
 *
 * @param account the account of the destinations
 */
export function checkKeysForForeignSources(edges: readonly BucketEdge[], account: string): Finding[] {
  const keys = edges.filter(({ source }) => source.encrypted && source.foreignAccount !== undefined)
    .flatMap(({ destination }) => (destination.foreignAccount === undefined ? destination.keyArn ?? [] : []));
  return [...new Set(keys)].filter(isAwsManagedKey)
    .map((key) => MRAP414_REPLICA_KEY_NOT_SHARED.create({ key, account }));
}

/** Checks that an object has the same lock in every bucket. */
export function checkLockRetention(buckets: readonly ReplicatedBucket[], bothWays: boolean): Finding[] {
  const known = buckets.flatMap(({ bucket, retention }) =>
    retention === undefined ? [] : [[bucket, retention] as const],
  );
  const differ = bothWays && new Set(known.map(([, retention]) => retention)).size > 1;
  return differ ? [MRAP776_DIFFERENT_LOCK_RETENTIONS.create({ retentions: Object.fromEntries(known) })] : [];
}

const ARCHIVE_STORAGE_CLASSES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

export interface ReplicationOptions {
  readonly from: string;
  readonly to: string;
  readonly storageClass?: string;
  readonly replicaModifications: boolean;
  readonly bothWays: boolean;
}

const SINGLE_REGION_KEY = /:key\/(?!mrk-)|:alias\/aws\/s3$/;
const MULTI_REGION_KEY_ID = /:key\/(mrk-.+)$/;

/**
 * Checks that all keys may be related multi-Region keys (MRAP412), as far as they are known. Related keys have the same
 * id, and one of them is the primary key.
 */
export function checkMultiRegionKeys(buckets: readonly ReplicatedBucket[]): Finding[] {
  const ids = new Set(buckets.flatMap(({ keyArn }) => MULTI_REGION_KEY_ID.exec(keyArn ?? '')?.[1] ?? []));
  const primaries = buckets.filter(({ createdKey }) => createdKey === 'multi-Region');
  const isSingle = ({ keyArn, createdKey }: ReplicatedBucket) =>
    createdKey === 'single-Region' || SINGLE_REGION_KEY.test(keyArn ?? '');
  return [
    ...(buckets.some(({ encrypted }) => encrypted) ? [] : buckets.map(({ bucket }) => [bucket, 'is missing'])),
    ...buckets.filter(isSingle).map(({ bucket, keyArn = 'a new key' }) =>
      [bucket, `is a single-Region key, got ${JSON.stringify(keyArn)}`]),
    ...(ids.size > 1 ? buckets.filter(({ keyArn }) => MULTI_REGION_KEY_ID.test(keyArn ?? '')) : [])
      .map(({ bucket, keyArn }) => [bucket, `has another id than the other keys, got ${JSON.stringify(keyArn)}`]),
    ...(primaries.length > 1 ? primaries : [])
      .map(({ bucket }) => [bucket, 'is a primary key, got several primary keys']),
  ].map(([bucket, problem]) => MRAP412_REPLICA_KEY_REGION.create({
    problem: `of bucket "${bucket}" ${problem} with sourceMultiRegionKey`,
    expected: 'a multi-Region key (key/mrk-…) that is related to the keys of the other buckets',
  }));
}

/** Checks the options that all rules of a replication share. */
export function checkReplicationOptions({
  from,
  to,
  storageClass,
  replicaModifications,
  bothWays,
}: ReplicationOptions): Finding[] {
  const isArchive = storageClass !== undefined && ARCHIVE_STORAGE_CLASSES.includes(storageClass);
  return [
    ...(replicaModifications && !bothWays
      ? [MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC.create({ from: to, to: from })]
      : []),
    ...(isArchive ? [MRAP421_ARCHIVED_REPLICAS.create({ bucket: to, storageClass })] : []),
  ];
}
