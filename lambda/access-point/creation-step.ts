import {
  type AccessPointSpec,
  createAccessPoint,
  getAccessPoint,
  type LiveAccessPoint,
} from '../../control/access-points';
import { type AsynchronousOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { type Failure, findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import {
  MRAP901_NAME_IN_USE,
  MRAP902_CREATION_FAILED,
  MRAP905_ADOPTION_REFUSED,
} from '../../src/diagnostics/definitions/deployment';
import { MAX_DEPLOYMENT_DURATION, type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { assertNotSuperseded } from '../cloudformation/superseded';
import { type HandlerContext } from '../handler-context';
import { describeKnownOperation } from '../known-operation';
import { isEmptyPolicy, tryReadPolicy } from '../policy/read-policy';
import { type RecordProgress } from '../waiting';
import { isCreatedAfterAbsence, noteAbsence } from './absence';
import { advanceAdoptionClaim } from './claim';
import { isAccessPointOlderThanOperation, listDifferencesFromDesired } from './comparison';
import { makeOwner, parsePhysicalId, type PendingId, type SettledId } from './physical-id';

/**
 * After a cancelled creation, CloudFormation can send a Delete with an invented id while the creation still runs. That
 * deletion looks for the access point for five minutes, and finds it if the creation was sent within four.
 */
const FIRST_SEND_TIMEOUT = 4 * MINUTE;

const ALREADY_OWNED = 'MultiRegionAccessPointAlreadyOwnedByYou';

export interface CreationState {
  readonly context: HandlerContext;
  readonly accountId: string;
  readonly event: ResourceEvent;
  readonly id: PendingId;
  readonly spec: AccessPointSpec;
  /** Whether this library has generated the name, so that no other stack uses it. */
  readonly isNameGenerated: boolean;
  /** Whether to adopt an existing access point with the same settings. */
  readonly adoptExisting: boolean;
  /** When the request times out. */
  readonly deadline: number;
  readonly recordProgress: RecordProgress;
}

export interface SettledAccessPoint {
  readonly id: SettledId;
  readonly live: LiveAccessPoint;
}

/** One step of a creation: sends it, or reads its state. Returns undefined while the access point is not ready. */
export async function advanceCreation(creation: CreationState): Promise<SettledAccessPoint | undefined> {
  const { context, accountId, id, recordProgress } = creation;
  const start = await startOperation(creation);
  if (start.outcome === 'name in use') return useExisting(creation);
  const operation = await describeKnownOperation(context, accountId, id.clientToken, start.token);
  if (operation === undefined) return undefined;
  recordProgress(operation.status, start.token);

  switch (operation.outcome) {
    case 'pending': return undefined;
    case 'failed':
      if (operation.code === ALREADY_OWNED) return useExisting(creation);
      throw makeCreationError(id.name, showOperationFailure(operation), findAdviceOrDefault(operation.code));
    case 'succeeded': return settleCreated(creation, operation);
  }
}

type StartResult = { readonly outcome: 'started'; readonly token: string } | { readonly outcome: 'name in use' };

/** Starts the operation of this creation, or finds it: S3 answers the same client token with the same operation. */
async function startOperation(creation: CreationState): Promise<StartResult> {
  const { context, accountId, event, id, spec } = creation;
  const { s3, clock, operations } = context;
  const known = operations.get(id.clientToken);
  if (known !== undefined) return { outcome: 'started', token: known };
  if (clock.now() > id.startedAt + FIRST_SEND_TIMEOUT && await getAccessPoint(s3, accountId, id.name) === undefined) {
    throw makeCreationError(
      id.name,
      'it does not exist, and S3 no longer knows the result of its creation',
      'deploy again',
    );
  }
  // A second delivery can follow a creation that has failed and that CloudFormation has cleaned up.
  await assertNotSuperseded(context, event, 0);
  try {
    const token = await createAccessPoint(s3, accountId, spec, id.clientToken);
    operations.set(id.clientToken, token);
    return { outcome: 'started', token };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === ALREADY_OWNED) return { outcome: 'name in use' };
    if (failure.kind === 'refused') throw toCreationError(id.name, failure);
    throw error;
  }
}

async function settleCreated(
  creation: CreationState,
  operation: AsynchronousOperation,
): Promise<SettledAccessPoint | undefined> {
  const { context, accountId, id, spec, recordProgress } = creation;
  const live = await getAccessPoint(context.s3, accountId, id.name);
  if (live === undefined) noteAbsence(context, id.clientToken);
  if (live === undefined || live.status === 'CREATING') return undefined;
  recordProgress(live.status);
  const isOfOther = isAccessPointOlderThanOperation(live, operation)
    || isCreatedAfterAbsence(context, id.clientToken, live);
  if (isOfOther || listDifferencesFromDesired(live, spec).length > 0) {
    throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);
  }
  return live.status === 'READY' ? { id: makeSettledId(creation, 'created', live), live } : undefined;
}

/** Continues an earlier creation of this resource, or adopts the existing access point. Throws otherwise. */
async function useExisting(creation: CreationState): Promise<SettledAccessPoint | undefined> {
  if (creation.isNameGenerated && !creation.adoptExisting) return continueCreation(creation);
  return adoptAccessPoint(creation);
}

/**
 * Continues a creation that CloudFormation cancelled and did not roll back. No other resource generates its name. A
 * policy follows every completed creation.
 */
async function continueCreation(creation: CreationState): Promise<SettledAccessPoint | undefined> {
  const { context, accountId, event, id, spec } = creation;
  const { s3, clock } = context;
  const policy = await tryReadPolicy(context, event, id.name);
  const live = await getAccessPoint(s3, accountId, id.name);
  if (live === undefined || live.status === 'CREATING') return undefined;
  const isRecent = live.createdAt > clock.now() - MAX_DEPLOYMENT_DURATION;
  const isEqual = listDifferencesFromDesired(live, spec).length === 0;
  const isOwn = live.status === 'READY' && isRecent && isEmptyPolicy(policy) && isEqual;
  if (!isOwn) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);
  return { id: makeSettledId(creation, 'created', live), live };
}

/** Adopts the existing access point if the template allows it and all settings are equal. Throws otherwise. */
async function adoptAccessPoint(creation: CreationState): Promise<SettledAccessPoint | undefined> {
  const { context, accountId, event, id, spec } = creation;
  if (!creation.adoptExisting) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);
  const live = await getAccessPoint(context.s3, accountId, id.name);
  if (live === undefined && context.clock.now() > id.startedAt + FIRST_SEND_TIMEOUT) {
    throw makeCreationError(id.name, 'the access point that used the name was deleted meanwhile', 'deploy again');
  }
  if (live === undefined || live.status === 'CREATING') return undefined;
  const differences = [
    ...(live.status === 'READY' ? [] : [`it is ${live.status}`]), ...listDifferencesFromDesired(live, spec),
  ];
  if (differences.length > 0) throw new HandlerError([MRAP905_ADOPTION_REFUSED.create({ name: id.name, differences })]);
  const owner = makeOwner(id.clientToken);
  const adoption = { context, event, name: id.name, owner, deadline: creation.deadline };
  if (!await advanceAdoptionClaim(adoption, live)) return undefined;
  const former = event.former === undefined ? undefined : parsePhysicalId(event.former);
  const settled = makeSettledId(creation, 'adopted', live);
  if (former === undefined || former.kind === 'pending' || former.alias !== live.alias) return { id: settled, live };
  const formerOwners = [former.owner, ...former.formerOwners ?? []];
  return { id: { ...settled, kind: 'renamed', formerOwners }, live };
}

function makeSettledId({ id }: CreationState, kind: SettledId['kind'], { alias }: LiveAccessPoint): SettledId {
  const { name, specHash, clientToken, replaces } = id;
  return { kind, name, alias, specHash, owner: makeOwner(clientToken), ...(replaces ? { replaces } : {}) };
}

function makeCreationError(name: string, cause: string, advice: string): HandlerError {
  return new HandlerError([MRAP902_CREATION_FAILED.create({ name, cause, advice })]);
}

export function toCreationError(name: string, failure: Failure): HandlerError {
  return makeCreationError(
    name, showFailure(failure), findAdviceOrDefault(failure.code, 'CreateMultiRegionAccessPoint'),
  );
}
