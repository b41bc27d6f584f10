import { SECOND } from './clock';

const MIB = 1024 * 1024;

/** The limits of one call. The SDK passes them to the HTTP handler. */
export interface CallLimits {
  /** The time for the connection, the headers and the body together, in milliseconds. */
  readonly requestTimeout: number;
  readonly maxResponseBytes: number;
  /** Whether the SDK expects the body as a stream. The handler has read all of it before. */
  readonly returnsStream?: boolean;
}

/** A failover continues with the next control Region after this time. */
export const SINGLE_AWS_CALL_TIMEOUT = 5 * SECOND;
const DEFAULT_LIMITS: CallLimits = { requestTimeout: SINGLE_AWS_CALL_TIMEOUT, maxResponseBytes: MIB };

/** The responses to these operations can be large: 1,000 replication rules, a template, or one page of a list. */
const LARGE_RESPONSES = [
  'GetBucketReplication', 'ListMultiRegionAccessPoints', 'ListObjectsV2', 'ListMetrics', 'LookupEvents', 'ListJobs',
  'GetTemplate', 'ListStackResources',
];
/** S3 Batch Operations checks the manifest and the role before it answers. */
const SLOW_OPERATIONS = new Map([['CreateJob', 30 * SECOND]]);

export function findCallLimits(operation: string): CallLimits {
  return {
    requestTimeout: SLOW_OPERATIONS.get(operation) ?? DEFAULT_LIMITS.requestTimeout,
    maxResponseBytes: LARGE_RESPONSES.includes(operation) ? 4 * MIB : DEFAULT_LIMITS.maxResponseBytes,
  };
}

/**
 * Sends a call within its limits. After an answer that shows that the local clock is wrong, the SDK signs with the
 * corrected time, so the call is repeated once. Both attempts share the time limit.
 */
export async function callWithinLimits<T>(operation: string, send: (limits: CallLimits) => Promise<T>): Promise<T> {
  const limits = findCallLimits(operation);
  const startedAt = Date.now();
  try {
    return await send(limits);
  } catch (error) {
    if (!wasClockCorrected(error)) throw error;
    return send({ ...limits, requestTimeout: Math.max(1, limits.requestTimeout - (Date.now() - startedAt)) });
  }
}

/** The SDK corrects its clock after every error. Only a refusal proves that the call had no effect. */
function wasClockCorrected(error: unknown): boolean {
  const { $metadata: metadata } = (error ?? {}) as {
    readonly $metadata?: { readonly clockSkewCorrected?: boolean; readonly httpStatusCode?: number };
  };
  const status = metadata?.httpStatusCode ?? 0;
  return metadata?.clockSkewCorrected === true && status >= 400 && status < 500;
}
