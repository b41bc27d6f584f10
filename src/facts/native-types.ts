import { type SourcedFact, type VerifiedSource } from './source';

/** A Region in which CloudFormation has no types of Multi-Region Access Points. */
export interface RegionWithoutType extends SourcedFact {
  readonly region: string;
}

/** The resource type schemas of every Region. */
const REGISTRY: VerifiedSource = {
  url: 'https://github.com/aws-cloudformation/cfn-lint/tree/main/src/cfnlint/data/schemas/providers',
  date: '2026-10-20',
  verified: '2026-11-29',
};

/**
 * The Regions of the commercial partition whose registry lacks `AWS::S3::MultiRegionAccessPoint` and its policy. A
 * stack in such a Region can create the access point with the custom resource.
 */
export const REGIONS_WITHOUT_NATIVE_TYPES: readonly RegionWithoutType[] = [
  { region: 'ap-east-2', source: REGISTRY },
  { region: 'ap-southeast-5', source: REGISTRY },
  { region: 'ap-southeast-6', source: REGISTRY },
  { region: 'ap-southeast-7', source: REGISTRY },
  { region: 'mx-central-1', source: REGISTRY },
];

/** Whether the registry of a Region is known to lack the types. */
export function lacksNativeTypes(region: string): boolean {
  return REGIONS_WITHOUT_NATIVE_TYPES.some((entry) => entry.region === region);
}
