import { MRAP401, MRAP405, MRAP412, MRAP414, MRAP418, MRAP421, MRAP424 } from './diagnostics/replication';
import { type Finding, FindingSeverity } from './finding';
import { type DeclaredNode, type Edge } from './replication-graph';

/** What is known of a bucket of a replication; undefined where nothing is. */
export interface ReplicatedBucket extends DeclaredNode {
  readonly versioned?: boolean;
  readonly objectLock?: boolean;
  /** Whether its objects are encrypted with a key of KMS. */
  readonly encrypted: boolean;
  /** Whether that key can be named in the template of the replication. */
  readonly keyNamed: boolean;
  /** Its ARN, where synthesis knows it. */
  readonly keyArn?: string;
  /** Whether this application makes it, empty. */
  readonly made: boolean;
  readonly foreign: boolean;
}

/** Rows C1, C12, C14, C18 and C24: buckets and edges, as far as synthesis knows them. */
export function checkBuckets(edges: readonly Edge<ReplicatedBucket>[], existingObjectsPlanned: boolean): Finding[] {
  const buckets = [...new Set(edges.flatMap(({ source, destination }) => [source, destination]))];
  const sources = [...new Set(edges.map(({ source }) => source))];
  return [
    ...buckets.flatMap(checkVersioning),
    ...buckets.flatMap(checkKeyRegion),
    ...unique(edges.flatMap(checkEdge)),
    ...(existingObjectsPlanned ? [] : sources.filter(({ made }) => !made).map(({ bucket }) => MRAP424.find({ bucket }))),
  ];
}

/** What is wrong with one bucket is wrong on each of its edges, and said once. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.ruleId} ${finding.message}`, finding])).values()];
}

function checkVersioning({ bucket, versioned }: ReplicatedBucket): Finding[] {
  if (versioned === true) return [];
  return [MRAP401.find({ bucket, known: versioned !== undefined }, versioned === undefined ? FindingSeverity.WARNING : FindingSeverity.ERROR)];
}

function checkKeyRegion({ bucket, region, keyArn }: ReplicatedBucket): Finding[] {
  const regionOfKey = keyArn?.split(':')[3];
  const wrong = regionOfKey !== undefined && regionOfKey !== region;
  return wrong
    ? [MRAP412.find({ bucket, problem: `its key is in region ${JSON.stringify(regionOfKey)}, expected ${JSON.stringify(region)}` })]
    : [];
}

function checkEdge({ source, destination }: Edge<ReplicatedBucket>): Finding[] {
  const lockMissing = source.objectLock === true && destination.objectLock === false;
  return [
    ...(source.encrypted ? [...checkKeyNamed(source), ...checkReplicaKey(source, destination)] : []),
    ...(lockMissing ? [MRAP418.find({ source: source.bucket, destination: destination.bucket })] : []),
  ];
}

function checkKeyNamed({ bucket, encrypted, keyNamed }: ReplicatedBucket): Finding[] {
  return encrypted && !keyNamed ? [MRAP412.find({ bucket, problem: 'its key has no ARN that can be written down here' })] : [];
}

function checkReplicaKey(source: ReplicatedBucket, destination: ReplicatedBucket): Finding[] {
  const { bucket, encrypted, keyArn, foreign } = destination;
  const problem = `it has no key for replicas of bucket ${JSON.stringify(source.bucket)}, which is encrypted with KMS`;
  if (!encrypted) return [MRAP412.find({ bucket, problem })];
  const managed = foreign && keyArn !== undefined && /:alias\/aws\/s3$/.test(keyArn);
  return [...checkKeyNamed(destination), ...(managed ? [MRAP414.find({ bucket })] : [])];
}

const ARCHIVES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

export interface ReplicationChoice {
  readonly storageClass?: string;
  readonly replicaModifications: boolean;
  readonly bothWays: boolean;
}

/** Rows C5 and C21: options of all rules. */
export function checkOptions({ storageClass, replicaModifications, bothWays }: ReplicationChoice): Finding[] {
  return [
    ...(replicaModifications && !bothWays ? [MRAP405.find({})] : []),
    ...(storageClass !== undefined && ARCHIVES.includes(storageClass) ? [MRAP421.find({ storageClass })] : []),
  ];
}
