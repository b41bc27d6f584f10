/** Regions in which a landing zone lets its accounts work, in the examples. */
export const ALLOWED_REGIONS = ['eu-central-1', 'eu-west-1'];
const CONTROL_PLANE = 'us-west-2';
export const FAILOVER_REGIONS = ['ap-northeast-1', 'ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2'];

/** Answered in us-west-2 alone, wherever the buckets are. */
export const CONTROL_PLANE_ACTIONS = [
  's3:CreateMultiRegionAccessPoint',
  's3:DeleteMultiRegionAccessPoint',
  's3:DescribeMultiRegionAccessPointOperation',
  's3:GetMultiRegionAccessPoint',
  's3:GetMultiRegionAccessPointPolicy',
  's3:PutMultiRegionAccessPointPolicy',
];
/** Answered in the five, of which any may be the last one left. */
export const ROUTES_ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];
/** S3 asks it of whoever manages access points, where they do. */
const LIST_BUCKETS = 's3:ListAllMyBuckets';

const denyOutside = (Sid: string, regions: readonly string[], actions: object) => ({
  Sid, Effect: 'Deny', ...actions, Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': [...new Set([...ALLOWED_REGIONS, ...regions])].sort() } },
});

/** A service control policy that denies Regions and lets the handlers work: no more than they call, nowhere but where they call it. */
export const REGION_DENY = {
  Version: '2012-10-17',
  Statement: [
    denyOutside('DenyOtherRegions', [], { NotAction: [...CONTROL_PLANE_ACTIONS, ...ROUTES_ACTIONS, LIST_BUCKETS] }),
    denyOutside('AccessPointsAreManagedInOregon', [CONTROL_PLANE], { Action: CONTROL_PLANE_ACTIONS }),
    denyOutside('RoutesAreChangedInFiveRegions', FAILOVER_REGIONS, { Action: [...ROUTES_ACTIONS, LIST_BUCKETS] }),
  ],
};
