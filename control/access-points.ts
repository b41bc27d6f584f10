import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { type AccessPointStatus } from '../src/facts/operation-status';
import { toFailure } from './failure';
import { IncompleteResponseError } from './incomplete-response';
import { type S3Control } from './s3-control';

const { region: REGION } = CONTROL_PLANE_REGION;

/** A member bucket. The account is set only if another account owns the bucket. */
export interface MemberBucket {
  readonly bucket: string;
  readonly account?: string;
}

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** An access point as S3 returns it. */
export interface LiveAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly status: AccessPointStatus;
  readonly createdAt: number;
  readonly members: readonly MemberBucket[];
  readonly block: PublicAccessBlock;
}

/** The immutable settings of an access point. */
export interface AccessPointSpec {
  readonly name: string;
  readonly members: readonly MemberBucket[];
  readonly block: PublicAccessBlock;
}

/** Returns the access point with this name, or undefined if there is none. */
export async function getAccessPoint(
  s3: S3Control,
  accountId: string,
  name: string,
): Promise<LiveAccessPoint | undefined> {
  try {
    const { AccessPoint: live } = await s3.call(REGION, 'GetMultiRegionAccessPoint', {
      AccountId: accountId,
      Name: name,
    });
    if (!live?.Alias || !live.Status || !live.CreatedAt) {
      throw new IncompleteResponseError('GetMultiRegionAccessPoint', 'access point');
    }
    return {
      name,
      alias: live.Alias,
      status: live.Status,
      createdAt: live.CreatedAt.getTime(),
      members: (live.Regions ?? []).map(({ Bucket: bucket = '', BucketAccountId: account }) => ({
        bucket,
        ...(account === undefined || account === accountId ? {} : { account }),
      })),
      block: toPublicAccessBlock(live.PublicAccessBlock),
    };
  } catch (error) {
    if (toFailure(error).kind === 'absent') return undefined;
    throw error;
  }
}

/** S3 omits the settings that are off. */
export function toPublicAccessBlock(live: Partial<PublicAccessBlock> = {}): PublicAccessBlock {
  return {
    BlockPublicAcls: live.BlockPublicAcls ?? false,
    IgnorePublicAcls: live.IgnorePublicAcls ?? false,
    BlockPublicPolicy: live.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: live.RestrictPublicBuckets ?? false,
  };
}

/**
 * Creates an access point and returns the token ARN of the operation. S3 answers a repeated client token with the same
 * operation.
 */
export async function createAccessPoint(
  s3: S3Control, accountId: string, { name, block, members }: AccessPointSpec, clientToken: string,
): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'CreateMultiRegionAccessPoint', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: {
      Name: name,
      PublicAccessBlock: { ...block },
      Regions: members.map(({ bucket, account }) => ({
        Bucket: bucket,
        ...(account ? { BucketAccountId: account } : {}),
      })),
    },
  });
  if (!RequestTokenARN) throw new IncompleteResponseError('CreateMultiRegionAccessPoint', 'token');
  return RequestTokenARN;
}

/**
 * Deletes the access point with this name and returns the token ARN of the operation. S3 identifies it by name only, so
 * callers must compare the alias first.
 */
export async function deleteAccessPoint(
  s3: S3Control,
  accountId: string,
  name: string,
  clientToken: string,
): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'DeleteMultiRegionAccessPoint', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: { Name: name },
  });
  if (!RequestTokenARN) throw new IncompleteResponseError('DeleteMultiRegionAccessPoint', 'token');
  return RequestTokenARN;
}
