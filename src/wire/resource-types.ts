/**
 * The wire format: constructs write these types and their properties into templates, and the handlers read them. Never
 * change the name of a released type or property, because CloudFormation would replace its resources.
 */
export const ACCESS_POINT_TYPE = 'Custom::S3MultiRegionAccessPoint';
export const POLICY_TYPE = 'Custom::S3MultiRegionAccessPointPolicy';
export const ROUTES_TYPE = 'Custom::S3MultiRegionAccessPointRoutes';
export const REPLICATION_TYPE = 'Custom::S3BucketReplication';
