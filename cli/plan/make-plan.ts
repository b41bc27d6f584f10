import { getAccessPoint } from '../../control/access-points';
import { type AwsCalls } from '../../control/aws';
import { comparePolicies } from '../../control/canonical-policy';
import { type Clock, SECOND } from '../../control/clock';
import { endCallsAt } from '../../control/deadline';
import { showFailure, toFailure } from '../../control/failure';
import { getPolicy } from '../../control/policies';
import { CONTROL_REGION_MAJORITY } from '../../control/routes/control-regions';
import { readEveryControlRegion } from '../../control/routes/every-control-region';
import { groupReadsByRoutingTable } from '../../control/routes/routes-views';
import { type RegionDials, toRegionDials } from '../../control/routes/routing';
import { type UnreadStatusPart } from '../../control/status/access-point-status';
import { groupBy } from '../../src/diagnostics/group-by';
import { listTransforms } from '../../src/linter/engine/transforms';
import { containsUnknown } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { TemplateModel } from '../../src/linter/model/template-model';
import { makeSymbolResolver } from '../drift/declared-state';
import { type AccessPointVersion, describeMember, toAccessPointVersion } from './access-point-version';
import { type DeployedStack } from './deployed-stacks';
import { type AccessPointVersions, planAccessPoint } from './plan-access-point';
import { type BucketVersion, planBucket } from './plan-bucket';
import { planAdoptedPolicy, planPolicy, type PolicyVersion } from './plan-policy';
import { planReplication } from './plan-replication';
import { planRoutes } from './plan-routes';
import { type PlannedEffect } from './planned-effect';
import {
  listPolicyKeys, readAccessPoints, readBucketPolicies, readBuckets, readPolicy, readReplications, readRoutes,
} from './read-versions';
import { dependsOnDeployment } from './template-values';

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

/** Both templates contain expressions, and only a deployment determines whether their values differ. */
const UNDECIDED = 'only a deployment determines it';

/** The live state of one access point is read within this time. */
const READ_TIMEOUT = 6 * SECOND;

/** Compares the new templates with the deployed ones and with the live state. */
export async function makeDeploymentPlan(input: PlanInput): Promise<DeploymentPlan> {
  const next = new TemplateModel(input.stacks);
  const deployed = new TemplateModel([...input.deployed.values()].map(({ stack }) => stack));
  const unknown: UnreadStatusPart[] = [];
  const pairs = pairByKey(readAccessPoints(next), readAccessPoints(deployed));
  const planned = await Promise.all(pairs.map(async ([, after, before]) =>
    planOneAccessPoint(input, { next, deployed }, after, before, unknown)));
  const relevant = new Set([next, deployed].flatMap(listRelevantBuckets));
  const isRelevant = (version: BucketVersion | undefined) => version !== undefined && relevant.has(version.name);
  const [rulesAfter, rulesBefore] = [readReplications(next), readReplications(deployed)];
  const [policiesAfter, policiesBefore] = [readBucketPolicies(next), readBucketPolicies(deployed)];
  const bucketNames = new Set([...readBuckets(deployed).values()].map(({ name }) => name).filter(isKnownName));
  return {
    effects: [
      ...planned.flat(),
      ...pairByKey(rulesAfter, rulesBefore).flatMap(([, after, before]) => {
        const { bucket } = (after ?? before)!;
        const versions = [after?.version, before?.version] as const;
        if (dependsOnDeployment(...versions)) {
          unknown.push({ what: `replication rules of ${bucket}`, why: UNDECIDED });
        }
        return planReplication(bucket, ...versions) ?? [];
      }),
      ...pairByKey(policiesAfter, policiesBefore).flatMap(([, after, before]) => {
        const { bucket } = (after ?? before)!;
        return relevant.has(bucket) ? planDecidedPolicy(bucket, [after?.version, before?.version], unknown) ?? [] : [];
      }),
      ...pairByKey(readBuckets(next), readBuckets(deployed)).flatMap(([, after, before]) => {
        const isNameInUse = after !== undefined && bucketNames.has(after.name);
        return isRelevant(after) || isRelevant(before) ? planBucket(after, before, isNameInUse) ?? [] : [];
      }),
    ],
    unknown: [...unknown, ...describeTransforms([next, deployed])],
  };
}

/** The types of the resources whose properties a plan reads. The empty text is the section of all resources. */
const READ_TYPES = /^($|AWS::S3::|AWS::CloudFormation::|AWS::Serverless::|Custom::)/;

function describeTransforms(versions: readonly TemplateModel[]): UnreadStatusPart[] {
  const transforms = versions.flatMap((version) => listTransforms(version, (type) => READ_TYPES.test(type)));
  const byText = groupBy(transforms, ({ stack, reason }) => `${stack} ${reason}`);
  return [...byText.values()].map(([{ stack, reason }]) => ({ what: `stack ${stack}`, why: reason }));
}

/** Whether a shown name contains no expression of a generated name. */
const isKnownName = (name: string) => !name.includes('${');

/** Records a policy that a deployment determines. */
function planDecidedPolicy(
  name: string,
  [after, before]: readonly [PolicyVersion | undefined, PolicyVersion | undefined],
  unknown: UnreadStatusPart[],
): PlannedEffect | undefined {
  if (!dependsOnDeployment(after, before)) return planPolicy(name, after, before);
  unknown.push({ what: `policy of ${name}`, why: UNDECIDED });
  return undefined;
}

/** The members of access points, and the sources and destinations of replication rules. */
function listRelevantBuckets(application: TemplateModel): string[] {
  const members = [...readAccessPoints(application).values()].flatMap((accessPoint) => accessPoint.members);
  const replications = [...readReplications(application).values()].flatMap(({ bucket, version }) =>
    [bucket, ...version.rules.map(({ destination }) => destination)]);
  return [...members.map(({ bucket }) => application.symbols.show(bucket)), ...replications];
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
  // A refused deployment changes nothing, and a removed access point has no routes and no policy.
  if (effect?.action === 'refuse' || after === undefined) return effect === undefined ? [] : [effect];
  const routesVersions = { next: readRoutes(next, after), deployed: before && readRoutes(deployed, before) };
  if (dependsOnDeployment(routesVersions.next, routesVersions.deployed)) {
    unknown.push({ what: `routes of ${shown}`, why: UNDECIDED });
  }
  const routes = planRoutes({
    name: shown,
    ...routesVersions,
    live: live?.dials,
    isCreated: effect?.action === 'create' || effect?.action === 'replace',
  });
  const policy = effect?.action === 'adopt' && before === undefined
    ? await planPolicyOfAdoption(input, { next, deployed }, after, unknown)
    : planDecidedPolicy(shown, [readPolicy(next, after), before && readPolicy(deployed, before)], unknown);
  return [effect, routes, policy].filter((entry) => entry !== undefined);
}

/** Compares the declared policy of an adopted access point with the live policy. */
async function planPolicyOfAdoption(
  { aws: given, clock, account: fallback }: PlanInput, { next, deployed }: Applications, after: TemplateAccessPoint,
  unknown: UnreadStatusPart[],
): Promise<PlannedEffect | undefined> {
  const version = readPolicy(next, after);
  const name = after.name!;
  const account = isKnownText(after.account) ? after.account : fallback;
  if (version === undefined) return undefined;
  const aws = endCallsAt(given, clock, clock.now() + READ_TIMEOUT);
  try {
    const [accessPoint, { established, proposed }] = await Promise.all([
      getAccessPoint(aws, account, name), getPolicy(aws, account, name),
    ]);
    const text = established ?? proposed ?? '';
    const alias = accessPoint?.alias ?? '';
    const resolve = makeSymbolResolver(after, {
      name, alias, account, arn: `arn:aws:s3::${account}:accesspoint/${alias}`,
    });
    const statements = resolve(version.statements);
    if (!version.isComplete || containsUnknown(statements)) {
      unknown.push({ what: `policy of ${name}`, why: UNDECIDED });
      return undefined;
    }
    const differences = comparePolicies(text === '' ? { Statement: [] } : JSON.parse(text), { Statement: statements });
    return planAdoptedPolicy(name, version, {
      isEmpty: text === '', isDeployed: listPolicyKeys(deployed).includes(version.key), differences,
    });
  } catch (error) {
    unknown.push({ what: `policy of ${name}`, why: showFailure(toFailure(error)) });
    return undefined;
  }
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
        alias: live.alias,
        status: live.status,
        members: live.members.map(({ bucket, account: owner }) => describeMember(bucket, owner)).sort(),
        block: { ...live.block },
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
): [key: string, after: T | undefined, before: T | undefined][] {
  return [...new Set([...after.keys(), ...before.keys()])].sort().map((key) => [key, after.get(key), before.get(key)]);
}
