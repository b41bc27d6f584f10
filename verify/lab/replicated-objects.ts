import {
  DeleteObjectCommand, type Destination, HeadObjectCommand, type HeadObjectCommandOutput, ListObjectVersionsCommand,
  PutBucketReplicationCommand, PutObjectCommand, type PutObjectCommandInput, type SourceSelectionCriteria,
} from '@aws-sdk/client-s3';
import { MINUTE, SECOND } from '../../control/clock';
import { poll } from './poll';
import { createBucketPair, putWhenVersioned } from './replication';
import { type ServiceLab } from './service-lab';
import { requireOutputs } from './stack-template';
import { makeReplicationRoleTemplate } from './templates/replication-role';
import { type PolicyStatement } from './templates/role';

/** A bucket of a probe. */
export interface Place {
  readonly bucket: string;
  readonly region: string;
}

/** Two versioned buckets in the member Regions. */
export interface BucketPair {
  readonly source: Place;
  readonly destination: Place;
}

/** An object version that a probe has put. */
export interface PutVersion {
  readonly key: string;
  readonly versionId: string;
}

/** S3 replicates most objects within seconds, and 99.9 % within 15 minutes. */
const REPLICATION_LIMIT = 30 * MINUTE;

export async function createPair(lab: ServiceLab): Promise<BucketPair> {
  const { source, destination } = await createBucketPair(lab);
  const [from, to] = lab.memberRegions;
  return { source: { bucket: source, region: from }, destination: { bucket: destination, region: to } };
}

export interface RuleOptions {
  readonly destination?: Omit<Destination, 'Bucket'>;
  readonly criteria?: SourceSelectionCriteria;
}

export interface ReplicationOptions extends RuleOptions {
  /** The permissions of the role besides those for the objects. */
  readonly statements?: readonly PolicyStatement[];
}

/** Deploys a role and puts a rule that replicates all objects with it. */
export async function startReplication(
  lab: ServiceLab, pair: BucketPair, options: ReplicationOptions = {},
): Promise<void> {
  await putRule(lab, pair, await deployReplicationRole(lab, pair, options.statements), options);
}

/** Deploys a role that replicates the objects of a pair, and returns its ARN. */
export async function deployReplicationRole(
  lab: ServiceLab, { source, destination }: BucketPair, statements: readonly PolicyStatement[] = [],
): Promise<string> {
  const template = makeReplicationRoleTemplate([source.bucket, destination.bucket], statements);
  return requireOutputs(await lab.deployStack(source.region, template)).RoleArn;
}

/** Puts a rule that replicates all objects. */
export async function putRule(
  lab: ServiceLab, { source, destination }: BucketPair, roleArn: string, options: RuleOptions = {},
): Promise<void> {
  const command = new PutBucketReplicationCommand({
    Bucket: source.bucket,
    ReplicationConfiguration: {
      Role: roleArn,
      Rules: [{
        ID: RULE_ID,
        Priority: 1,
        Filter: { Prefix: '' },
        Status: 'Enabled',
        Destination: { ...options.destination, Bucket: `arn:aws:s3:::${destination.bucket}` },
        SourceSelectionCriteria: options.criteria,
        DeleteMarkerReplication: { Status: 'Disabled' },
      }],
    },
  });
  await putWhenVersioned(lab, async () => lab.clients.s3(source.region).send(command));
}

/** The id of the rule of a probe. */
export const RULE_ID = 'probe';

/** Puts an object. The journal contains it in each bucket in which replication can create it. */
export async function putObject(
  lab: ServiceLab, place: Place, key: string, replicas: readonly Place[] = [],
  settings: Partial<PutObjectCommandInput> = {},
): Promise<PutVersion> {
  for (const { bucket, region } of [place, ...replicas]) lab.planObject(bucket, region, key);
  const { VersionId: versionId } = await lab.clients.s3(place.region).send(new PutObjectCommand({
    Body: key, ...settings, Bucket: place.bucket, Key: key, ExpectedBucketOwner: lab.accountId,
  }));
  if (versionId === undefined) throw new Error(`S3 put ${key} into ${place.bucket} without a version`);
  return { key, versionId };
}

/** Returns the properties of a version, or undefined if the bucket does not have it. */
export async function headVersion(
  lab: ServiceLab, { bucket, region }: Place, { key, versionId }: PutVersion,
): Promise<HeadObjectCommandOutput | undefined> {
  try {
    return await lab.clients.s3(region).send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  } catch (error) {
    // S3 answers a HEAD request without a body, so the SDK knows the status only.
    if (['NotFound', 'NoSuchKey', 'NoSuchVersion'].includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** Deletes a version by its id. */
export async function deleteVersion(
  lab: ServiceLab, { bucket, region }: Place, { key, versionId }: PutVersion,
): Promise<void> {
  await lab.clients.s3(region).send(new DeleteObjectCommand({
    Bucket: bucket, Key: key, VersionId: versionId, ExpectedBucketOwner: lab.accountId,
  }));
}

/** Waits until the replication of a version has ended. Returns undefined if it has not ended after half an hour. */
export async function waitForReplication(
  lab: ServiceLab, source: Place, version: PutVersion,
): Promise<'COMPLETED' | 'FAILED' | undefined> {
  return poll(lab.clock, { every: 10 * SECOND, limit: REPLICATION_LIMIT }, async () => {
    const status = (await headVersion(lab, source, version))?.ReplicationStatus;
    if (status === 'FAILED') return status;
    // Older versions of S3 returned COMPLETE.
    return status === 'COMPLETED' || status === 'COMPLETE' ? 'COMPLETED' : undefined;
  });
}

/** Lists the versions of a key, the newest one first. */
export async function listVersions(lab: ServiceLab, { bucket, region }: Place, key: string) {
  const { Versions: versions = [] } = await lab.clients.s3(region).send(
    new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }));
  return versions.filter((version) => version.Key === key);
}
