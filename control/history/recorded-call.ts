import { type Event } from '@aws-sdk/client-cloudtrail';

/** A successful call that CloudTrail recorded. */
export interface RecordedCall {
  readonly at: number;
  readonly operation: string;
  /** The Region that received the call. */
  readonly region: string;
  /** The ARN of the caller, or its user name. */
  readonly caller: string;
  /** The IP address of the caller, or the service that called. */
  readonly sourceAddress?: string;
  readonly userAgent?: string;
  readonly requestParameters: unknown;
}

/** The parts of the document of an event that a history needs. AWS can omit any of them. */
interface EventDocument {
  readonly awsRegion?: string;
  readonly errorCode?: string;
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  readonly userIdentity?: { readonly arn?: string; readonly invokedBy?: string };
  readonly requestParameters?: unknown;
}

/** Parses an event. Returns undefined for a call that AWS refused, because it changed nothing. */
export function parseRecordedCall(
  { EventName, EventTime, Username, CloudTrailEvent }: Event, region: string,
): RecordedCall | undefined {
  const document = parseDocument(CloudTrailEvent);
  if (document.errorCode !== undefined || EventTime === undefined) return undefined;
  const { userIdentity, sourceIPAddress, userAgent } = document;
  return {
    at: EventTime.getTime(),
    operation: EventName ?? '',
    region: document.awsRegion ?? region,
    caller: userIdentity?.arn ?? userIdentity?.invokedBy ?? Username ?? 'unknown',
    ...(sourceIPAddress !== undefined && { sourceAddress: sourceIPAddress }),
    ...(userAgent !== undefined && { userAgent }),
    requestParameters: document.requestParameters,
  };
}

function parseDocument(text = '{}'): EventDocument {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
