import { type CreateDetails } from '../../model/control';
import { type Accepted, type Call } from '../../model/operations';
import { type AsyncFailure } from '../../settings';
import { type AccessPoint, accessPointArn, endMutation, reportAccessPoint } from '../access-point';
import { type Account } from '../account';
import { begin } from '../async-operation';
import { replay } from '../client-tokens';
import { appliedBlock, createDetails } from '../create-details';
import { type Candidate, findCandidates, type Member, refuseDisabledRegions, resolveMembers } from '../members';
import { type OperationHandler } from '../operation-handler';
import { managing } from '../permissions';
import { PolicyHistory } from '../policy-history';
import { RoutesTimeline } from '../routes-timeline';
import { ServiceError } from '../service-error';
import { refusalOfTakenName } from '../taken-name';
import { type World } from '../world';

const OPERATION = 'CreateMultiRegionAccessPoint';
type CreateCall = Call<typeof OPERATION>;

/** Every member starts active. */
function newAccessPoint(world: World, call: CreateCall, details: CreateDetails, members: readonly Member[]): AccessPoint {
  const { settings, identifiers } = world;
  return {
    accountId: call.accountId,
    name: details.Name,
    alias: identifiers.alias(),
    createdAt: call.at,
    visibleAt: call.at + settings.visibilityLagMs,
    publicAccessBlock: appliedBlock(details.PublicAccessBlock, settings),
    members,
    policy: new PolicyHistory(),
    routes: new RoutesTimeline(new Map(members.map(({ region }) => [region, 100])), call.at),
    busy: [],
    status: 'CREATING',
  };
}

/** A create that took up what was half made leaves it half made when it fails. */
function endCreate(world: World, accessPoint: AccessPoint, resumed: boolean, failure: AsyncFailure | undefined, at: number): void {
  if (failure !== undefined && (resumed || failure.leaves === 'partial')) {
    accessPoint.status = 'PARTIALLY_CREATED';
    endMutation(accessPoint, OPERATION);
  } else if (failure !== undefined) {
    world.retire(accessPoint, at);
  } else {
    world.agenda.schedule(at + world.settings.readyLagMs, () => {
      accessPoint.status = world.settings.finalStatus(reportAccessPoint(accessPoint, world.settings));
      endMutation(accessPoint, OPERATION);
    });
  }
}

function startCreate(account: Account, accessPoint: AccessPoint): void {
  account.accessPoints.set(accessPoint.name, accessPoint);
  accessPoint.status = 'CREATING';
  accessPoint.busy.push(OPERATION);
}

function accept(world: World, call: CreateCall, details: CreateDetails, candidates: readonly Candidate[]): Accepted {
  const { settings } = world;
  const account = world.account(call.accountId);
  const block = appliedBlock(details.PublicAccessBlock, settings);
  const sent = settings.requestParameters === 'as-sent' ? details : { ...details, PublicAccessBlock: block };
  const parameters = { CreateMultiRegionAccessPointRequest: sent };
  const replayed = replay(account, call, parameters, settings);
  if (replayed !== undefined) return replayed;

  refuseDisabledRegions(candidates, settings);
  const existing = account.accessPoints.get(details.Name);
  const taken = existing && refusalOfTakenName(existing, candidates, block, settings);
  if (existing === undefined && account.accessPoints.size >= settings.maxAccessPoints) {
    throw new ServiceError('TooManyMultiRegionAccessPoints', 'You have reached the maximum number of Multi-Region Access Points');
  }
  const regions = candidates.flatMap(({ region }) => region ?? []);
  const members = resolveMembers(candidates, settings);
  const failure = taken ?? ('code' in members ? members : undefined);
  const base = { name: details.Name, parameters, regions: [...new Set(regions)] };
  if (failure !== undefined || 'code' in members) {
    return begin(world, call, { ...base, resource: accessPointArn(call.accountId, '*'), failure });
  }
  const accessPoint = existing ?? newAccessPoint(world, call, details, members);
  const accepted = begin(world, call, {
    ...base,
    resource: accessPointArn(call.accountId, accessPoint.alias),
    end: (ended, at) => endCreate(world, accessPoint, existing !== undefined, ended, at),
  });
  startCreate(account, accessPoint);
  return accepted;
}

export const createAccessPoint: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (_world, { accountId }) => managing('s3:CreateMultiRegionAccessPoint', accessPointArn(accountId, '*')),
  handle: (world, call) => {
    const details = createDetails(call.input, world.settings);
    const candidates = findCandidates(world.settings, call.accountId, details);
    return 'then' in candidates
      ? candidates.then((found) => accept(world, call, details, found))
      : accept(world, call, details, candidates);
  },
};
