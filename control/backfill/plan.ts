import { type CreateJobRequest, type ReplicationStatus } from '@aws-sdk/client-s3-control';
import { type AwsCalls } from '../aws';
import { type BucketLocation } from '../backlog';
import { getReplication } from '../replication';

/**
 * An S3 Batch Replication job of one source bucket. S3 applies all rules of the bucket and accepts no destination, so
 * one job serves all destinations.
 */
export interface BackfillJob {
  readonly source: BucketLocation;
  /** The members that the bucket replicates to. */
  readonly destinations: readonly BucketLocation[];
  readonly request: Omit<CreateJobRequest, 'ClientRequestToken'>;
}

export interface BackfillOptions {
  /** The role of the job; default: the role of the bucket's rules. */
  readonly roleArn?: string;
  /**
   * Whether to replicate objects again that were replicated before. A member that was added later does not have them.
   */
  readonly again: boolean;
}

/** Plans a job for every member that replicates to another member. */
export async function planBackfill(
  aws: AwsCalls, account: string, members: readonly BucketLocation[], options: BackfillOptions,
): Promise<BackfillJob[]> {
  const jobs = await Promise.all(members.map((source) => planJob(aws, account, source, members, options)));
  return jobs.flat();
}

async function planJob(
  aws: AwsCalls,
  account: string,
  source: BucketLocation,
  members: readonly BucketLocation[],
  { roleArn, again }: BackfillOptions,
): Promise<BackfillJob[]> {
  const live = await getReplication(aws, { ...source, owner: account });
  const targets = (live?.rules ?? [])
    .filter(({ Status }) => Status === 'Enabled')
    .map(({ Destination }) => Destination?.Bucket);
  const destinations = members.filter(({ bucket }) => targets.includes(`arn:aws:s3:::${bucket}`));
  if (live === undefined || destinations.length === 0) return [];
  return [
    { source, destinations, request: makeJobRequest(account, source, destinations, roleArn ?? live.role, again) },
  ];
}

function makeJobRequest(
  account: string, source: BucketLocation, destinations: readonly BucketLocation[], roleArn: string, again: boolean,
): BackfillJob['request'] {
  const statuses: ReplicationStatus[] = ['NONE', 'FAILED', ...(again ? ['COMPLETED' as const] : [])];
  return {
    AccountId: account,
    ConfirmationRequired: false,
    Description: `backfill of ${source.region} -> ${destinations.map(({ region }) => region).join(', ')}`,
    Operation: { S3ReplicateObject: {} },
    Priority: 10,
    Report: { Enabled: false },
    RoleArn: roleArn,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        SourceBucket: `arn:aws:s3:::${source.bucket}`,
        EnableManifestOutput: false,
        Filter: { EligibleForReplication: true, ObjectReplicationStatuses: statuses },
      },
    },
  };
}
