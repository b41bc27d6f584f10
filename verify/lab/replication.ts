import { GetBucketReplicationCommand, PutBucketReplicationCommand, type ReplicationRule } from '@aws-sdk/client-s3';
import { type ServiceLab } from './service-lab';

/** A rule of a probe. */
export interface ProbeRule {
  readonly id: string;
  readonly priority: number;
  readonly prefix: string;
}

/** Creates a versioned bucket in each member Region. */
export async function createBucketPair(lab: ServiceLab): Promise<{ source: string; destination: string }> {
  const [from, to] = lab.memberRegions;
  return { source: await lab.createBucket(from, 'Enabled'), destination: await lab.createBucket(to, 'Enabled') };
}

/** Puts rules from a bucket of the first member Region, and returns them as they were sent. */
export async function putRules(
  lab: ServiceLab, source: string, destination: string, rules: readonly ProbeRule[],
  clients = lab.clients,
): Promise<readonly ReplicationRule[]> {
  const sent: ReplicationRule[] = rules.map(({ id, priority, prefix }) => ({
    ID: id,
    Priority: priority,
    Filter: { Prefix: prefix },
    Status: 'Enabled',
    Destination: { Bucket: `arn:aws:s3:::${destination}` },
    DeleteMarkerReplication: { Status: 'Disabled' },
  }));
  await clients.s3(lab.memberRegions[0]).send(new PutBucketReplicationCommand({
    Bucket: source, ReplicationConfiguration: { Role: lab.replicationRoleArn, Rules: sent },
  }));
  return sent;
}

/** Returns the rules that S3 shows, or none. */
export async function readRules(lab: ServiceLab, source: string): Promise<readonly ReplicationRule[]> {
  try {
    const { ReplicationConfiguration: configuration } = await lab.clients.s3(lab.memberRegions[0]).send(
      new GetBucketReplicationCommand({ Bucket: source }));
    return configuration?.Rules ?? [];
  } catch (error) {
    if ((error as Error).name === 'ReplicationConfigurationNotFoundError') return [];
    throw error;
  }
}
