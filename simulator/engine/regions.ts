/** The Region of all control operations except routes. */
export const CONTROL_PLANE_REGION = 'us-west-2';

/** The control Regions, which answer the operations for routes. */
export const FAILOVER_CONTROL_REGIONS: readonly string[] = [
  'us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1',
];

export const DEFAULT_ENABLED_REGIONS: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-3', 'ap-northeast-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2',
  'eu-west-3', 'eu-north-1', 'sa-east-1',
];

const OPT_IN_REGIONS: readonly string[] = [
  'af-south-1', 'ap-east-1', 'ap-southeast-3', 'ap-southeast-4', 'ap-south-2', 'ca-west-1', 'eu-central-2',
  'eu-south-1', 'eu-south-2', 'il-central-1', 'me-south-1', 'me-central-1',
];

/**
 * The Regions of member buckets, from the user guide, "Multi-Region Access Point restrictions and limitations",
 * 2026-04.
 */
export const SUPPORTED_REGIONS: readonly string[] = [...DEFAULT_ENABLED_REGIONS, ...OPT_IN_REGIONS];
