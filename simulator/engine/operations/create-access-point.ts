import { type CreateAccessPointDetails } from '../../model/control';
import { type AsyncOperationOutput, type SimulatedCall } from '../../model/operations';
import { type AsyncOperationFailure } from '../../settings';
import {
  type SimulatedAccessPoint, accessPointArn, endMutation, makeMultiRegionAccessPointReport,
} from '../access-point';
import { type AccountState } from '../account';
import { beginAsyncOperation } from '../async-operation';
import { findReplayedOperation } from '../client-tokens';
import { applyPublicAccessBlockDefaults, parseCreateDetails } from '../create-details';
import {
  type RequestedBucket, findRequestedBuckets, type ResolvedMember, refuseDisabledRegions, resolveMembers,
} from '../members';
import { findNameConflict } from '../name-conflict';
import { type OperationHandler } from '../operation-handler';
import { managementPermissions } from '../permissions';
import { PolicyHistory } from '../policy-history';
import { RoutesTimeline } from '../routes-timeline';
import { ServiceError } from '../service-error';
import { type SimulatorState } from '../simulator-state';

const OPERATION = 'CreateMultiRegionAccessPoint';
type CreateCall = SimulatedCall<typeof OPERATION>;

/** Makes a new access point. All its members are active. */
function makeAccessPoint(
  state: SimulatorState,
  call: CreateCall,
  details: CreateAccessPointDetails,
  members: readonly ResolvedMember[],
): SimulatedAccessPoint {
  const { settings, identifiers } = state;
  return {
    accountId: call.accountId,
    name: details.Name,
    alias: identifiers.alias(),
    createdAt: call.at,
    visibleAt: call.at + settings.visibilityLagMs,
    publicAccessBlock: applyPublicAccessBlockDefaults(details.PublicAccessBlock, settings),
    members,
    policy: new PolicyHistory(),
    routes: new RoutesTimeline(new Map(members.map(({ region }) => [region, 100])), call.at),
    mutationsInFlight: [],
    status: 'CREATING',
  };
}

/**
 * Ends a create. If it resumed a partially created access point and fails, the access point stays partially created.
 */
function endCreate(
  state: SimulatorState, accessPoint: SimulatedAccessPoint, resumed: boolean,
  failure: AsyncOperationFailure | undefined, at: number,
): void {
  if (failure !== undefined && (resumed || failure.leaves === 'partial')) {
    accessPoint.status = 'PARTIALLY_CREATED';
    endMutation(accessPoint, OPERATION);
  } else if (failure !== undefined) {
    state.retire(accessPoint, at);
  } else {
    state.scheduler.schedule(at + state.settings.readyLagMs, () => {
      accessPoint.status = state.settings.finalStatus(makeMultiRegionAccessPointReport(accessPoint, state.settings));
      endMutation(accessPoint, OPERATION);
    });
  }
}

function startCreate(account: AccountState, accessPoint: SimulatedAccessPoint): void {
  account.accessPoints.set(accessPoint.name, accessPoint);
  accessPoint.status = 'CREATING';
  accessPoint.mutationsInFlight.push(OPERATION);
}

function acceptCreate(
  state: SimulatorState,
  call: CreateCall,
  details: CreateAccessPointDetails,
  candidates: readonly RequestedBucket[],
): AsyncOperationOutput {
  const { settings } = state;
  const account = state.account(call.accountId);
  const block = applyPublicAccessBlockDefaults(details.PublicAccessBlock, settings);
  const sent = settings.requestParameters === 'as-sent' ? details : { ...details, PublicAccessBlock: block };
  const parameters = { CreateMultiRegionAccessPointRequest: sent };
  const replayed = findReplayedOperation(account, call, parameters, settings);
  if (replayed !== undefined) return replayed;

  refuseDisabledRegions(candidates, settings);
  const existing = account.accessPoints.get(details.Name);
  const taken = existing && findNameConflict(existing, candidates, block, settings);
  if (existing === undefined && account.accessPoints.size >= settings.maxAccessPoints) {
    throw new ServiceError(
      'TooManyMultiRegionAccessPoints',
      'You have reached the maximum number of Multi-Region Access Points',
    );
  }
  const regions = candidates.flatMap(({ region }) => region ?? []);
  const members = resolveMembers(candidates, settings);
  const failure = taken ?? ('code' in members ? members : undefined);
  const base = { name: details.Name, parameters, regions: [...new Set(regions)] };
  if (failure !== undefined || 'code' in members) {
    return beginAsyncOperation(state, call, { ...base, resource: accessPointArn(call.accountId, '*'), failure });
  }
  const accessPoint = existing ?? makeAccessPoint(state, call, details, members);
  const accepted = beginAsyncOperation(state, call, {
    ...base,
    resource: accessPointArn(call.accountId, accessPoint.alias),
    onEnd: (ended, at) => endCreate(state, accessPoint, existing !== undefined, ended, at),
  });
  startCreate(account, accessPoint);
  return accepted;
}

export const createAccessPointHandler: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (_state, { accountId }) =>
    managementPermissions('s3:CreateMultiRegionAccessPoint', accessPointArn(accountId, '*')),
  handle: (state, call) => {
    const details = parseCreateDetails(call.input, state.settings);
    const candidates = findRequestedBuckets(state.settings, call.accountId, details);
    return 'then' in candidates
      ? candidates.then((found) => acceptCreate(state, call, details, found))
      : acceptCreate(state, call, details, candidates);
  },
};
