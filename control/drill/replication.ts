import { type ReplicationBacklog, type BucketLocation, computeRpoSeconds, readBacklogs } from '../backlog';
import { MINUTE } from '../clock';
import { readRuleSelection, type RuleSelection, selectsKey } from '../replication-filter';
import { type DrillCheckResult } from './report';
import { describeUnknownElements, readRulesOfEdge } from './rules-of-edge';
import {
  type DrillCheckOutcomeWithDetail, type DrillContext, type CanaryEdge, listCanaryEdges, runDrillCheck, showCanaryEdge,
} from './run-check';

/**
 * Checks the recovery point of every edge. The number of pending operations changes every moment and does not fail the
 * check.
 */
export async function checkBacklogs(
  { aws, clock, members }: DrillContext, maxRpoSeconds: number,
): Promise<DrillCheckResult[]> {
  const startedAt = clock.now();
  const backlogs = await readBacklogs(aws, clock, members);
  const edges = listCanaryEdges(members).map(showCanaryEdge);
  return backlogs.filter((backlog) => edges.includes(showCanaryEdge(backlog))).map((backlog) => {
    const [outcome, detail] = evaluateBacklog(backlog, clock.now(), maxRpoSeconds);
    const rpoSeconds = backlog.unknown === undefined ? computeRpoSeconds(backlog, clock.now()) : undefined;
    return {
      check: 'backlog',
      subject: showCanaryEdge(backlog),
      outcome,
      detail,
      tookMs: clock.now() - startedAt,
      ...(rpoSeconds !== undefined && { rpoSeconds }),
    };
  });
}

function evaluateBacklog(backlog: ReplicationBacklog, now: number, maxRpoSeconds: number): DrillCheckOutcomeWithDetail {
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

/** Checks whether rules replicate every edge, and whether objects that predate the rules were replicated. */
export async function checkReplication(context: DrillContext): Promise<DrillCheckResult[]> {
  const perEdge = await Promise.all(listCanaryEdges(context.members).map((edge) => checkEdge(context, edge)));
  return perEdge.flat();
}

async function checkEdge(context: DrillContext, edge: CanaryEdge): Promise<DrillCheckResult[]> {
  const { clock } = context;
  const subject = showCanaryEdge(edge);
  let selections: readonly RuleSelection[] = [];
  const ruleCheck = await runDrillCheck(clock, 'replication', subject, async () => {
    const rules = await readRulesOfEdge(context, edge);
    selections = rules.map(readRuleSelection);
    if (rules.length === 0) return ['failed', 'no enabled rule'];
    const unknown = selections.flatMap(({ unknownElements }) => unknownElements);
    const ids = rules.map(({ ID: id = '' }) => id).join(', ');
    return unknown.length > 0 ? ['unknown', describeUnknownElements(ids, unknown)] : ['passed', `rule ${ids}`];
  });
  if (selections.length === 0) return [ruleCheck];
  const backfillCheck = await runDrillCheck(clock, 'backfill', subject, async () => {
    if (selections.some(({ unknownElements }) => unknownElements.length > 0)) return ['unknown', ruleCheck.detail];
    const comparable = selections.filter(({ requiresTags, excludesTags }) => !requiresTags && !excludesTags);
    return comparable.length === 0
      ? ['unknown', 'the rule filters by tags, which a listing does not contain']
      : compareListings(context, edge, comparable);
  });
  return [ruleCheck, backfillCheck];
}

async function compareListings(
  { aws, clock }: DrillContext, { source, destination }: CanaryEdge, selections: readonly RuleSelection[],
): Promise<DrillCheckOutcomeWithDetail> {
  const prefix = findCommonPrefix(selections.map((selection) => selection.prefix));
  const isSelected = (key: string) => selections.some((selection) => selectsKey(selection, key));
  const list = ({ region, bucket }: BucketLocation) =>
    aws.call(region, 'ListObjectsV2', { Bucket: bucket, Prefix: prefix, MaxKeys: SAMPLE_SIZE });
  const [objects, replicas] = await Promise.all([list(source), list(destination)]);
  const replicaKeys = (replicas.Contents ?? []).map(({ Key: key = '' }) => key);
  // The listing of the destination contains no key after its last one.
  const last = replicas.IsTruncated ? replicaKeys.at(-1) : undefined;
  const settled = (objects.Contents ?? []).filter(({ Key: key = '', LastModified: at }) =>
    isSelected(key) && (last === undefined || key <= last) && (at?.getTime() ?? 0) < clock.now() - SETTLED_AGE);
  const missing = settled.map(({ Key: key = '' }) => key).filter((key) => !replicaKeys.includes(key));
  if (missing.length === 0) return ['passed', `${settled.length} objects were compared, all exist in the destination`];
  const example = JSON.stringify(missing[0]);
  return [
    'failed',
    `${missing.length} of ${settled.length} compared objects are missing, such as ${example}; run a backfill`,
  ];
}

function findCommonPrefix([first, ...others]: readonly string[]): string {
  const lengths = others.map((other) => [...first].findIndex((letter, index) => letter !== other[index]));
  return first.slice(0, Math.min(first.length, ...lengths.filter((length) => length >= 0)));
}
