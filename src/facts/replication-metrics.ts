import { type Fact, userGuide } from './source';

/** A figure that S3 publishes of every replication rule with metrics. */
export interface ReplicationMetric extends Fact {
  readonly name: string;
  /** The bucket in whose Region it is published. */
  readonly publishedWith: 'source' | 'destination';
}

/** By the dimension of CloudWatch that names the bucket. */
export const REPLICATION_DIMENSIONS = { source: 'SourceBucket', destination: 'DestinationBucket', rule: 'RuleId' } as const;

const METRICS = userGuide('repl-metrics');

/** Namespace `AWS/S3`, dimensions of source, destination and rule, minute by minute. */
export const REPLICATION_METRICS = {
  LATENCY: { name: 'ReplicationLatency', publishedWith: 'destination', source: METRICS },
  BYTES_PENDING: { name: 'BytesPendingReplication', publishedWith: 'destination', source: METRICS },
  OPERATIONS_PENDING: { name: 'OperationsPendingReplication', publishedWith: 'destination', source: METRICS },
  OPERATIONS_FAILED: { name: 'OperationsFailedReplication', publishedWith: 'source', source: METRICS },
} as const satisfies Record<string, ReplicationMetric>;
