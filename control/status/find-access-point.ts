import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type PublicAccessBlock } from '../access-points';
import { type Aws } from '../aws';
import { type BucketLocation } from '../backlog';

/** An access point as us-west-2 lists it. */
export interface ListedAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly status?: AccessPointStatus;
  readonly members: readonly BucketLocation[];
  readonly block?: PublicAccessBlock;
}

async function* list(aws: Aws, account: string): AsyncGenerator<ListedAccessPoint> {
  let NextToken: string | undefined;
  do {
    const page = await aws.ask(CONTROL_PLANE_REGION.region, 'ListMultiRegionAccessPoints', { AccountId: account, NextToken });
    for (const { Name: name = '', Alias: alias = '', Status: status, Regions: regions = [], PublicAccessBlock: block } of page.AccessPoints ?? []) {
      yield {
        name,
        alias,
        status,
        members: regions.map(({ Region: region = '', Bucket: bucket = '' }) => ({ region, bucket })),
        ...(block && {
          block: {
            BlockPublicAcls: block.BlockPublicAcls ?? false,
            IgnorePublicAcls: block.IgnorePublicAcls ?? false,
            BlockPublicPolicy: block.BlockPublicPolicy ?? false,
            RestrictPublicBuckets: block.RestrictPublicBuckets ?? false,
          },
        }),
      };
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

/** The access point of that alias; undefined where the account has none. Names lead to access points by a call of their own, aliases only so. */
export async function findByAlias(aws: Aws, account: string, alias: string): Promise<ListedAccessPoint | undefined> {
  for await (const listed of list(aws, account)) {
    if (listed.alias === alias) return listed;
  }
  return undefined;
}
