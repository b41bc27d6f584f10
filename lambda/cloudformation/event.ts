import { MINUTE } from '../../control/clock';
import {
  PropertyError, type RawProperties, readRecordProperty, readTextProperty,
} from '../../src/wire/property-readers';
import { type UpdateOrRollbackDirection, UPDATE_OR_ROLLBACK_DIRECTIONS } from './direction';

/** A deployment creates all its resources within this time. An older access point belongs to an earlier deployment. */
export const MAX_DEPLOYMENT_DURATION = 120 * MINUTE;

export type RequestType = 'Create' | 'Update' | 'Delete';

/** The parts of an event that the handlers use. */
export interface ResourceEvent {
  readonly type: RequestType;
  /** Unique per request. It is the same if the request is delivered again. */
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly accountId: string;
  /** Empty on Create. */
  readonly physicalId: string;
  readonly properties: RawProperties;
  /** The properties before an Update. */
  readonly oldProperties: RawProperties;
  /**
   * When CloudFormation made the request, or else when the first handler received it. It is the same in every delivery.
   */
  readonly startedAt: number;
  /** When this invocation started. Lambda ends it after five minutes. */
  readonly invokedAt: number;
  /** The results of onEvent for isComplete: see OnEventResponse. */
  readonly cancelledReplacement?: string;
  readonly isRollback: boolean;
  readonly direction: UpdateOrRollbackDirection;
  readonly former?: string;
}

const TYPES: readonly RequestType[] = ['Create', 'Update', 'Delete'];

export function parseResourceEvent(raw: RawProperties, now: number): ResourceEvent {
  const type = TYPES.find((entry) => entry === raw.RequestType);
  if (type === undefined) throw new PropertyError('RequestType', TYPES.join(', '), raw.RequestType);
  const stackId = readTextProperty(raw, 'StackId');
  return {
    type,
    requestId: readTextProperty(raw, 'RequestId'),
    stackId,
    logicalId: readTextProperty(raw, 'LogicalResourceId'),
    resourceType: readTextProperty(raw, 'ResourceType'),
    accountId: parseStackAccount(stackId),
    physicalId: type === 'Create' ? String(raw.PhysicalResourceId ?? '') : readTextProperty(raw, 'PhysicalResourceId'),
    properties: readRecordProperty(raw, 'ResourceProperties'),
    oldProperties: readRecordProperty(raw, 'OldResourceProperties'),
    // The framework adds the response of onEvent to every later event.
    ...(typeof raw.CancelledReplacement === 'string' && { cancelledReplacement: raw.CancelledReplacement }),
    isRollback: raw.IsRollback === true,
    direction: UPDATE_OR_ROLLBACK_DIRECTIONS.find((direction) => direction === raw.Direction) ?? 'unknown',
    ...(typeof raw.Former === 'string' && { former: raw.Former }),
    startedAt: typeof raw.StartedAt === 'number' ? raw.StartedAt : parseRequestTime(raw.ResponseURL, now),
    invokedAt: now,
  };
}

/**
 * Lambda keeps an event for at most six hours. A last attempt at their end reaches this handler some minutes later. An
 * older date is not the date of this request.
 */
const MAX_DELIVERY_AGE = 7 * 60 * MINUTE;
const SIGNING_DATE = /[?&]X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(&|$)/;

/**
 * Returns when CloudFormation made the request. An event contains no date, but CloudFormation signs the response URL
 * when it makes the request. With this date, a late or repeated delivery can see that the request is too old.
 */
function parseRequestTime(responseUrl: unknown, now: number): number {
  const [, year, month, day, hour, minute, second] = SIGNING_DATE.exec(String(responseUrl)) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return signedAt > now - MAX_DELIVERY_AGE ? Math.min(signedAt, now) : now;
}

/** The ARN of the stack contains the account. A call of STS is another call that can fail. */
function parseStackAccount(stackId: string): string {
  const account = stackId.split(':')[4];
  if (!account) throw new PropertyError('StackId', 'the ARN of a stack', stackId);
  return account;
}
