import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { parseOperationOutcome } from '../src/facts/operation-status';
import { IncompleteResponseError } from './incomplete-response';
import { type S3Control } from './s3-control';

/** An asynchronous operation, as S3 describes it. */
export interface AsynchronousOperation {
  readonly outcome: 'succeeded' | 'failed' | 'pending';
  /** The status as S3 returns it. */
  readonly status: string;
  readonly createdAt: number;
  /** The reason of a failure, otherwise empty. */
  readonly code: string;
  readonly message: string;
  /** The status in each Region that S3 lists. */
  readonly regions: readonly { readonly region: string; readonly status: string }[];
}

const DESCRIBE = 'DescribeMultiRegionAccessPointOperation';
/** S3 documents that the same request can succeed later. */
const RETRYABLE_CODES = [
  'InternalErrors',
  'MultiRegionAccessPointModifiedByAnotherRequest',
  'MultiRegionAccessPointNotReady',
];

export async function describeAsynchronousOperation(
  s3: S3Control,
  accountId: string,
  tokenArn: string,
): Promise<AsynchronousOperation> {
  const { AsyncOperation: operation } = await s3.call(CONTROL_PLANE_REGION.region, DESCRIBE, {
    AccountId: accountId,
    RequestTokenARN: tokenArn,
  });
  if (!operation?.RequestStatus || !operation.CreationTime) throw new IncompleteResponseError(DESCRIBE, 'operation');
  const { ErrorDetails: error, MultiRegionAccessPointDetails: details } = operation.ResponseDetails ?? {};
  return {
    outcome: parseOperationOutcome(operation.RequestStatus),
    status: operation.RequestStatus,
    createdAt: operation.CreationTime.getTime(),
    code: error?.Code ?? '',
    message: error?.Message ?? '',
    regions: (details?.Regions ?? []).map((region) => ({
      region: region.Name ?? '?',
      status: region.RequestStatus ?? '?',
    })),
  };
}

/** Whether a new operation with the same request can succeed after this code. */
export function isRetryableCode(code: string): boolean {
  return RETRYABLE_CODES.includes(code);
}

/** Renders why an operation failed: the code, the status in each Region, and the message of S3. */
export function showOperationFailure(operation: AsynchronousOperation): string {
  const cause = operation.code === '' ? operation.status : operation.code;
  const regions = operation.regions.map(({ region, status }) => `${region}: ${status}`).join(', ');
  const details = [regions === '' ? '' : `in ${regions}`, operation.message].filter((detail) => detail !== '');
  return [cause, ...details].join('; ');
}
