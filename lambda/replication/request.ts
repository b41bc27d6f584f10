import { type SourceBucket } from '../../control/replication';
import { readReplicationResourceProperties, type ReplicationResourceProperties } from '../../src/wire/replication';
import { type ResourceEvent } from '../cloudformation/event';
import { parsePreviousProperties } from '../cloudformation/previous-properties';
import { type HandlerContext } from '../handler-context';

/** An event of the replication resource of one source bucket. Each invocation parses its event once. */
export interface ReplicationResourceRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly source: SourceBucket;
  readonly desired: ReplicationResourceProperties;
  /** The properties before an Update. Undefined if they are malformed. */
  readonly previous?: ReplicationResourceProperties;
  /** The start of all time-outs. */
  readonly startedAt: number;
}

export function parseReplicationResourceEvent(
  context: HandlerContext, event: ResourceEvent,
): ReplicationResourceRequest {
  const { type, accountId, properties, oldProperties, startedAt } = event;
  const desired = readReplicationResourceProperties(properties);
  return {
    context,
    event,
    source: { bucket: desired.Bucket, region: desired.Region, owner: accountId },
    desired,
    previous: type === 'Update'
      ? parsePreviousProperties(() => readReplicationResourceProperties(oldProperties))
      : undefined,
    startedAt,
  };
}
