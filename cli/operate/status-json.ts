import { type ReplicationBacklog } from '../../control/backlog';
import { toRecordedBacklog } from '../../control/failover/record';
import { type AssessedStatus } from './status';

/**
 * Returns the status for `--json`, with a version and ISO times. `docs/command-line.schema.json` is its JSON schema.
 */
export function toStatusJson({ report, readiness, comparison }: AssessedStatus): object {
  const { areMembersKnown: _, readAt, backlogs, controlRegions, ...rest } = report;
  return {
    version: 1,
    readAt: new Date(readAt).toISOString(),
    ready: readiness.ready,
    readiness,
    ...rest,
    controlRegions,
    backlogs: backlogs.map((backlog: ReplicationBacklog) => toRecordedBacklog(backlog)),
    ...(comparison && { drift: comparison.drift }),
  };
}
