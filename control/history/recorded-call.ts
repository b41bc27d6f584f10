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
  readonly awsRegion?: unknown;
  readonly errorCode?: unknown;
  readonly sourceIPAddress?: unknown;
  readonly userAgent?: unknown;
  readonly userIdentity?: { readonly arn?: unknown; readonly invokedBy?: unknown };
  readonly requestParameters?: unknown;
}

/**
 * Parses an event. Returns undefined for a call that AWS refused, because it changed nothing, and for an event without
 * a time.
 */
export function parseRecordedCall(event: Event | null, region: string): RecordedCall | undefined {
  const { EventName, EventTime, Username, CloudTrailEvent } = event ?? {};
  const document = parseDocument(CloudTrailEvent);
  const at = EventTime?.getTime() ?? NaN;
  const isRefused = (document.errorCode ?? undefined) !== undefined;
  if (isRefused || Number.isNaN(at)) return undefined;
  const { arn, invokedBy } = document.userIdentity ?? {};
  const sourceAddress = readText(document.sourceIPAddress);
  const userAgent = readText(document.userAgent);
  return {
    at,
    operation: EventName ?? '',
    region: readText(document.awsRegion) ?? region,
    caller: readText(arn) ?? readText(invokedBy) ?? Username ?? 'unknown',
    ...(sourceAddress !== undefined && { sourceAddress }),
    ...(userAgent !== undefined && { userAgent }),
    requestParameters: document.requestParameters,
  };
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseDocument(text = '{}'): EventDocument {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
