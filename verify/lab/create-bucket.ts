import { type BucketLocationConstraint, CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { type LabClients } from './clients';
import { type Journal } from './journal';

/** S3 expects no location for a bucket of this Region. */
const REGION_WITHOUT_LOCATION = 'us-east-1';

export interface BucketRequest {
  readonly name: string;
  readonly region: string;
  readonly versioning?: 'Enabled';
  readonly objectLock?: 'Enabled';
}

/** Writes a bucket into the journal, and creates it. */
export async function createBucket(
  clients: Pick<LabClients, 's3'>, journal: Journal, { name, region, versioning, objectLock }: BucketRequest,
): Promise<void> {
  const s3 = clients.s3(region);
  journal.write({ event: 'planned', kind: 'bucket', name, region });
  await s3.send(new CreateBucketCommand({
    Bucket: name,
    ...(objectLock !== undefined && { ObjectLockEnabledForBucket: true }),
    ...(region !== REGION_WITHOUT_LOCATION && {
      CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
    }),
  }));
  if (versioning !== undefined) {
    await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: versioning } }));
  }
}
