import { type Backlog, type BucketLocation, computeRpoSeconds, readBacklogs } from '../backlog';
import { MINUTE } from '../clock';
import { getReplication, type ReplicationRule } from '../replication';
import { type Check } from './report';
import { type CheckResult, type DrillContext, type Edge, listEdges, runCheck, showEdge } from './run-check';

/**
 * Checks the recovery point of every edge. The number of pending operations changes every moment and does not fail the
 * check.
 */
export async function checkBacklogs({ aws, clock, members }: DrillContext, maxRpoSeconds: number): Promise<Check[]> {
  const startedAt = clock.now();
  const backlogs = await readBacklogs(aws, clock, members);
  const edges = listEdges(members).map(showEdge);
  return backlogs.filter((backlog) => edges.includes(showEdge(backlog))).map((backlog) => {
    const [outcome, detail] = evaluateBacklog(backlog, clock.now(), maxRpoSeconds);
    return { check: 'backlog', subject: showEdge(backlog), outcome, detail, tookMs: clock.now() - startedAt };
  });
}

function evaluateBacklog(backlog: Backlog, now: number, maxRpoSeconds: number): CheckResult {
  const seconds = computeRpoSeconds(backlog, now);
  if (backlog.unknown !== undefined || seconds === undefined) {
    return ['unknown', backlog.unknown ?? 'no rule publishes its latency'];
  }
  const pending = `${backlog.operations} operations and ${backlog.bytes} bytes are pending`;
  const detail = `${pending}, the recovery point is ${seconds} s`;
  return [seconds <= maxRpoSeconds ? 'passed' : 'failed', detail];
}

/** How many keys of each edge are compared: one page of each listing. */
const SAMPLE_SIZE = 1000;
/** S3 may still replicate an object that is younger. */
const SETTLED_AGE = 60 * MINUTE;

/** Checks whether a rule replicates every edge, and whether objects that predate the rule were replicated. */
export async function checkReplication(context: DrillContext): Promise<Check[]> {
  const perEdge = await Promise.all(listEdges(context.members).map((edge) => checkEdge(context, edge)));
  return perEdge.flat();
}

async function checkEdge(context: DrillContext, { source, destination }: Edge): Promise<Check[]> {
  const { aws, clock, accessPoint } = context;
  const subject = showEdge({ source, destination });
  const isOfEdge = ({ Status, Destination }: ReplicationRule) =>
    Status === 'Enabled' && Destination?.Bucket === `arn:aws:s3:::${destination.bucket}`;
  let rule: ReplicationRule | undefined;
  const ruleCheck = await runCheck(clock, 'replication', subject, async () => {
    const live = await getReplication(aws, { ...source, owner: accessPoint.account });
    rule = live?.rules.find(isOfEdge);
    return rule === undefined ? ['failed', 'no enabled rule'] : ['passed', `rule ${rule.ID ?? ''}`];
  });
  if (rule === undefined) return [ruleCheck];
  const filter = rule.Filter;
  const backfillCheck = await runCheck(clock, 'backfill', subject, async () => {
    const hasTags = filter?.Tag !== undefined || (filter?.And?.Tags ?? []).length > 0;
    if (hasTags) return ['unknown', 'the rule filters by tags, which a listing does not contain'];
    return compareListings(context, source, destination, filter?.Prefix ?? filter?.And?.Prefix ?? '');
  });
  return [ruleCheck, backfillCheck];
}

async function compareListings(
  { aws, clock }: DrillContext, source: BucketLocation, destination: BucketLocation, prefix: string,
): Promise<CheckResult> {
  const list = ({ region, bucket }: BucketLocation) =>
    aws.call(region, 'ListObjectsV2', { Bucket: bucket, Prefix: prefix, MaxKeys: SAMPLE_SIZE });
  const [objects, replicas] = await Promise.all([list(source), list(destination)]);
  const replicaKeys = (replicas.Contents ?? []).map(({ Key: key = '' }) => key);
  // The listing of the destination contains no key after its last one.
  const last = replicas.IsTruncated ? replicaKeys.at(-1) : undefined;
  const settled = (objects.Contents ?? []).filter(({ Key: key = '', LastModified: at }) =>
    (last === undefined || key <= last) && (at?.getTime() ?? 0) < clock.now() - SETTLED_AGE);
  const missing = settled.map(({ Key: key = '' }) => key).filter((key) => !replicaKeys.includes(key));
  if (missing.length === 0) return ['passed', `${settled.length} objects were compared, all exist in the destination`];
  const example = JSON.stringify(missing[0]);
  return [
    'failed',
    `${missing.length} of ${settled.length} compared objects are missing, such as ${example}; run a backfill`,
  ];
}
