import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import { FailoverConfiguration, ManualFailoverPolicy, MultiRegionAccessPoint, MultiRegionAccessPointRoutes, RoutingStatus, UnderlyingBucket } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

const ROUTES = 'Custom::S3MultiRegionAccessPointRoutes';
const BUCKETS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

function template(failover: FailoverConfiguration, manualFailover?: ManualFailoverPolicy): Template {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: BUCKETS, failover, manualFailover });
  return Template.fromStack(stack);
}

test.each<[string, FailoverConfiguration, object]>([
  ['all active', FailoverConfiguration.activeActive(), { Routes: [], OtherMembers: 100 }],
  ['one active', FailoverConfiguration.activePassive(['us-east-1']),
    { Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 100 }], OtherMembers: 0 }],
  ['each as given', FailoverConfiguration.routes({ 'us-east-1': RoutingStatus.PASSIVE, 'eu-west-1': RoutingStatus.ACTIVE }),
    { Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: 100 }, { Region: 'us-east-1', TrafficDialPercentage: 0 }], OtherMembers: 100 }],
])('%s', (_name, failover, properties) => {
  template(failover).hasResourceProperties(ROUTES, {
    ...properties, LiveRoutes: 'KEEP', AccessPointCreatedAt: { 'Fn::GetAtt': ['MediaA721A567', 'CreatedAt'] },
  });
});

test('the order in which Regions are named is not the template\'s', () => {
  const [one, other] = [['us-east-1', 'eu-west-1'], ['eu-west-1', 'us-east-1']].map((regions) => template(FailoverConfiguration.activePassive(regions)).toJSON());
  expect(one).toEqual(other);
});

test.each(Object.values(ManualFailoverPolicy))('live routes %s', (manualFailover) => {
  template(FailoverConfiguration.activeActive(), manualFailover).hasResourceProperties(ROUTES, { LiveRoutes: manualFailover });
});

test('without failover no routes are managed', () => {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: BUCKETS });
  Template.fromStack(stack).resourceCountIs(ROUTES, 0);
});

describe('of an imported access point', () => {
  const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
  const declare = () => {
    const stack = stackIn();
    const multiRegionAccessPoint = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN);
    const routes = new MultiRegionAccessPointRoutes(stack, 'Routes', { multiRegionAccessPoint, failover: FailoverConfiguration.activePassive(['eu-west-1']) });
    return { stack, routes };
  };

  test('it is found by its ARN, and when it was created is nobody\'s business', () => {
    Template.fromStack(declare().stack).hasResource(ROUTES, {
      Properties: { AccessPointArn: ARN, AccessPointCreatedAt: Match.absent() },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('only its routes are allowed to the handler', () => {
    Template.fromStack(declare().stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'], Resource: ARN }],
      },
    });
  });

  test('what is in effect can be put out, and the resource be removed', () => {
    const { stack, routes } = declare();
    new CfnOutput(stack, 'InEffect', { value: routes.routesInEffect });
    routes.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const result = Template.fromStack(stack);
    result.hasOutput('InEffect', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Routes'), 'RoutesInEffect'] } });
    result.hasResource(ROUTES, { DeletionPolicy: 'Delete' });
  });
});
