import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import {
  FailoverConfiguration, ManualFailoverPolicy, MultiRegionAccessPoint, MultiRegionAccessPointRoutes, RoutingStatus,
  UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

const ROUTES = 'Custom::S3MultiRegionAccessPointRoutes';
const BUCKETS = ['eu-west-1', 'us-east-1', 'ap-northeast-1']
  .map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));

function synthesizeRoutes(failover: FailoverConfiguration, manualFailover?: ManualFailoverPolicy): Template {
  const stack = stackIn();
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: BUCKETS,
    failover,
    manualFailover,
  });
  return Template.fromStack(stack);
}

describe('MultiRegionAccessPointRoutes', () => {
  test.each<[string, FailoverConfiguration, object]>([
    ['all Regions active', FailoverConfiguration.activeActive(), { Routes: [], OtherMembers: 100 }],
    ['one active Region', FailoverConfiguration.activePassive(['us-east-1']),
      { Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 100 }], OtherMembers: 0 }],
    [
      'a status for each Region',
      FailoverConfiguration.routes({ 'us-east-1': RoutingStatus.PASSIVE, 'eu-west-1': RoutingStatus.ACTIVE }),
      {
        Routes: [
          { Region: 'eu-west-1', TrafficDialPercentage: 100 }, { Region: 'us-east-1', TrafficDialPercentage: 0 },
        ],
        OtherMembers: 100,
      },
    ],
  ])('renders routes with %s', (_name, failover, properties) => {
    synthesizeRoutes(failover).hasResourceProperties(ROUTES, {
      ...properties, LiveRoutes: 'KEEP', AccessPointCreatedAt: { 'Fn::GetAtt': ['MediaA721A567', 'CreatedAt'] },
    });
  });

  test('renders the same template for another order of Regions', () => {
    const [template, reordered] = [['us-east-1', 'eu-west-1'], ['eu-west-1', 'us-east-1']]
      .map((regions) => synthesizeRoutes(FailoverConfiguration.activePassive(regions)).toJSON());
    expect(reordered).toEqual(template);
  });

  test.each(
    Object.values(ManualFailoverPolicy),
  )('passes the manual failover policy %s to the handler', (manualFailover) => {
    synthesizeRoutes(FailoverConfiguration.activeActive(), manualFailover)
      .hasResourceProperties(ROUTES, { LiveRoutes: manualFailover });
  });

  test('creates no routes without the property failover', () => {
    const stack = stackIn();
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: BUCKETS });
    Template.fromStack(stack).resourceCountIs(ROUTES, 0);
  });

  describe('for an imported access point', () => {
    const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    const declare = () => {
      const stack = stackIn();
      const multiRegionAccessPoint = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN);
      const routes = new MultiRegionAccessPointRoutes(stack, 'Routes', {
        multiRegionAccessPoint,
        failover: FailoverConfiguration.activePassive(['eu-west-1']),
      });
      return { stack, routes };
    };

    test('identifies the access point by its ARN, without its creation time', () => {
      Template.fromStack(declare().stack).hasResource(ROUTES, {
        Properties: { AccessPointArn: ARN, AccessPointCreatedAt: Match.absent() },
        DeletionPolicy: 'RetainExceptOnCreate',
      });
    });

    test('allows the handler to change only the routes of this access point', () => {
      Template.fromStack(declare().stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
              Resource: ARN,
            },
            { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
          ],
        },
      });
    });

    test('returns the routes in effect and applies a removal policy', () => {
      const { stack, routes } = declare();
      new CfnOutput(stack, 'InEffect', { value: routes.routesInEffect });
      routes.applyRemovalPolicy(RemovalPolicy.DESTROY);
      const result = Template.fromStack(stack);
      result.hasOutput('InEffect', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Routes'), 'RoutesInEffect'] } });
      result.hasResource(ROUTES, { DeletionPolicy: 'Delete' });
    });
  });
});
