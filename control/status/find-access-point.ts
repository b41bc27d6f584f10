import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type PublicAccessBlock, toPublicAccessBlock } from '../access-points';
import { type AwsCalls } from '../aws';
import { type BucketLocation } from '../backlog';
import { type Clock } from '../clock';
import { readPages } from '../pages';

/** A member. The account is set only if another account owns the bucket. */
export interface ListedMember extends BucketLocation {
  readonly account?: string;
}

/** An access point in the list that us-west-2 returns. */
export interface ListedAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly status?: AccessPointStatus;
  readonly members: readonly ListedMember[];
  readonly block?: PublicAccessBlock;
}

/** Lists all access points, because S3 has no operation that finds an access point by its alias. */
export async function findListedAccessPointByAlias(
  aws: AwsCalls, clock: Clock, account: string, alias: string,
): Promise<ListedAccessPoint | undefined> {
  for await (const listed of listAccessPoints(aws, clock, account)) {
    if (listed.alias === alias) return listed;
  }
  return undefined;
}

async function* listAccessPoints(
  aws: AwsCalls, clock: Clock, account: string,
): AsyncGenerator<ListedAccessPoint> {
  const operation = 'ListMultiRegionAccessPoints';
  const read = (NextToken: string | undefined) =>
    aws.call(CONTROL_PLANE_REGION.region, operation, { AccountId: account, NextToken });
  for await (const page of readPages(clock, operation, read, ({ NextToken }) => NextToken)) {
    for (const listed of page.AccessPoints ?? []) {
      yield {
        name: listed.Name ?? '',
        alias: listed.Alias ?? '',
        status: listed.Status,
        members: (listed.Regions ?? []).map(({ Region: region = '', Bucket: bucket = '', BucketAccountId: owner }) => ({
          region,
          bucket,
          ...(owner !== undefined && owner !== account && { account: owner }),
        })),
        ...(listed.PublicAccessBlock && { block: toPublicAccessBlock(listed.PublicAccessBlock) }),
      };
    }
  }
}
