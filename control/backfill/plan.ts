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
  /** The names of the other buckets that it replicates to, such as a vault. Their Regions are not known. */
  readonly otherBuckets: readonly string[];
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

/** S3 refuses a longer description. */
const MAX_DESCRIPTION_LENGTH = 256;

/** Plans a job for every member that replicates to another bucket. */
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
  const targets = new Set((live?.rules ?? [])
    .filter(({ Status }) => Status === 'Enabled')
    .flatMap(({ Destination }) => Destination?.Bucket?.replace(/^arn:aws:s3:::/, '') ?? []));
  if (live === undefined || targets.size === 0) return [];
  const destinations = members.filter(({ bucket }) => targets.has(bucket));
  const otherBuckets = [...targets].filter((bucket) => !members.some((member) => member.bucket === bucket));
  const job = { source, destinations, otherBuckets };
  return [{ ...job, request: makeJobRequest(account, job, roleArn ?? live.role, again) }];
}

/** Renders the directions of a job: Regions of members, and names of other buckets. */
export function showBackfillDirections({ source, destinations, otherBuckets }: Omit<BackfillJob, 'request'>): string {
  return `${source.region} -> ${[...destinations.map(({ region }) => region), ...otherBuckets].join(', ')}`;
}

function makeJobRequest(
  account: string, job: Omit<BackfillJob, 'request'>, roleArn: string, again: boolean,
): BackfillJob['request'] {
  const statuses: ReplicationStatus[] = ['NONE', 'FAILED', ...(again ? ['COMPLETED' as const] : [])];
  return {
    AccountId: account,
    ConfirmationRequired: false,
    Description: `backfill of ${showBackfillDirections(job)}`.slice(0, MAX_DESCRIPTION_LENGTH),
    Operation: { S3ReplicateObject: {} },
    Priority: 10,
    Report: { Enabled: false },
    RoleArn: roleArn,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        SourceBucket: `arn:aws:s3:::${job.source.bucket}`,
        EnableManifestOutput: false,
        Filter: { EligibleForReplication: true, ObjectReplicationStatuses: statuses },
      },
    },
  };
}
