import { getAccessPoint } from '../../control/access-points';
import { type AwsCalls } from '../../control/aws';
import { type Clock, SECOND } from '../../control/clock';
import { endCallsAt } from '../../control/deadline';
import { showFailure, toFailure } from '../../control/failure';
import { CONTROL_REGION_MAJORITY } from '../../control/routes/control-regions';
import { readEveryControlRegion } from '../../control/routes/every-control-region';
import { groupReadsByRoutingTable } from '../../control/routes/routes-views';
import { type RegionDials, toRegionDials } from '../../control/routes/routing';
import { type UnreadStatusPart } from '../../control/status/access-point-status';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { TemplateModel } from '../../src/linter/model/template-model';
import { type AccessPointVersion, toAccessPointVersion } from './access-point-version';
import { type DeployedStack } from './deployed-stacks';
import { type AccessPointVersions, planAccessPoint } from './plan-access-point';
import { type BucketVersion, planBucket } from './plan-bucket';
import { planPolicy } from './plan-policy';
import { planReplication } from './plan-replication';
import { planRoutes } from './plan-routes';
import { type PlannedEffect } from './planned-effect';
import { readAccessPoints, readBuckets, readPolicy, readReplications, readRoutes } from './read-versions';

/** The effects of a deployment, and the parts of the live state that could not be read. */
export interface DeploymentPlan {
  readonly effects: readonly PlannedEffect[];
  readonly unknown: readonly UnreadStatusPart[];
}

interface PlanInput {
  readonly aws: AwsCalls;
  readonly clock: Clock;
  /** The stacks of the application. */
  readonly stacks: readonly StackTemplate[];
  readonly deployed: ReadonlyMap<string, DeployedStack>;
  /** The account of stacks without a fixed one. */
  readonly account: string;
}

/** The live state of one access point is read within this time. */
const READ_TIMEOUT = 6 * SECOND;

/** Compares the new templates with the deployed ones and with the live state. */
export async function makeDeploymentPlan(input: PlanInput): Promise<DeploymentPlan> {
  const next = new TemplateModel(input.stacks);
  const deployed = new TemplateModel([...input.deployed.values()].map(({ stack }) => stack));
  const unknown: UnreadStatusPart[] = [];
  const pairs = pairByKey(readAccessPoints(next), readAccessPoints(deployed));
  const planned = await Promise.all(pairs.map(async ([after, before]) =>
    planOneAccessPoint(input, { next, deployed }, after, before, unknown)));
  const relevant = new Set([next, deployed].flatMap(listRelevantBuckets));
  const isRelevant = (version: BucketVersion | undefined) => version !== undefined && relevant.has(version.name);
  const [rulesAfter, rulesBefore] = [readReplications(next), readReplications(deployed)];
  const sources = new Set([...rulesAfter.keys(), ...rulesBefore.keys()]);
  return {
    effects: [
      ...planned.flat(),
      ...[...sources].sort()
        .flatMap((bucket) => planReplication(bucket, rulesAfter.get(bucket), rulesBefore.get(bucket)) ?? []),
      ...pairByKey(readBuckets(next), readBuckets(deployed))
        .flatMap(([after, before]) => (isRelevant(after) || isRelevant(before) ? planBucket(after, before) ?? [] : [])),
    ],
    unknown,
  };
}

/** The members of access points, and the sources of replication rules. */
function listRelevantBuckets(application: TemplateModel): string[] {
  const members = [...readAccessPoints(application).values()].flatMap((accessPoint) => accessPoint.members);
  return [...members.map(({ bucket }) => application.symbols.show(bucket)), ...readReplications(application).keys()];
}

interface Applications {
  readonly next: TemplateModel;
  readonly deployed: TemplateModel;
}

async function planOneAccessPoint(
  input: PlanInput,
  { next, deployed }: Applications,
  after: TemplateAccessPoint | undefined,
  before: TemplateAccessPoint | undefined,
  unknown: UnreadStatusPart[],
): Promise<PlannedEffect[]> {
  const [nextVersion, deployedVersion] = [after, before].map((found) => found && toAccessPointVersion(found));
  const resource = (after ?? before)!.resource;
  const account = isKnownText(resource.account) ? resource.account : input.account;
  const physicalId = input.deployed.get(resource.stack.id)?.physicalIds.get(resource.logicalId);
  const name = (nextVersion ?? deployedVersion)?.name ?? physicalId?.split('/')[0];
  const live = name === undefined ? undefined : await readLive(input, account, name, unknown);
  const effect = planAccessPoint({
    next: nextVersion,
    deployed: deployedVersion,
    name,
    live: live?.accessPoint,
    isAdoptedByOther: after === undefined && isAdopted(next, name),
  });
  const shown = name ?? '(generated name)';
  const routes = planRoutes({
    name: shown,
    next: after && readRoutes(next, after),
    deployed: before && readRoutes(deployed, before),
    live: live?.dials,
    isCreated: effect?.action === 'create' || effect?.action === 'replace',
  });
  const policy = planPolicy(shown, after && readPolicy(next, after), before && readPolicy(deployed, before));
  // A refused deployment changes nothing, and a removed access point has no routes and no policy.
  const isEnd = effect?.action === 'refuse' || after === undefined;
  return [effect, ...(isEnd ? [] : [routes, policy])].filter((entry) => entry !== undefined);
}

function isAdopted(next: TemplateModel, name: string | undefined): boolean {
  return [...readAccessPoints(next).values()].map(toAccessPointVersion)
    .some((version: AccessPointVersion) => version.adoptsExisting && version.name === name);
}

interface LiveState {
  readonly accessPoint: AccessPointVersions['live'];
  readonly dials?: RegionDials;
}

async function readLive(
  { aws: given, clock }: PlanInput, account: string, name: string, unknown: UnreadStatusPart[],
): Promise<LiveState> {
  const aws = endCallsAt(given, clock, clock.now() + READ_TIMEOUT);
  try {
    const live = await getAccessPoint(aws, account, name);
    if (live === undefined) return { accessPoint: undefined };
    return {
      accessPoint: {
        alias: live.alias, members: live.members.map(({ bucket }) => bucket).sort(), block: { ...live.block },
      },
      dials: await readDials(aws, clock, account, live.alias),
    };
  } catch (error) {
    unknown.push({ what: `access point ${name}`, why: showFailure(toFailure(error)) });
    return { accessPoint: 'unread' };
  }
}

/** Undefined if most control Regions did not return the same routes. */
export async function readDials(
  aws: AwsCalls, clock: Clock, account: string, alias: string,
): Promise<RegionDials | undefined> {
  const answers = await readEveryControlRegion(aws, clock, account, `arn:aws:s3::${account}:accesspoint/${alias}`);
  const view = groupReadsByRoutingTable(answers).at(0);
  return view === undefined || view.regions.length < CONTROL_REGION_MAJORITY ? undefined : toRegionDials(view.members);
}

/** Pairs the entries of two maps by key, sorted by key. */
function pairByKey<T>(
  after: ReadonlyMap<string, T>, before: ReadonlyMap<string, T>,
): [T | undefined, T | undefined][] {
  return [...new Set([...after.keys(), ...before.keys()])].sort().map((key) => [after.get(key), before.get(key)]);
}
