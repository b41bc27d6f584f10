import { type AccessPointRequest, createAccessPoint, getAccessPoint, type LiveAccessPoint } from '../../control/access-points';
import { adviceOnOperation, type AsynchronousOperation, describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { adviceOn, type Failure, toFailure, showFailure } from '../../control/failure';
import { MRAP901_NAME_IN_USE, MRAP902_CREATION_FAILED, MRAP905_ADOPTION_REFUSED } from '../../src/diagnostics/definitions/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { type See } from '../waiting';
import { differences, isMadeBy } from './comparison';
import { type PendingId, type SettledId } from './physical-id';

/**
 * After a cancelled creation CloudFormation may delete under an id that says nothing, while this creation still runs. That deletion looks for
 * five minutes; a creation first sent within four is found.
 */
const FIRST_SENDING = 4 * MINUTE;

const ALREADY_OWNED = 'MultiRegionAccessPointAlreadyOwnedByYou';

export interface Creation {
  readonly context: HandlerContext;
  readonly accountId: string;
  readonly id: PendingId;
  readonly request: AccessPointRequest;
  readonly adopt: boolean;
  /** Told what was last seen, for the message of a time-out. */
  readonly see: See;
}

/** One step of a creation: asks for the access point, or looks how far it is. Undefined while it is not there yet. */
export async function stepCreation(creation: Creation): Promise<{ id: SettledId; live: LiveAccessPoint } | undefined> {
  const token = await startOperation(creation);
  if (token === 'already owned') return takeOver(creation);
  const operation = await describe(creation, token);
  if (operation === undefined) return undefined;
  creation.see(operation.status, token);

  switch (operation.outcome) {
    case 'pending': return undefined;
    case 'failed':
      if (operation.code === ALREADY_OWNED) return takeOver(creation);
      throw failed(creation, showOperationFailure(operation), adviceOnOperation(operation));
    case 'succeeded': return settle(creation, operation);
  }
}

/** The token of the one operation of this creation; S3 answers a token it knows with the same operation again. */
async function startOperation(creation: Creation): Promise<string> {
  const { context: { s3, clock, operations }, accountId, id, request } = creation;
  const known = operations.get(id.clientToken);
  if (known !== undefined) return known;
  if (clock.now() > id.startedAt + FIRST_SENDING && await getAccessPoint(s3, accountId, id.name) === undefined) {
    throw failed(creation, 'it is not there, and how its creation ended is no longer known', 'deploy again');
  }
  try {
    const token = await createAccessPoint(s3, accountId, request, id.clientToken);
    operations.set(id.clientToken, token);
    return token;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === ALREADY_OWNED) return 'already owned';
    if (failure.kind === 'refused') throw failed(creation, showFailure(failure), adviceOn(failure.code));
    throw error;
  }
}

async function describe({ context: { s3, operations }, accountId, id }: Creation, token: string): Promise<AsynchronousOperation | undefined> {
  try {
    return await describeOperation(s3, accountId, token);
  } catch (error) {
    if (toFailure(error).kind !== 'absent') throw error;
    // S3 does not know its own token yet, or no longer: ask by the client token again.
    operations.delete(id.clientToken);
    return undefined;
  }
}

async function settle(creation: Creation, operation: AsynchronousOperation): Promise<{ id: SettledId; live: LiveAccessPoint } | undefined> {
  const { context, accountId, id, request } = creation;
  const live = await getAccessPoint(context.s3, accountId, id.name);
  if (live === undefined || live.status === 'CREATING') return undefined;
  creation.see(live.status);
  if (!isMadeBy(live, operation, request)) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);
  return live.status === 'READY' ? { id: settled(creation, 'created', live), live } : undefined;
}

/** The name is another's: refuse, or take that access point over if it is exactly what is declared. */
async function takeOver(creation: Creation): Promise<{ id: SettledId; live: LiveAccessPoint } | undefined> {
  const { context, accountId, id, request, adopt } = creation;
  if (!adopt) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);
  const live = await getAccessPoint(context.s3, accountId, id.name);
  if (live === undefined && context.clock.now() > id.startedAt + FIRST_SENDING) {
    throw failed(creation, 'the access point that held the name has gone meanwhile', 'deploy again');
  }
  if (live === undefined || live.status === 'CREATING') return undefined;
  const reasons = [...(live.status === 'READY' ? [] : [`it is ${live.status}`]), ...differences(live, request)];
  if (reasons.length > 0) throw new HandlerError([MRAP905_ADOPTION_REFUSED.create({ name: id.name, differences: reasons })]);
  return { id: settled(creation, 'adopted', live), live };
}

function settled({ id }: Creation, kind: SettledId['kind'], live: LiveAccessPoint): SettledId {
  return { kind, name: id.name, alias: live.alias, specHash: id.specHash, ...(id.replaces ? { replaces: id.replaces } : {}) };
}

function failed({ id }: Creation, cause: string, advice: string): HandlerError {
  return new HandlerError([MRAP902_CREATION_FAILED.create({ name: id.name, cause, advice })]);
}

/** A failure of the SDK that no step understood, as a creation's. */
export function creationFailed(name: string, failure: Failure): HandlerError {
  return new HandlerError([MRAP902_CREATION_FAILED.create({ name, cause: showFailure(failure), advice: adviceOn(failure.code) })]);
}
