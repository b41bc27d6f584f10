import { type CreateAccessPointDetails, type PublicAccessBlock } from '../model/control';
import { type SimulatedOperationInput } from '../model/operations';
import { type SimulatorSettings } from '../settings';
import { invalidRequestError, malformedXmlError, requireParameter, ServiceError } from './service-error';

type CreateInput = SimulatedOperationInput<'CreateMultiRegionAccessPoint'>;
type RequestedDetails = NonNullable<CreateInput['Details']>;

const NAME = /^[a-z0-9][-a-z0-9]{1,48}[a-z0-9]$/;
const ACCOUNT = /^\d{12}$/;

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

function parseName(name: string): string {
  if (!NAME.test(name)) {
    throw invalidRequestError(`Invalid Multi-Region Access Point name: "${name}"`);
  }
  return name;
}

function parseMember({
  Bucket,
  BucketAccountId,
}: NonNullable<RequestedDetails['Regions']>[number]): CreateAccessPointDetails['Regions'][number] {
  const bucket = requireParameter(Bucket, 'Bucket');
  if (BucketAccountId === undefined) return { Bucket: bucket };
  if (!ACCOUNT.test(BucketAccountId)) {
    throw invalidRequestError(`Invalid BucketAccountId: "${BucketAccountId}"`);
  }
  return { Bucket: bucket, BucketAccountId };
}

function parseMembers(regions: RequestedDetails['Regions'], maxRegions: number): CreateAccessPointDetails['Regions'] {
  const checked = requireParameter(regions, 'Regions').map(parseMember);
  if (checked.length === 0) {
    throw malformedXmlError('Regions is empty');
  }
  if (checked.length > maxRegions) {
    throw new ServiceError(
      'TooManyMultiRegionAccessPointregionsError',
      `A Multi-Region Access Point has at most ${maxRegions} Regions`,
    );
  }
  return checked;
}

/** Returns the flags of the request, in the order of the request. */
function pickSentFlags(block: NonNullable<RequestedDetails['PublicAccessBlock']>): Partial<PublicAccessBlock> {
  return Object.fromEntries(FLAGS.filter((flag) => block[flag] !== undefined).map((flag) => [flag, block[flag]]));
}

/** Returns the public access block with defaults. Without a block, all flags are on. */
export function applyPublicAccessBlockDefaults(
  block: Partial<PublicAccessBlock> | undefined,
  settings: SimulatorSettings,
): PublicAccessBlock {
  const omitted = block === undefined ? true : settings.omittedBlockFlag;
  return {
    BlockPublicAcls: omitted,
    IgnorePublicAcls: omitted,
    BlockPublicPolicy: omitted,
    RestrictPublicBuckets: omitted,
    ...block,
  };
}

/** Validates the details of a create request and removes undefined members. */
export function parseCreateDetails(input: CreateInput, settings: SimulatorSettings): CreateAccessPointDetails {
  const { Name, Regions, PublicAccessBlock: block } = requireParameter(input.Details, 'Details');
  return {
    Name: parseName(requireParameter(Name, 'Name')),
    ...(block && { PublicAccessBlock: pickSentFlags(block) }),
    Regions: parseMembers(Regions, settings.maxRegions),
  };
}
