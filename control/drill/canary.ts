import { type BucketLocation } from '../backlog';
import { SECOND } from '../clock';
import { toFailure, showFailure } from '../failure';
import { pollInterval } from '../poll-schedule';
import { type LiveRoute } from '../routes/routing';
import { type Check } from './report';
import { type DrillContext, makeEdges, runCheck, showEdge } from './step';

export interface CanaryOptions {
  /** How keys of canaries begin. */
  readonly prefix: string;
  /** How long one may take. */
  readonly patienceMs: number;
}

/** An object of ours, and where versions of it are. */
interface Canary {
  readonly source: LiveRoute;
  readonly key: string;
  readonly version: string | undefined;
  readonly writtenAt: number;
}

/** Writes an object into every member that takes traffic, waits for it in all others, and takes it out again everywhere. */
export async function checkCanaries(context: DrillContext, options: CanaryOptions): Promise<Check[]> {
  const { members } = context;
  const checks = await Promise.all(members.filter(({ dial }) => dial > 0).map((source) => runCanary(context, source, options)));
  return checks.flat();
}

async function runCanary(context: DrillContext, source: LiveRoute, options: CanaryOptions): Promise<Check[]> {
  const { aws, clock, members } = context;
  const edges = makeEdges(members).filter((edge) => edge.source.region === source.region);
  const key = `${options.prefix}${new Date(clock.now()).toISOString()}-${source.region}`;
  const began = clock.now();
  let canary: Canary;
  try {
    const { VersionId: version } = await aws.ask(source.region, 'PutObject', { Bucket: source.bucket, Key: key, Body: 'canary of a failover drill\n' });
    canary = { source, key, version, writtenAt: clock.now() };
  } catch (error) {
    const detail = `nothing could be written into ${source.bucket}: ${showFailure(toFailure(error))}`;
    return edges.map((edge) => ({ check: 'canary', subject: showEdge(edge), outcome: 'unknown', detail, tookMs: clock.now() - began }));
  }
  const arrivals = await Promise.all(edges.map((edge) => runCheck(clock, 'canary', showEdge(edge), async () => {
    const seconds = await awaitCanary(context, canary, edge.destination, options.patienceMs);
    return seconds === undefined ? ['failed', `not there after ${options.patienceMs / SECOND} s`] : ['passed', `there after ${seconds} s`];
  })));
  return [...arrivals, ...await cleanUp(context, canary)];
}

/** After how many seconds it was there. */
async function awaitCanary({ aws, clock }: DrillContext, canary: Canary, { region, bucket }: BucketLocation, patienceMs: number): Promise<number | undefined> {
  const until = canary.writtenAt + patienceMs;
  for (;;) {
    try {
      await aws.ask(region, 'HeadObject', { Bucket: bucket, Key: canary.key });
      return Math.round((clock.now() - canary.writtenAt) / SECOND);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
    const pause = pollInterval(clock.now() - canary.writtenAt);
    if (clock.now() + pause > until) return undefined;
    await clock.sleep(pause);
  }
}

/** The version itself, in every member: S3 replicates no deletion of a version, and a replica has the version of its source. */
async function cleanUp({ aws, clock, members }: DrillContext, { key, version }: Canary): Promise<Check[]> {
  const checks = await Promise.all(members.map(({ region, bucket }) => runCheck(clock, 'clean-up', bucket, async () => {
    await aws.ask(region, 'DeleteObject', { Bucket: bucket, Key: key, VersionId: version });
    return ['passed', 'nothing is left'];
  }).then((check) => (check.outcome === 'passed' ? check : { ...check, detail: `${key} is left: ${check.detail}` }))));
  return checks.filter(({ outcome }) => outcome !== 'passed');
}

function isAbsent(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;
}
