import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, Duration, Lazy, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  Delegation, type IMultiRegionAccessPoint, MultiRegionAccessPoint, MultiRegionAccessPointOrigin,
  type MultiRegionAccessPointOriginProps, type MultiRegionAccessPointProps, UnderlyingBucket,
  type UnderlyingBucketByNameOptions,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { readOwnerRequirements, stackIn, verdictOf, warningTexts } from '../../support/synthesis';

const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234`;

function bucketIn(region = 'us-east-1', options: UnderlyingBucketByNameOptions = {}): UnderlyingBucket {
  return UnderlyingBucket.fromBucketName(`media-${region}`, region, options);
}

function createAccessPoint(stack: Stack, props: Partial<MultiRegionAccessPointProps> = {}): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [bucketIn('eu-west-1'), bucketIn()],
    delegation: Delegation.none(),
    ...props,
  });
}

function createDistribution(
  scope: Stack, accessPoint: IMultiRegionAccessPoint, props?: MultiRegionAccessPointOriginProps,
): cloudfront.Distribution {
  return new cloudfront.Distribution(scope, 'Distribution', {
    defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint, props) },
  });
}

function findOrigin(template: Template): unknown {
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  return distribution.Properties.DistributionConfig.Origins[0];
}

describe('MultiRegionAccessPointOrigin', () => {
  test('renders an origin with SigV4A, HTTPS and the given options', () => {
    const stack = stackIn();
    const accessPoint = MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Media', ARN);
    createDistribution(stack, accessPoint, {
      originPath: '/films',
      readTimeout: Duration.seconds(60),
      keepaliveTimeout: Duration.seconds(10),
    });
    const template = Template.fromStack(stack);
    const [[control]] = Object.entries(template.findResources('AWS::CloudFront::OriginAccessControl'));
    expect(findOrigin(template)).toMatchObject({
      DomainName: 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
      OriginPath: '/films',
      OriginAccessControlId: { 'Fn::GetAtt': [control, 'Id'] },
      CustomOriginConfig: {
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
        OriginReadTimeout: 60,
        OriginKeepaliveTimeout: 10,
      },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4a',
        Name: Match.stringLikeRegexp('^.{1,64}$'),
      },
    });
  });

  test('uses a given origin access control', () => {
    const stack = stackIn();
    createDistribution(stack, MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Media', ARN), {
      originAccessControlId: 'ECONTROL',
    });
    const template = Template.fromStack(stack);
    expect(findOrigin(template)).toMatchObject({ OriginAccessControlId: 'ECONTROL' });
    template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 0);
  });

  test('rejects members in opt-in Regions', () => {
    const stack = stackIn();
    const accessPoint = createAccessPoint(stack, { buckets: [bucketIn('eu-west-1'), bucketIn('eu-central-2')] });
    expect(() => new MultiRegionAccessPointOrigin(accessPoint)).toThrow(/MRAP602.*eu-central-2/);
  });

  test.each([
    [[]], [['not an id']], [['E1ABCDEF2GHIJK', '${Token[Id.1]}']],
  ])('rejects the distribution ids %j', (distributionIds) => {
    const accessPoint = createAccessPoint(stackIn());
    expect(() => new MultiRegionAccessPointOrigin(accessPoint, { distributionIds })).toThrow('MRAP606');
  });

  test.each([
    ['readTimeout', Duration.seconds(181)], ['keepaliveTimeout', Duration.seconds(181)],
  ])('rejects %s of more than 180 seconds', (property, timeout) => {
    const accessPoint = createAccessPoint(stackIn());
    expect(() => new MultiRegionAccessPointOrigin(accessPoint, { [property]: timeout })).toThrow(
      // Some versions of aws-cdk-lib check the range themselves.
      new RegExp(`${property}.*1 (and|to) 180 seconds`),
    );
    expect(() => new MultiRegionAccessPointOrigin(accessPoint, { [property]: Duration.seconds(180) })).not.toThrow();
  });

  describe('with Lambda@Edge', () => {
    const makeTrigger = (eventType: cloudfront.LambdaEdgeEventType) => ({
      edgeLambdas: [{ eventType, functionVersion: version }],
    });
    let stack: Stack;
    let version: lambda.IVersion;
    let origin: MultiRegionAccessPointOrigin;
    beforeEach(() => {
      stack = stackIn('us-east-1');
      version = lambda.Version.fromVersionArn(stack, 'Version', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:edge:1`);
      origin = new MultiRegionAccessPointOrigin(MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
        stack, 'Media', ARN,
      ));
    });
    const createPlainDistribution = () =>
      new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin } });

    test.each([
      cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST, cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE,
    ])('rejects a trigger on %s', (event) => {
      const declare = () =>
        new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin, ...makeTrigger(event) } });
      const { errors } = verdictOf(stack, declare);
      expect(errors).toEqual(['MRAP603']);
    });

    test('rejects a trigger of a behavior that was added later', () => {
      const { errors } = verdictOf(stack, () => createPlainDistribution()
        .addBehavior('/films/*', origin, makeTrigger(cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST)));
      expect(errors).toEqual(['MRAP603']);
    });

    test('rejects a trigger of an origin group with the origin', () => {
      const second = new MultiRegionAccessPointOrigin(MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
        stack, 'Second', `${ARN.slice(0, -6)}x.mrap`,
      ));
      const group = new OriginGroup({ primaryOrigin: second, fallbackOrigin: origin });
      const behavior = { origin: group, ...makeTrigger(cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST) };
      const declare = () => new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: behavior });
      expect(verdictOf(stack, declare).errors).toEqual(['MRAP603']);
    });

    test('rejects a trigger of an L1 distribution', () => {
      const parent = new Construct(stack, 'Custom');
      const association = { eventType: 'origin-response', lambdaFunctionArn: version.functionArn };
      const behavior = {
        targetOriginId: 'media',
        viewerProtocolPolicy: 'https-only',
        lambdaFunctionAssociations: [association],
      };
      const { errors } = verdictOf(stack, () => {
        const { originProperty } = origin.bind(new Construct(parent, 'Origin'), { originId: 'media' });
        new cloudfront.CfnDistribution(parent, 'Resource', {
          distributionConfig: { enabled: true, defaultCacheBehavior: behavior, origins: [originProperty!] },
        });
      });
      expect(errors).toEqual(['MRAP603']);
    });

    test('accepts a trigger on viewer requests and a trigger of another origin', () => {
      const { errors } = verdictOf(stack, () => {
        const distribution = new cloudfront.Distribution(stack, 'Distribution', {
          defaultBehavior: { origin, ...makeTrigger(cloudfront.LambdaEdgeEventType.VIEWER_REQUEST) },
        });
        distribution.addBehavior(
          '/api/*', new HttpOrigin('example.com'), makeTrigger(cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST),
        );
      });
      expect(errors).toEqual([]);
    });
  });

  describe('for policies that the library cannot modify', () => {
    test('emits warnings with the statement and the keys of an imported access point', () => {
      const stack = stackIn();
      const { errors, warnings } = verdictOf(stack, () =>
        createDistribution(stack, MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Media', {
          multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media', encryptionKeyArns: [KEY],
        })));
      expect({ errors, warnings }).toEqual({ errors: [], warnings: ['MRAP761', 'MRAP763'] });
      const [text] = warningTexts(stack, 'MRAP763');
      expect(text).toContain(`"aws:SourceArn":"arn:aws:cloudfront::${ACCOUNT}:distribution/*"`);
      expect(text).toContain(`"Resource":"${ARN}/object/*"`);
      expect(warningTexts(stack, 'MRAP761')[0]).toContain(KEY);
    });

    test('emits a warning with the statements for bucket and key of members by name', () => {
      const stack = stackIn();
      const buckets = [bucketIn('eu-west-1'), bucketIn('us-east-1', { encryptionKeyArn: KEY })];
      const { warnings } = verdictOf(stack, () =>
        createDistribution(stack, createAccessPoint(stack, { buckets }), { distributionIds: ['E1ABCDEF2GHIJK'] }));
      expect(warnings).toEqual(['MRAP555']);
      const [plain, encrypted] = readOwnerRequirements(stack, 'MRAP555').map((file) => JSON.stringify(file));
      expect(plain).toContain('"Action":"s3:GetObject","Resource":"arn:aws:s3:::media-eu-west-1/*"');
      expect(plain).not.toContain('kms:');
      expect(encrypted).toContain('"Action":"kms:Decrypt"');
      expect(encrypted)
        .toContain(`"StringEquals":{"aws:SourceArn":["arn:aws:cloudfront::${ACCOUNT}:distribution/E1ABCDEF2GHIJK"]}`);
    });

    test('emits a warning for the owner of a member in another account', () => {
      const stack = stackIn();
      const encryptionKeyArn = KEY.replace(ACCOUNT, OTHER_ACCOUNT);
      const buckets = [bucketIn('eu-west-1'), bucketIn('us-east-1', { account: OTHER_ACCOUNT, encryptionKeyArn })];
      const { warnings } = verdictOf(stack, () =>
        createDistribution(stack, createAccessPoint(stack, { buckets, delegation: undefined })));
      expect(warnings).toEqual(['MRAP208', 'MRAP555']);
      expect(JSON.stringify(readOwnerRequirements(stack, 'MRAP208')[0]))
        .toContain('{"Service":"cloudfront.amazonaws.com"},"Action":"kms:Decrypt"');
    });

    test('emits a warning for the owner of a key in a third account (MRAP223)', () => {
      const stack = stackIn();
      const encryptionKeyArn = KEY.replace(ACCOUNT, OTHER_ACCOUNT);
      createDistribution(stack, createAccessPoint(stack, {
        buckets: [bucketIn('eu-west-1'), bucketIn('us-east-1', { encryptionKeyArn })],
      }));
      Template.fromStack(stack);
      expect(JSON.stringify(readOwnerRequirements(stack, 'MRAP223')))
        .toContain('{"Service":"cloudfront.amazonaws.com"},"Action":"kms:Decrypt"');
    });

    test('emits a warning for an AWS managed key, whose policy cannot be changed (MRAP222)', () => {
      const stack = stackIn();
      const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS_MANAGED });
      const { warnings } = verdictOf(stack, () => createDistribution(stack, createAccessPoint(stack, {
        buckets: [UnderlyingBucket.fromBucket(bucket), bucketIn('us-east-1')], delegation: undefined,
      })));
      expect(warnings).toEqual(['MRAP222', 'MRAP555']);
    });
  });

  test('accepts tokens as Region and key', () => {
    const stack = stackIn();
    const token = Lazy.string({ produce: () => 'resolved' });
    const accessPoint = createAccessPoint(stack, {
      delegation: undefined,
      buckets: [bucketIn('eu-west-1'), UnderlyingBucket.fromBucketName('media-other', token)],
    });
    const imported = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media', encryptionKeyArns: [token],
    });
    // Without a distribution, there is no distribution id and no trigger.
    const bound = [accessPoint, imported].map((target, index) =>
      new MultiRegionAccessPointOrigin(target).bind(new Construct(stack, `Origin${index}`), { originId: 'media' }));
    expect(bound.map(({ originProperty }) => originProperty!.id)).toEqual(['media', 'media']);
    expect(verdictOf(stack, () => undefined))
      .toEqual({ errors: [], warnings: ['MRAP555', 'MRAP605', 'MRAP761', 'MRAP763'] });
  });

  test('adds one statement to each bucket and key of the application', () => {
    const stack = stackIn();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-ireland', encryptionKey: key });
    const accessPoint = createAccessPoint(stack, { buckets: [UnderlyingBucket.fromBucket(bucket)] });
    createDistribution(stack, accessPoint);
    const template = Template.fromStack(stack);
    const fromCloudFront = Match.objectLike({ Principal: { Service: 'cloudfront.amazonaws.com' } });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: [Match.anyValue(), fromCloudFront] } });
    template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: [fromCloudFront] } });
  });

  test('warns that it allows all distributions of the account for a distribution in another stack', () => {
    const stack = stackIn();
    const elsewhere = stackIn('eu-west-1', { app: stack.node.root as App, id: 'Edge' });
    const accessPoint = createAccessPoint(stack, { delegation: undefined });
    createDistribution(elsewhere, accessPoint);
    expect(warningTexts(stack, 'MRAP605')).toEqual([expect.stringContaining('Edge/Distribution')]);
  });
});
