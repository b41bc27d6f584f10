import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type SimulatorState } from '../engine/simulator-state';
import { type JobManifestGenerator } from '../model/jobs';
import { findReplicationStatus, type StoredVersion } from '../objects/object-version';
import { type BatchJob } from './batch-job';

/** The text of the user guide, "Troubleshooting replication". */
export const NO_KEYS_FOUND = 'Manifest generation found no keys matching the filter criteria.';

/** A version that a job replicates. */
interface ManifestEntry {
  readonly key: string;
  readonly version: StoredVersion;
}

function isListed(
  version: StoredVersion, { S3JobManifestGenerator: { Filter: filter = {} } = {} }: JobManifestGenerator,
): boolean {
  const { CreatedAfter: after, CreatedBefore: before, ObjectReplicationStatuses: statuses } = filter;
  const { createdAt } = version;
  return (statuses === undefined || statuses.includes(findReplicationStatus(version) ?? 'NONE'))
    && (after === undefined || createdAt > after.getTime())
    && (before === undefined || createdAt < before.getTime());
}

/** Lists the versions that match the filter of a job, the oldest version of each key first. */
function listManifest({ objects }: SimulatedBucket, generator: JobManifestGenerator): ManifestEntry[] {
  return objects.keys().flatMap((key) => objects.versions(key)
    .filter((version) => isListed(version, generator)).map((version) => ({ key, version })));
}

function end(job: BatchJob, at: number): void {
  job.status = 'Complete';
  job.endedAt = at;
}

/**
 * Lists the objects of a job and queues their copies. Each object is one task, which succeeds if all its copies
 * succeed. The rules of the source bucket select the destinations. Objects without a rule are not in the manifest.
 */
export function runJob(state: SimulatorState, job: BatchJob, at: number): void {
  const { ManifestGenerator: generator = {}, RoleArn = '' } = job.request;
  const source = state.buckets.get(findSourceName(generator));
  const isOwn = source !== undefined && source.accountId === job.accountId && source.region === job.region;
  const entries = isOwn ? listManifest(source, generator) : [];
  job.status = 'Active';
  for (const { key, version } of entries) {
    let failure: string | undefined;
    let remaining = state.replication.addExistingVersion(source!, key, version, RoleArn, at, (problem, endedAt) => {
      remaining -= 1;
      failure ??= problem;
      if (remaining > 0) return;
      job[failure === undefined ? 'succeeded' : 'failed'] += 1;
      if (job.succeeded + job.failed === job.total) end(job, endedAt);
    });
    if (remaining > 0) job.total += 1;
  }
  if (job.total > 0) return;
  job.status = 'Failed';
  job.failureReason = NO_KEYS_FOUND;
  job.endedAt = at;
}

export function findSourceName({ S3JobManifestGenerator: generator }: JobManifestGenerator): string {
  return (generator?.SourceBucket ?? '').replace(/^arn:aws:s3:::/, '');
}
