/**
 * The wire format between the templates that constructs write and the handlers that read them. A type or property name never changes once
 * released: CloudFormation would replace what carries it.
 */
export const ACCESS_POINT_TYPE = 'Custom::S3MultiRegionAccessPoint';
export const POLICY_TYPE = 'Custom::S3MultiRegionAccessPointPolicy';
export const ROUTES_TYPE = 'Custom::S3MultiRegionAccessPointRoutes';
export const REPLICATION_TYPE = 'Custom::S3BucketReplication';
