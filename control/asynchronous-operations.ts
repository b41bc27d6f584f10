import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { parseOutcome } from '../src/facts/operation-status';
import { adviceOn } from './failure';
import { IncompleteAnswer } from './incomplete-answer';
import { type S3Control } from './s3-control';

/** An asynchronous operation, as S3 describes it. */
export interface AsynchronousOperation {
  readonly outcome: 'succeeded' | 'failed' | 'pending';
  /** S3's own word. */
  readonly status: string;
  readonly createdAt: number;
  /** Why it failed; empty where it did not. */
  readonly code: string;
  readonly message: string;
  /** What became of it in each Region that S3 names. */
  readonly regions: readonly { readonly region: string; readonly status: string }[];
}

export async function describeOperation(s3: S3Control, accountId: string, tokenArn: string): Promise<AsynchronousOperation> {
  const { AsyncOperation: operation } = await s3.call(CONTROL_PLANE_REGION.region, 'DescribeMultiRegionAccessPointOperation', {
    AccountId: accountId,
    RequestTokenARN: tokenArn,
  });
  if (!operation?.RequestStatus || !operation.CreationTime) throw new IncompleteAnswer('DescribeMultiRegionAccessPointOperation', 'operation');
  const { ErrorDetails: error, MultiRegionAccessPointDetails: details } = operation.ResponseDetails ?? {};
  return {
    outcome: parseOutcome(operation.RequestStatus),
    status: operation.RequestStatus,
    createdAt: operation.CreationTime.getTime(),
    code: error?.Code ?? '',
    message: error?.Message ?? '',
    regions: (details?.Regions ?? []).map((region) => ({ region: region.Name ?? '?', status: region.RequestStatus ?? '?' })),
  };
}

/** Why an operation failed: the code, what S3 says, and how it went in each Region. */
export function showOperationFailure(operation: AsynchronousOperation): string {
  const cause = operation.code === '' ? operation.status : operation.code;
  const regions = operation.regions.map(({ region, status }) => `${region}: ${status}`).join(', ');
  return [cause, ...(regions === '' ? [] : [`in ${regions}`]), ...(operation.message === '' ? [] : [operation.message])].join('; ');
}

export function adviceOnOperation(operation: AsynchronousOperation): string {
  return adviceOn(operation.code);
}
