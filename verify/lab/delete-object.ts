import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { isExplicit, requireAnswer } from './answers';
import { type JournalResource } from './journal';
import { type ServiceLab } from './service-lab';

/** Deletes all versions of an object of the journal. S3 lists the versions of the keys that begin with its key. */
export async function deleteObject(
  lab: Pick<ServiceLab, 'accountId' | 'clients'>, { name, region }: Pick<JournalResource, 'name' | 'region'>,
): Promise<undefined> {
  const [Bucket, ...rest] = name.split('/');
  const Key = rest.join('/');
  const target = { Bucket, ExpectedBucketOwner: lab.accountId };
  try {
    const listed = await lab.clients.s3(region).send(new ListObjectVersionsCommand({ ...target, Prefix: Key }));
    requireAnswer(listed);
    for (const { Key: found, VersionId } of [...listed.Versions ?? [], ...listed.DeleteMarkers ?? []]) {
      if (found === Key) await deleteVersion(lab, region, { ...target, Key, VersionId });
    }
  } catch (error) {
    if (!isExplicit(error, 'NoSuchBucket')) throw error;
  }
}

interface ObjectVersionInput {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** A probe can have written a version with a retention in the mode GOVERNANCE, which another permission bypasses. */
async function deleteVersion(
  { clients }: Pick<ServiceLab, 'clients'>, region: string, input: ObjectVersionInput,
): Promise<void> {
  const s3 = clients.s3(region);
  try {
    requireAnswer(await s3.send(new DeleteObjectCommand(input)));
  } catch (error) {
    if (!isExplicit(error, 'AccessDenied')) throw error;
    requireAnswer(await s3.send(new DeleteObjectCommand({ ...input, BypassGovernanceRetention: true })));
  }
}
