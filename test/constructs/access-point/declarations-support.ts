import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnParameter, type RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import {
  type FailoverConfiguration, MultiRegionAccessPoint, type MultiRegionAccessPointProps, MultiRegionAccessPointRoutes,
  Provisioning, UnderlyingBucket, type UnderlyingBucketByNameOptions,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';

export type Options = Partial<MultiRegionAccessPointProps>;
export interface Declaration {
  readonly props?: Options | ((stack: Stack) => Options);
  readonly declare?: (stack: Stack) => void;
  readonly region?: string;
  readonly context?: Record<string, unknown>;
}

export const bucketNamed = (bucketName: string, region: string, options?: UnderlyingBucketByNameOptions) =>
  UnderlyingBucket.fromBucketName(bucketName, region, options);
export const EU = bucketNamed('media-eu', 'eu-west-1');
export const US = bucketNamed('media-us', 'us-east-1');
export const JP = bucketNamed('media-jp', 'ap-northeast-1');
export const makeBuckets = (...regions: string[]) =>
  regions.map((region) => bucketNamed(`media-${region}`, region));
export const createToken = (stack: Stack, id = 'Parameter') => new CfnParameter(stack, id).valueAsString;
export const withName = (multiRegionAccessPointName: string): Declaration => ({
  props: { multiRegionAccessPointName },
});
export const withBuckets = (...members: UnderlyingBucket[]): Declaration => ({ props: { buckets: members } });
export const withFailover = (configuration: FailoverConfiguration, ...members: UnderlyingBucket[]): Declaration =>
  ({ props: { failover: configuration, ...(members.length > 0 ? { buckets: members } : {}) } });
export const withCloudFormation = (options: Options): Declaration => ({
  props: { provisioning: Provisioning.cloudFormation(), ...options },
});
export const importArn = (arn: string): Declaration => ({
  declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', arn),
});
export const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
export const declareImportedRoutes = (
  configuration: FailoverConfiguration, members?: UnderlyingBucket[],
): Declaration => ({
  declare: (stack) => new MultiRegionAccessPointRoutes(stack, 'Routes', {
    multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN),
    failover: configuration,
    buckets: members,
  }),
});
export const createBucket = (stack: Stack, removalPolicy: RemovalPolicy, region = 'us-east-1', bucketName?: string) =>
  new s3.Bucket(stackIn(region, { app: stack.node.root as never, id: `Buckets-${region}` }), 'Bucket', {
    bucketName,
    removalPolicy,
  });
/** All supported Regions without opt-in. */
export const SEVENTEEN_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-3', 'ap-northeast-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2',
  'eu-west-3', 'eu-north-1', 'sa-east-1',
];

export function checkDeclaration({ props = {}, declare, region, context }: Declaration) {
  return verdictOf(stackIn(region, { context }), declare ?? ((stack) => new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [EU, US],
    ...(typeof props === 'function' ? props(stack) : props),
  })));
}
