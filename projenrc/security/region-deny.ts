/** The Regions that the example policy allows. */
export const ALLOWED_REGIONS = ['eu-central-1', 'eu-west-1'];
const CONTROL_PLANE = 'us-west-2';
export const FAILOVER_REGIONS = ['ap-northeast-1', 'ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2'];

/** Actions of operations that only us-west-2 answers, for buckets in any Region. */
export const CONTROL_PLANE_ACTIONS = [
  's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation',
  's3:GetMultiRegionAccessPoint', 's3:GetMultiRegionAccessPointPolicy', 's3:PutMultiRegionAccessPointPolicy',
];
/** Actions of operations that the five control Regions answer. */
export const ROUTES_ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];
/** S3 requires this action of principals that manage access points, in the Region of the call. */
const LIST_BUCKETS = 's3:ListAllMyBuckets';

const denyOutside = (Sid: string, regions: readonly string[], actions: object) => {
  const allowed = [...new Set([...ALLOWED_REGIONS, ...regions])].sort();
  return {
    Sid, Effect: 'Deny', ...actions, Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': allowed } },
  };
};

/**
 * A service control policy that denies Regions, with exemptions for exactly the calls of the handlers and their
 * Regions.
 */
export const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [
    denyOutside('DenyOtherRegions', [], { NotAction: [...CONTROL_PLANE_ACTIONS, ...ROUTES_ACTIONS, LIST_BUCKETS] }),
    denyOutside('AccessPointsAreManagedInOregon', [CONTROL_PLANE], { Action: CONTROL_PLANE_ACTIONS }),
    denyOutside('RoutesAreChangedInFiveRegions', FAILOVER_REGIONS, { Action: [...ROUTES_ACTIONS, LIST_BUCKETS] }),
  ],
};
