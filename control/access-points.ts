import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { type AccessPointStatus } from '../src/facts/operation-status';
import { toFailure } from './failure';
import { IncompleteAnswer } from './incomplete-answer';
import { type S3Control } from './s3-control';

const { region: REGION } = CONTROL_PLANE_REGION;

/** A member bucket; its owner only where it is not the owner of the access point. */
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

/** An access point as S3 reports it. */
export interface LiveAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly status: AccessPointStatus;
  readonly createdAt: number;
  readonly members: readonly MemberBucket[];
  readonly block: PublicAccessBlock;
}

/** What makes an access point what it is: nothing of it can be changed. */
export interface AccessPointRequest {
  readonly name: string;
  readonly members: readonly MemberBucket[];
  readonly block: PublicAccessBlock;
}

/** The access point of that name; undefined where there is none. */
export async function getAccessPoint(s3: S3Control, accountId: string, name: string): Promise<LiveAccessPoint | undefined> {
  try {
    const { AccessPoint: live } = await s3.call(REGION, 'GetMultiRegionAccessPoint', { AccountId: accountId, Name: name });
    if (!live?.Alias || !live.Status || !live.CreatedAt) throw new IncompleteAnswer('GetMultiRegionAccessPoint', 'access point');
    return {
      name,
      alias: live.Alias,
      status: live.Status,
      createdAt: live.CreatedAt.getTime(),
      members: (live.Regions ?? []).map((region) => ({
        bucket: region.Bucket ?? '',
        ...(region.BucketAccountId === undefined || region.BucketAccountId === accountId ? {} : { account: region.BucketAccountId }),
      })),
      block: {
        BlockPublicAcls: live.PublicAccessBlock?.BlockPublicAcls ?? false,
        IgnorePublicAcls: live.PublicAccessBlock?.IgnorePublicAcls ?? false,
        BlockPublicPolicy: live.PublicAccessBlock?.BlockPublicPolicy ?? false,
        RestrictPublicBuckets: live.PublicAccessBlock?.RestrictPublicBuckets ?? false,
      },
    };
  } catch (error) {
    if (toFailure(error).kind === 'absent') return undefined;
    throw error;
  }
}

/** Asks for an access point; the same token asks for the same one again, and is answered with the same operation. */
export async function createAccessPoint(s3: S3Control, accountId: string, request: AccessPointRequest, clientToken: string): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'CreateMultiRegionAccessPoint', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: {
      Name: request.name,
      PublicAccessBlock: { ...request.block },
      Regions: request.members.map((member) => ({ Bucket: member.bucket, ...(member.account ? { BucketAccountId: member.account } : {}) })),
    },
  });
  if (!RequestTokenARN) throw new IncompleteAnswer('CreateMultiRegionAccessPoint', 'token');
  return RequestTokenARN;
}

/** Asks S3 to delete the access point of that name, whichever it is: callers compare the alias first. */
export async function deleteAccessPoint(s3: S3Control, accountId: string, name: string, clientToken: string): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'DeleteMultiRegionAccessPoint', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: { Name: name },
  });
  if (!RequestTokenARN) throw new IncompleteAnswer('DeleteMultiRegionAccessPoint', 'token');
  return RequestTokenARN;
}
