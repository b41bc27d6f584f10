import { type CreateDetails, type PublicAccessBlock } from '../model/control';
import { type Input } from '../model/operations';
import { type Settings } from '../settings';
import { invalidRequest, malformedXml, required, ServiceError } from './service-error';

type CreateInput = Input<'CreateMultiRegionAccessPoint'>;
type Asked = NonNullable<CreateInput['Details']>;

const NAME = /^[a-z0-9][-a-z0-9]{1,48}[a-z0-9]$/;
const ACCOUNT = /^\d{12}$/;

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

function checkedName(name: string): string {
  if (!NAME.test(name)) {
    throw invalidRequest(`Invalid Multi-Region Access Point name: "${name}"`);
  }
  return name;
}

function checkedRegion({ Bucket, BucketAccountId }: NonNullable<Asked['Regions']>[number]): CreateDetails['Regions'][number] {
  const bucket = required(Bucket, 'Bucket');
  if (BucketAccountId === undefined) return { Bucket: bucket };
  if (!ACCOUNT.test(BucketAccountId)) {
    throw invalidRequest(`Invalid BucketAccountId: "${BucketAccountId}"`);
  }
  return { Bucket: bucket, BucketAccountId };
}

function checkedRegions(regions: Asked['Regions'], maxRegions: number): CreateDetails['Regions'] {
  const checked = required(regions, 'Regions').map(checkedRegion);
  if (checked.length === 0) {
    throw malformedXml('Regions is empty');
  }
  if (checked.length > maxRegions) {
    throw new ServiceError('TooManyMultiRegionAccessPointregionsError', `A Multi-Region Access Point has at most ${maxRegions} Regions`);
  }
  return checked;
}

/** The flags that were sent, in their own order. */
function sentBlock(block: NonNullable<Asked['PublicAccessBlock']>): Partial<PublicAccessBlock> {
  return Object.fromEntries(FLAGS.filter((flag) => block[flag] !== undefined).map((flag) => [flag, block[flag]]));
}

/** The block that is applied: none sent means all on. */
export function appliedBlock(block: Partial<PublicAccessBlock> | undefined, settings: Settings): PublicAccessBlock {
  const omitted = block === undefined ? true : settings.omittedBlockFlag;
  return { BlockPublicAcls: omitted, IgnorePublicAcls: omitted, BlockPublicPolicy: omitted, RestrictPublicBuckets: omitted, ...block };
}

/** A create's details without anything undefined, and valid. */
export function createDetails(input: CreateInput, settings: Settings): CreateDetails {
  const { Name, Regions, PublicAccessBlock: block } = required(input.Details, 'Details');
  return {
    Name: checkedName(required(Name, 'Name')),
    ...(block && { PublicAccessBlock: sentBlock(block) }),
    Regions: checkedRegions(Regions, settings.maxRegions),
  };
}
