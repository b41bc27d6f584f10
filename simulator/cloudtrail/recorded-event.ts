import { createHash } from 'node:crypto';
import { type JournalEntry } from '../journal';
import { type SimulatedOperationName } from '../model/operations';

/** A call as CloudTrail records it. The members have the names of the JSON document of an event. */
export interface RecordedEvent {
  readonly eventVersion: '1.10';
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventSource: 's3.amazonaws.com';
  readonly eventName: SimulatedOperationName;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly userIdentity: {
    readonly type: 'IAMUser';
    readonly arn: string;
    readonly accountId: string;
    readonly userName: string;
  };
  readonly requestParameters: object;
  readonly errorCode?: string;
  readonly readOnly: false;
  readonly requestID: string;
  readonly recipientAccountId: string;
}

/** The management events that change access points and their buckets. CloudTrail records reads, too. */
const RECORDED_CALLS: readonly SimulatedOperationName[] = [
  'CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint', 'PutMultiRegionAccessPointPolicy',
  'SubmitMultiRegionAccessPointRoutes', 'CreateBucket', 'DeleteBucket', 'PutBucketVersioning', 'PutBucketReplication',
  'DeleteBucketReplication',
];
/** S3 processes these calls in one Region, whichever Region the caller uses. */
const CONTROL_PLANE_CALL = /^(?:Create|Delete)MultiRegionAccessPoint$|^PutMultiRegionAccessPointPolicy$/;
const CONTROL_PLANE_REGION = 'us-west-2';

/** Whether CloudTrail records calls of an operation. */
export function isRecordedCall(operation: SimulatedOperationName): boolean {
  return RECORDED_CALLS.includes(operation);
}

/** Returns the event of a call, or undefined if the call changes nothing or S3 did not receive it. */
export function toRecordedEvent(entry: JournalEntry): RecordedEvent | undefined {
  const { operation, applied, outcome, accountId, caller = 'unknown', requestId, at } = entry;
  if (operation === undefined || !isRecordedCall(operation)) return undefined;
  if (!applied && outcome.kind !== 'error') return undefined;
  return {
    eventVersion: '1.10',
    eventID: createHash('sha256').update(requestId).digest('hex').slice(0, 32),
    // CloudTrail has a resolution of one second.
    eventTime: new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: 's3.amazonaws.com',
    eventName: operation,
    awsRegion: CONTROL_PLANE_CALL.test(operation) ? CONTROL_PLANE_REGION : entry.region,
    sourceIPAddress: '192.0.2.1',
    userAgent: 'simulator',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${accountId}:user/${caller}`, accountId, userName: caller },
    requestParameters: makeRequestParameters(operation, entry.input ?? {}),
    ...(!applied && outcome.code !== undefined && { errorCode: outcome.code }),
    readOnly: false,
    requestID: requestId,
    recipientAccountId: accountId,
  };
}

/** CloudTrail writes the parts of the path in lower camel case, and the body below the name of its root element. */
function makeRequestParameters(operation: SimulatedOperationName, input: object): object {
  const { Mrap: mrap, Bucket: bucketName, RouteUpdates, ...body } = input as Record<string, unknown>;
  const routes = RouteUpdates !== undefined && { RouteUpdates: { Route: RouteUpdates } };
  return {
    ...(mrap !== undefined && { mrap }),
    ...(bucketName !== undefined && { bucketName }),
    ...((routes || bucketName === undefined) && { [`${operation}Request`]: { ...body, ...routes } }),
  };
}
