import { type SourcedFact, makeS3UserGuideSource } from './source';

/** A metric that S3 publishes for every replication rule with metrics. */
export interface ReplicationMetric extends SourcedFact {
  readonly name: string;
  /** The bucket whose Region has the metric. */
  readonly publishedWith: 'source' | 'destination';
}

/** The dimensions of the metrics in CloudWatch. */
export const REPLICATION_DIMENSIONS = {
  source: 'SourceBucket',
  destination: 'DestinationBucket',
  rule: 'RuleId',
} as const;

const METRICS = makeS3UserGuideSource('repl-metrics');

/** The metrics in the namespace `AWS/S3`, with one value per minute. */
export const REPLICATION_METRICS = {
  LATENCY: { name: 'ReplicationLatency', publishedWith: 'destination', source: METRICS },
  BYTES_PENDING: { name: 'BytesPendingReplication', publishedWith: 'destination', source: METRICS },
  OPERATIONS_PENDING: { name: 'OperationsPendingReplication', publishedWith: 'destination', source: METRICS },
  OPERATIONS_FAILED: { name: 'OperationsFailedReplication', publishedWith: 'source', source: METRICS },
} as const satisfies Record<string, ReplicationMetric>;
