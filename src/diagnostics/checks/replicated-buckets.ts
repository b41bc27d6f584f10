import { MRAP776_DIFFERENT_LOCK_RETENTIONS } from '../definitions/options';
import { MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC, MRAP412_REPLICA_KEY_REGION, MRAP414_REPLICA_KEY_NOT_SHARED, MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP421_ARCHIVED_REPLICAS, MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../definitions/replication';
import { type Finding, FindingSeverity } from '../finding';
import { type DeclaredNode, type Edge } from './replication-graph';

/** What is known of a bucket of a replication; undefined where nothing is. */
export interface ReplicatedBucket extends DeclaredNode {
  readonly versioned?: boolean;
  readonly objectLock?: boolean;
  /** The default retention of its objects, as text. */
  readonly retention?: string;
  /** Whether its objects are encrypted with a key of KMS. */
  readonly encrypted: boolean;
  /** Whether that key can be named in the template of the replication. */
  readonly keyNamed: boolean;
  /** Its ARN, where synthesis knows it. */
  readonly keyArn?: string;
  /** Whether this application makes it, empty. */
  readonly made: boolean;
  /** The owner, where it is another account. */
  readonly foreignAccount?: string;
}

/** Rows C1, C12, C14, C18 and C24: buckets and edges, as far as synthesis knows them. */
export function checkBuckets(edges: readonly Edge<ReplicatedBucket>[], existingObjectsPlanned: boolean): Finding[] {
  const buckets = [...new Set(edges.flatMap(({ source, destination }) => [source, destination]))];
  return [
    ...buckets.flatMap(checkVersioning),
    ...buckets.flatMap(checkKeyRegion),
    ...unique(edges.flatMap(checkEdge)),
    ...(existingObjectsPlanned ? [] : unmade(edges)).map(({ source, destination }) =>
      MRAP424_EXISTING_OBJECTS_NOT_REPLICATED.create({ bucket: source.bucket, destination: destination.bucket })),
  ];
}

/** One edge of every source that this application does not make. */
function unmade(edges: readonly Edge<ReplicatedBucket>[]): Edge<ReplicatedBucket>[] {
  return [...new Map([...edges].reverse().filter(({ source }) => !source.made).map((edge) => [edge.source, edge])).values()];
}

/** What is wrong with one bucket is wrong on each of its edges, and said once. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.ruleId} ${finding.message}`, finding])).values()];
}

function checkVersioning({ bucket, versioned }: ReplicatedBucket): Finding[] {
  if (versioned === true) return [];
  return [versioned === undefined ? MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket, unknown: true }, FindingSeverity.WARNING) : MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket })];
}

function checkKeyRegion({ bucket, region, keyArn }: ReplicatedBucket): Finding[] {
  const regionOfKey = keyArn?.split(':')[3];
  if (regionOfKey === undefined || regionOfKey === region) return [];
  return [MRAP412_REPLICA_KEY_REGION.create({ problem: `of bucket ${JSON.stringify(bucket)} is in region ${JSON.stringify(regionOfKey)}`, expected: JSON.stringify(region) })];
}

function checkEdge({ source, destination }: Edge<ReplicatedBucket>): Finding[] {
  const lockMissing = source.objectLock === true && destination.objectLock === false;
  return [
    ...(source.encrypted ? [...checkKeyNamed(source), ...checkReplicaKey(source, destination)] : []),
    ...(lockMissing ? [MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET.create({ source: source.bucket, destination: destination.bucket })] : []),
  ];
}

function checkKeyNamed({ bucket, encrypted, keyNamed }: ReplicatedBucket): Finding[] {
  const problem = `of bucket ${JSON.stringify(bucket)} has no ARN that can be written down here`;
  return encrypted && !keyNamed ? [MRAP412_REPLICA_KEY_REGION.create({ problem, expected: 'the ARN of an alias as encryptionKeyArn' })] : [];
}

function checkReplicaKey(source: ReplicatedBucket, destination: ReplicatedBucket): Finding[] {
  const { bucket, encrypted, keyArn, foreignAccount: account } = destination;
  const problem = `of bucket ${JSON.stringify(bucket)} is missing, whose source ${JSON.stringify(source.bucket)} is encrypted with KMS`;
  if (!encrypted) return [MRAP412_REPLICA_KEY_REGION.create({ problem, expected: 'a key in its region as encryptionKeyArn' })];
  const managed = account !== undefined && keyArn !== undefined && /:alias\/aws\/s3$/.test(keyArn);
  return [...checkKeyNamed(destination), ...(managed ? [MRAP414_REPLICA_KEY_NOT_SHARED.create({ key: keyArn, account })] : [])];
}

/** Row O26: what a member locks, every member must lock alike. */
export function checkRetention(buckets: readonly ReplicatedBucket[], bothWays: boolean): Finding[] {
  const known = buckets.flatMap(({ bucket, retention }) => (retention === undefined ? [] : [[bucket, retention] as const]));
  const differ = bothWays && new Set(known.map(([, retention]) => retention)).size > 1;
  return differ ? [MRAP776_DIFFERENT_LOCK_RETENTIONS.create({ retentions: Object.fromEntries(known) })] : [];
}

const ARCHIVES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

export interface ReplicationChoice {
  readonly from: string;
  readonly to: string;
  readonly storageClass?: string;
  readonly replicaModifications: boolean;
  readonly bothWays: boolean;
}

/** Rows C5 and C21: options of all rules. */
export function checkOptions({ from, to, storageClass, replicaModifications, bothWays }: ReplicationChoice): Finding[] {
  return [
    ...(replicaModifications && !bothWays ? [MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC.create({ from: to, to: from })] : []),
    ...(storageClass !== undefined && ARCHIVES.includes(storageClass) ? [MRAP421_ARCHIVED_REPLICAS.create({ bucket: to, storageClass })] : []),
  ];
}
