import { isDeepStrictEqual } from 'node:util';
import {
  CreateBucketCommand, GetBucketReplicationCommand, PutBucketReplicationCommand, PutBucketVersioningCommand,
  type ReplicationRule, S3Client,
} from '@aws-sdk/client-s3';
import { ACCOUNT } from '../emulator/ministack';
import { type Observation } from './s3-control';

const BUCKETS = ['probe-replication-source', 'probe-replication-target'];

const RULE: ReplicationRule = {
  ID: 'probed',
  Priority: 1,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  DeleteMarkerReplication: { Status: 'Enabled' },
  SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
  Destination: { Bucket: `arn:aws:s3:::${BUCKETS[1]}`, Metrics: { Status: 'Enabled' } },
};

/** Probes whether S3 keeps all elements of a replication rule. */
export async function probeReplication(emulator: string, url: string): Promise<Record<string, Observation>> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ region: 'us-east-1', endpoint: url, forcePathStyle: true, credentials });
  try {
    for (const bucket of BUCKETS) {
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));
      const versioning = { Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' as const } };
      await s3.send(new PutBucketVersioningCommand(versioning));
    }
    const configuration = { Role: `arn:aws:iam::${ACCOUNT}:role/probed`, Rules: [RULE] };
    const source = { Bucket: BUCKETS[0] };
    await s3.send(new PutBucketReplicationCommand({ ...source, ReplicationConfiguration: configuration }));
    const { ReplicationConfiguration: live } = await s3.send(new GetBucketReplicationCommand(source));
    return { [replicationRow(emulator)]: describeChangedElements(live!.Rules![0]) };
  } finally {
    s3.destroy();
  }
}

function describeChangedElements(live: ReplicationRule): Observation {
  const keys = Object.keys(RULE) as (keyof ReplicationRule)[];
  const changed = keys.filter((key) => !isDeepStrictEqual(live[key], RULE[key]));
  return changed.length === 0 || changed.map((key) => `${key}: ${JSON.stringify(live[key]) ?? 'missing'}`).join(', ');
}

/** Returns the row id of the elements of replication rules. */
export function replicationRow(emulator: string): string {
  return `S3 of ${emulator}: all elements of a replication rule are kept`;
}
