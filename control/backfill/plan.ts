import { type CreateJobRequest, type ReplicationStatus } from '@aws-sdk/client-s3-control';
import { type Aws } from '../aws';
import { type BucketLocation } from '../backlog';
import { getReplication } from '../replication';

/** S3 Batch Replication of one source bucket: S3 follows all rules of the bucket and takes no destination, so its edges share a job. */
export interface BackfillJob {
  readonly source: BucketLocation;
  /** Members that the bucket replicates to. */
  readonly destinations: readonly BucketLocation[];
  readonly request: Omit<CreateJobRequest, 'ClientRequestToken'>;
}

export interface BackfillOptions {
  /** Who replicates; by default the role of the bucket's own rules. */
  readonly roleArn?: string;
  /** Also what has been replicated before: a member that was added later has none of it. */
  readonly again: boolean;
}

/** A job for every member that replicates to another one. */
export async function planBackfill(aws: Aws, account: string, members: readonly BucketLocation[], options: BackfillOptions): Promise<BackfillJob[]> {
  const jobs = await Promise.all(members.map(async (source) => {
    const live = await getReplication(aws, { ...source, owner: account });
    const targets = (live?.rules ?? []).filter(({ Status }) => Status === 'Enabled').map(({ Destination }) => Destination?.Bucket);
    const destinations = members.filter(({ bucket }) => targets.includes(`arn:aws:s3:::${bucket}`));
    return live === undefined || destinations.length === 0
      ? []
      : [{ source, destinations, request: requestFor(account, source, destinations, options.roleArn ?? live.role, options.again) }];
  }));
  return jobs.flat();
}

function requestFor(account: string, source: BucketLocation, destinations: readonly BucketLocation[], roleArn: string, again: boolean): BackfillJob['request'] {
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
