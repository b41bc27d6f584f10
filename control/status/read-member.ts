import { type AwsCalls } from '../aws';
import { type BucketLocation } from '../backlog';
import { toFailure, showFailure } from '../failure';
import { getReplication, isBucketMissing, type SourceBucket } from '../replication';
import { type BucketPresence, type UnreadStatusPart } from './access-point-status';

/** Checks whether the bucket of a member exists. */
export async function checkBucketPresence(
  aws: AwsCalls, { region, bucket }: BucketLocation, unknown: UnreadStatusPart[],
): Promise<BucketPresence> {
  try {
    await aws.call(region, 'HeadBucket', { Bucket: bucket });
    return 'there';
  } catch (error) {
    const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
    if (metadata?.httpStatusCode === 404) return 'missing';
    const isDenied = metadata?.httpStatusCode === 403;
    unknown.push({
      what: `bucket ${bucket}`,
      why: isDenied ? 'access denied' : `${region}: ${showFailure(toFailure(error))}`,
    });
    return 'unknown';
  }
}

/** Returns the Regions of the members that the enabled rules of a bucket replicate to, or undefined if unknown. */
export async function readReplicationTargets(
  aws: AwsCalls, source: SourceBucket, members: readonly BucketLocation[], unknown: UnreadStatusPart[],
): Promise<string[] | undefined> {
  try {
    const live = await getReplication(aws, source);
    const targets = (live?.rules ?? [])
      .filter(({ Status }) => Status === 'Enabled')
      .map(({ Destination }) => Destination?.Bucket);
    return members.filter(({ bucket }) => targets.includes(`arn:aws:s3:::${bucket}`)).map(({ region }) => region);
  } catch (error) {
    const failure = toFailure(error);
    if (isBucketMissing(failure)) return [];
    unknown.push({
      what: `replication rules of ${source.bucket}`, why: `${source.region}: ${showFailure(failure)}`,
    });
    return undefined;
  }
}
