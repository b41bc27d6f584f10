import { GetBucketReplicationCommand, PutBucketReplicationCommand, type ReplicationRule } from '@aws-sdk/client-s3';
import { MINUTE, SECOND } from '../../control/clock';
import { type SentRequest } from './access-points';
import { poll, repeatWhileNew } from './poll';
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
export async function putRules(...args: Parameters<typeof requestRules>): Promise<readonly ReplicationRule[]> {
  return (await requestRules(...args)).rules;
}

/** Sends the request that puts rules from a bucket of the first member Region. */
export async function requestRules(
  lab: ServiceLab, source: string, destination: string, rules: readonly ProbeRule[], clients = lab.clients,
): Promise<SentRequest & { readonly rules: readonly ReplicationRule[] }> {
  const sentAt = lab.clock.now();
  const sent: ReplicationRule[] = rules.map(({ id, priority, prefix }) => ({
    ID: id,
    Priority: priority,
    Filter: { Prefix: prefix },
    Status: 'Enabled',
    Destination: { Bucket: `arn:aws:s3:::${destination}` },
    DeleteMarkerReplication: { Status: 'Disabled' },
  }));
  const command = new PutBucketReplicationCommand({
    Bucket: source, ReplicationConfiguration: { Role: lab.replicationRoleArn, Rules: sent },
  });
  const { $metadata: { requestId } } = await putWhenVersioned(
    lab, async () => clients.s3(lab.memberRegions[0]).send(command));
  return { requestId, sentAt, rules: sent };
}

/**
 * Repeats a call that puts rules while S3 does not see the versioning of a new bucket.
 *
 * @param refusal the message of S3 meanwhile
 */
export async function putWhenVersioned<T>(
  { clock }: Pick<ServiceLab, 'clock'>, put: () => Promise<T>, refusal = /versioning/i,
): Promise<T> {
  return repeatWhileNew(clock, (error) => refusal.test((error as Error).message), put);
}

/** Returns the rules that S3 shows within a minute, or none. S3 can show a new configuration late. */
export async function readNewRules(lab: ServiceLab, source: string): Promise<readonly ReplicationRule[]> {
  const rules = await poll(lab.clock, { every: 5 * SECOND, limit: MINUTE }, async () => {
    const shown = await readRules(lab, source);
    return shown.length === 0 ? undefined : shown;
  });
  return rules ?? [];
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
