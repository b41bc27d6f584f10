import { type Backlog, type BucketLocation, readBacklogs, rpoSeconds } from '../backlog';
import { MINUTE } from '../clock';
import { getReplication, type ReplicationRule } from '../replication';
import { type Check } from './report';
import { type DrillContext, makeEdges, type CheckResult, runCheck, showEdge } from './step';

/** Whether what is written where traffic goes arrives in time; what waits at the moment is a matter of the moment. */
export async function checkBacklogs({ aws, clock, members }: DrillContext, maxRpoSeconds: number): Promise<Check[]> {
  const began = clock.now();
  const backlogs = await readBacklogs(aws, clock, members);
  const edges = makeEdges(members).map(showEdge);
  return backlogs.filter((backlog) => edges.includes(showEdge(backlog))).map((backlog) => {
    const [outcome, detail] = judgeBacklog(backlog, clock.now(), maxRpoSeconds);
    return { check: 'backlog', subject: showEdge(backlog), outcome, detail, tookMs: clock.now() - began };
  });
}

function judgeBacklog(backlog: Backlog, now: number, maxRpoSeconds: number): CheckResult {
  const seconds = rpoSeconds(backlog, now);
  if (backlog.unknown !== undefined || seconds === undefined) return ['unknown', backlog.unknown ?? 'no rule publishes its latency'];
  const detail = `${backlog.operations} operations and ${backlog.bytes} bytes wait, ${seconds} s behind`;
  return [seconds <= maxRpoSeconds ? 'passed' : 'failed', detail];
}

/** So many keys of each edge are compared: one page of each listing. */
const SAMPLE = 1000;
/** What was written later may still be under way. */
const SETTLED = 60 * MINUTE;

/** Whether a rule leads from where traffic goes to every other member, and whether what was there before the rule has been brought along. */
export async function checkReplication(context: DrillContext): Promise<Check[]> {
  const { aws, clock, accessPoint, members } = context;
  const perEdge = await Promise.all(makeEdges(members).map(async ({ source, destination }): Promise<Check[]> => {
    const subject = showEdge({ source, destination });
    let found: ReplicationRule | undefined;
    const rule = await runCheck(clock, 'replication', subject, async () => {
      const live = await getReplication(aws, { ...source, owner: accessPoint.account });
      found = live?.rules.find(({ Status, Destination }) => Status === 'Enabled' && Destination?.Bucket === `arn:aws:s3:::${destination.bucket}`);
      return found === undefined ? ['failed', 'no enabled rule'] : ['passed', `rule ${found.ID ?? ''}`];
    });
    if (found === undefined) return [rule];
    const filter = found.Filter;
    return [rule, await runCheck(clock, 'backfill', subject, async () => {
      if (filter?.Tag !== undefined || (filter?.And?.Tags ?? []).length > 0) return ['unknown', 'the rule chooses by tags, which a listing does not show'];
      return compareListings(context, source, destination, filter?.Prefix ?? filter?.And?.Prefix ?? '');
    })];
  }));
  return perEdge.flat();
}

async function compareListings({ aws, clock }: DrillContext, source: BucketLocation, destination: BucketLocation, prefix: string): Promise<CheckResult> {
  const list = ({ region, bucket }: BucketLocation) => aws.ask(region, 'ListObjectsV2', { Bucket: bucket, Prefix: prefix, MaxKeys: SAMPLE });
  const [here, there] = await Promise.all([list(source), list(destination)]);
  const replicas = (there.Contents ?? []).map(({ Key: key = '' }) => key);
  // Beyond the page of the destination nothing is known.
  const last = there.IsTruncated ? replicas.at(-1) : undefined;
  const settled = (here.Contents ?? []).filter(({ Key: key = '', LastModified: at }) =>
    (last === undefined || key <= last) && (at?.getTime() ?? 0) < clock.now() - SETTLED);
  const missing = settled.map(({ Key: key = '' }) => key).filter((key) => !replicas.includes(key));
  if (missing.length === 0) return ['passed', `of ${settled.length} objects that were compared, all are there`];
  return ['failed', `of ${settled.length} objects that were compared, ${missing.length} are missing, such as ${JSON.stringify(missing[0])}; backfill`];
}
