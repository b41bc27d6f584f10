import { PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { requireDenial } from '../../lab/refusal';
import {
  createPair, deleteVersion, headVersion, listVersions, putObject, startReplication, waitForReplication,
} from '../../lab/replicated-objects';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const versionOfReplica: Assumption = {
  id: 'O4',
  statement:
    'A replica has the version id of its source, so a drill can delete its canary in every bucket. A drill '
    + 'writes no canary that a bucket locks by default, because S3 refuses to delete it.',
  evidence: 'The guide says so about replicas.',
  consequence: 'A canary remains, with a different version id. The drill cannot detect it.',
  manualCheck:
    'Put an object, compare `head-object` in both buckets, and delete the version by its id in both. Put an object '
    + 'into a bucket with a default retention, and delete its version.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 15,
    run: async (lab) => {
      const { source, destination } = await createPair(lab);
      await startReplication(lab, { source, destination });
      const version = await putObject(lab, source, 'canary', [destination]);
      const status = await waitForReplication(lab, source, version);
      if (status !== 'COMPLETED') return abstain(`the status of the replication is ${status ?? 'pending'}`);
      const hasVersion = (await headVersion(lab, destination, version)) !== undefined;
      const replicas = await listVersions(lab, destination, version.key);
      // The caller may delete versions, so the denial for a locked version is about its lock.
      for (const place of [source, destination]) await deleteVersion(lab, place, version);
      const remaining = (await listVersions(lab, destination, version.key)).length;
      const locked = await deleteLockedVersion(lab);
      return decide(
        hasVersion && replicas.length === 1 && remaining === 0 && locked === 'AccessDenied',
        `the destination has ${replicas.length} versions and ${hasVersion ? 'the' : 'not the'} version of the source, `
        + `and ${remaining} after the deletion of this version; the deletion of a locked version: ${locked}`,
      );
    },
  },
};

/** Puts a version that its bucket locks by default for a day, and deletes it by its id. */
async function deleteLockedVersion(lab: ServiceLab): Promise<string> {
  const [region] = lab.memberRegions;
  const bucket = await lab.createBucket(region, undefined, 'Enabled');
  await lab.clients.s3(region).send(new PutObjectLockConfigurationCommand({
    Bucket: bucket,
    ExpectedBucketOwner: lab.accountId,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
    },
  }));
  const place = { bucket, region };
  const version = await putObject(lab, place, 'canary');
  try {
    await deleteVersion(lab, place, version);
    return 'accepted';
  } catch (error) {
    return requireDenial(error).code;
  }
}
