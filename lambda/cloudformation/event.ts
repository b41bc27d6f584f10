import { MINUTE } from '../../control/clock';
import { PropertyError, type RawProperties, readRecord, readText } from '../../src/wire/property-readers';

export type RequestType = 'Create' | 'Update' | 'Delete';

/** What CloudFormation asks, as far as the handlers use it. */
export interface ResourceEvent {
  readonly type: RequestType;
  /** One for each request; the same when the request is delivered again. */
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly accountId: string;
  /** Empty on Create. */
  readonly physicalId: string;
  readonly properties: RawProperties;
  /** Those of before, on Update. */
  readonly oldProperties: RawProperties;
  /** When CloudFormation made the request, the same for every delivery; where it does not say so, when the first handler saw it. */
  readonly startedAt: number;
  /** What onEvent found out for isComplete: see EventAnswer. */
  readonly cancelledReplacement?: string;
  readonly isRollback: boolean;
}

const TYPES: readonly RequestType[] = ['Create', 'Update', 'Delete'];

export function readEvent(raw: RawProperties, now: number): ResourceEvent {
  const type = TYPES.find((entry) => entry === raw.RequestType);
  if (type === undefined) throw new PropertyError('RequestType', TYPES.join(', '), raw.RequestType);
  const stackId = readText(raw, 'StackId');
  return {
    type,
    requestId: readText(raw, 'RequestId'),
    stackId,
    logicalId: readText(raw, 'LogicalResourceId'),
    resourceType: readText(raw, 'ResourceType'),
    accountId: accountOf(stackId),
    physicalId: type === 'Create' ? String(raw.PhysicalResourceId ?? '') : readText(raw, 'PhysicalResourceId'),
    properties: readRecord(raw, 'ResourceProperties'),
    oldProperties: readRecord(raw, 'OldResourceProperties'),
    // What onEvent answered comes with every later call.
    ...(typeof raw.CancelledReplacement === 'string' && { cancelledReplacement: raw.CancelledReplacement }),
    isRollback: raw.IsRollback === true,
    startedAt: typeof raw.StartedAt === 'number' ? raw.StartedAt : requestedAt(raw.ResponseURL, now),
  };
}

/** Lambda keeps an event for six hours at most: an older date is not that of this request. */
const LATEST_DELIVERY = 6 * 60 * MINUTE;
const SIGNING_DATE = /[?&]X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(&|$)/;

/**
 * A request has no date of its own, but the address for its answer was signed when it was made. By that date a delivery that comes late, or a
 * second time, knows that its moment has passed.
 */
function requestedAt(responseUrl: unknown, now: number): number {
  const [, year, month, day, hour, minute, second] = SIGNING_DATE.exec(String(responseUrl)) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return signedAt > now - LATEST_DELIVERY ? Math.min(signedAt, now) : now;
}

/** The account stands in the ARN of the stack; asking STS for it would be one more call that can fail. */
function accountOf(stackId: string): string {
  const account = stackId.split(':')[4];
  if (!account) throw new PropertyError('StackId', 'the ARN of a stack', stackId);
  return account;
}
