import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aws, Duration, Lazy, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib/core';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, ManualFailoverPolicy, ReplicatedMultiRegionAccessPoint,
  type ReplicatedMultiRegionAccessPointProps, ReplicationTopology, UnderlyingBucketEncryption,
} from '../../../src';
import { stackIn, verdictOf } from '../../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const FIRST_TWO = { id: '1', regions: ['eu-west-1', 'us-east-1'] };
const ALL = { id: '2', regions: REGIONS };

function declare(props: Partial<ReplicatedMultiRegionAccessPointProps> = {}, stack = stackIn()) {
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: REGIONS,
    ...props,
  });
  return { stack, media };
}

const findAccessPoints = (template: Template) =>
  Object.values(template.findResources('Custom::S3MultiRegionAccessPoint'))
    .map(({ Properties }) => [Properties.Name, Properties.Buckets.map((bucket: { Bucket: string }) => bucket.Bucket)]);

describe('ReplicatedMultiRegionAccessPoint', () => {
  test('creates buckets, keys, replication, access point and routes in one deployment', () => {
    const { stack, media } = declare({
      encryption: UnderlyingBucketEncryption.kms(),
      failover: FailoverConfiguration.activePassive(['eu-west-1', 'us-east-1']),
    });
    media.grants.readWrite(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const template = Template.fromStack(stack);
    expect(findAccessPoints(template))
      .toEqual([[
        'media', ['media-111122223333-ap-northeast-1', 'media-111122223333-eu-west-1', 'media-111122223333-us-east-1'],
      ]]);
    template.resourceCountIs('Custom::S3BucketReplication', 3);
    template.resourceCountIs('Custom::S3MultiRegionAccessPointRoutes', 1);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    expect(media.accessPoint).toBe(media.accessPoints[0]);
    const assembly = (stack.node.root as App).synth();
    expect(assembly.stacks.map(({ stackName }) => stackName))
      .toEqual(['Stack-media-ap-northeast-1', 'Stack-media-us-east-1', 'Stack']);
  });

  test('passes names, replication options and the existing access point policy to its parts', () => {
    const replication = { topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']) };
    const { stack, media } = declare({
      bucketNamePrefix: 'films',
      existing: ExistingAccessPointPolicy.ADOPT,
      replication,
    });
    expect(media.buckets.buckets.map(({ bucketName }) => bucketName)).toContain('films-us-east-1');
    const template = Template.fromStack(stack);
    template.resourceCountIs('Custom::S3BucketReplication', 1);
    template.hasResourceProperties('Custom::S3MultiRegionAccessPoint', { Existing: 'ADOPT' });
  });

  test('passes the default event hold of Object Lock to the buckets', () => {
    const { stack } = declare({
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(30)),
      objectLockDefaultEventHold: Duration.days(7),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: Match.objectLike({ DefaultEventHold: { Days: 7 } }) } },
    });
  });

  describe('with a single Region', () => {
    const single = { regions: ['eu-west-1'], failover: FailoverConfiguration.activePassive(['eu-west-1']) };

    test('creates a bucket and an access point without replication and routes, and warns of the single bucket', () => {
      const { stack, media } = declare(single);
      const template = Template.fromStack(stack);
      expect(findAccessPoints(template)).toEqual([['media', ['media-111122223333-eu-west-1']]]);
      template.resourceCountIs('Custom::S3BucketReplication', 0);
      template.resourceCountIs('Custom::S3MultiRegionAccessPointRoutes', 0);
      expect(() => media.replication).toThrow('MRAP780');
      expect(verdictOf(stackIn(), (own) => declare(single, own))).toEqual({ errors: [], warnings: ['MRAP211'] });
    });

    test('accepts the routes of production, and refuses routes without an active Region', () => {
      const failover = FailoverConfiguration.activePassive(['us-east-1']);
      expect(verdictOf(stackIn(), (stack) => declare({ ...single, failover }, stack)).errors).toEqual([]);
      const none = FailoverConfiguration.activePassive([]);
      expect(verdictOf(stackIn(), (stack) => declare({ ...single, failover: none }, stack)).errors)
        .toEqual(['MRAP785']);
    });
  });

  test.each<[string, Partial<ReplicatedMultiRegionAccessPointProps>, string[]]>([
    ['a malformed name', { multiRegionAccessPointName: 'Media' }, ['MRAP101']],
    ['an empty name', { multiRegionAccessPointName: '' }, ['MRAP101']],
    ['a policy for manual failovers without routes', { manualFailover: ManualFailoverPolicy.FAIL }, ['MRAP788']],
    [
      'routes of a Region without a bucket', { failover: FailoverConfiguration.activePassive(['sa-east-1']) },
      ['MRAP303'],
    ],
    ['no active Region', { failover: FailoverConfiguration.activePassive([]) }, ['MRAP785']],
    ['a duplicate Region', { regions: ['eu-west-1', 'eu-west-1'] }, ['MRAP202']],
  ])('rejects %s in the words of its own properties', (_name, props, errors) => {
    expect(verdictOf(stackIn(), (stack) => declare(props, stack)).errors).toEqual(errors);
  });

  test('creates bucket names with the account, also if the account is unknown at synthesis', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    const { media } = declare({ bucketNamePrefix: `media-${Aws.ACCOUNT_ID}` }, stack);
    const supportStack = media.buckets.supportStack('us-east-1');
    expect(supportStack.stackName).toBe('Stack-media-us-east-1');
    Template.fromStack(supportStack).hasResourceProperties('AWS::S3::Bucket', {
      BucketName: { 'Fn::Join': ['', ['media-', { Ref: 'AWS::AccountId' }, '-us-east-1']] },
    });
  });

  test.each<[string, string, RegExp]>([
    ['is too long for bucket names', 'x'.repeat(50), /multiRegionAccessPointName is too long .* set bucketNamePrefix/],
    ['refers to a resource', stackIn().stackId, /got a token as multiRegionAccessPointName/],
  ])('names the property that is the default bucket prefix if it %s', (_name, multiRegionAccessPointName, message) => {
    expect(() => declare({ multiRegionAccessPointName })).toThrow(message);
  });

  test('accepts a name of 50 characters with a shorter bucket prefix', () => {
    const props = { multiRegionAccessPointName: 'x'.repeat(50), bucketNamePrefix: 'media' };
    expect(verdictOf(stackIn(), (stack) => declare(props, stack)).errors).toEqual([]);
  });

  test.each<[string, Partial<ReplicatedMultiRegionAccessPointProps>, string]>([
    ['a lazy name', { multiRegionAccessPointName: Lazy.string({ produce: () => 'media' }) }, 'MRAP782'],
    ['a lazy bucket prefix', { bucketNamePrefix: Lazy.string({ produce: () => 'media' }) }, 'MRAP782'],
  ])('reports %s as its cause', (_name, props, code) => {
    expect(verdictOf(stackIn(), (stack) => declare(props, stack)).errors).toEqual([code]);
  });

  test.each(['EU-WEST-1', 'eu_west_1', 'europe'])('reports the malformed Region %s, not the name', (region) => {
    const declareRegions = () => declare({ regions: [region, 'us-east-1'] });
    expect(declareRegions).toThrow(`[MRAP204] Region "${region}" is not a Region code`);
    expect(declareRegions).not.toThrow(/MRAP206|MRAP768/);
  });

  test('rejects a bucket prefix that refers to a resource (MRAP782)', () => {
    expect(verdictOf(stackIn(), (stack) => declare({ bucketNamePrefix: stack.stackId }, stack)).errors)
      .toEqual(['MRAP782']);
  });

  test('reports one bucket name in two stages once, and no duplicate replication (MRAP784)', () => {
    const app = new App();
    for (const id of ['Beta', 'Prod']) {
      declare({}, new Stack(new Stage(app, id), 'Media', { env: { region: 'eu-west-1' } }));
    }
    const message =
      /\[Beta\/Media\/Media\/Buckets\] \[MRAP784\].*"media-<account>-eu-west-1".*"Prod\/Media\/Media\/Buckets"/;
    expect(() => app.synth()).toThrow(message);
    expect(() => app.synth()).not.toThrow(/MRAP426/);
  });

  test('reports one bucket name prefix of two constructs in a stack, and nothing about their rules (MRAP784)', () => {
    const stack = stackIn();
    for (const name of ['media', 'films']) {
      new ReplicatedMultiRegionAccessPoint(stack, name, {
        multiRegionAccessPointName: name, bucketNamePrefix: 'shared', regions: ['eu-west-1', 'us-east-1'],
      });
    }
    const synthesize = () => (stack.node.root as App).synth();
    expect(synthesize).toThrow(/\[MRAP784\].*"shared-eu-west-1".*"Stack\/media\/Buckets", "Stack\/films\/Buckets"/);
    expect(synthesize).not.toThrow(/MRAP4\d\d/);
  });

  test('applies one removal policy to all parts', () => {
    const removalPolicy = RemovalPolicy.DESTROY;
    const { stack } = declare({
      removalPolicy,
      encryption: UnderlyingBucketEncryption.kms(),
      failover: FailoverConfiguration.activeActive(),
    });
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, {
      Type: string;
      DeletionPolicy?: string;
    }>);
    const kept = resources.filter(({ Type, DeletionPolicy }) =>
      DeletionPolicy !== undefined && DeletionPolicy !== 'Delete' && Type !== 'AWS::Logs::LogGroup');
    expect(kept).toEqual([]);
  });

  describe('with generations', () => {
    test('creates an access point for each generation', () => {
      const { stack, media } = declare({
        generations: [FIRST_TWO, ALL],
        failover: FailoverConfiguration.activePassive(['eu-west-1', 'ap-northeast-1']),
      });
      const template = Template.fromStack(stack);
      expect(findAccessPoints(template)).toEqual([
        ['media', ['media-111122223333-eu-west-1', 'media-111122223333-us-east-1']],
        [
          'media-2',
          ['media-111122223333-ap-northeast-1', 'media-111122223333-eu-west-1', 'media-111122223333-us-east-1'],
        ],
      ]);
      expect(media.accessPoint.multiRegionAccessPointName).toBe(media.accessPoints[1].multiRegionAccessPointName);
      // The routes of each access point contain only its members.
      const routes = Object.values(template.findResources('Custom::S3MultiRegionAccessPointRoutes'))
        .map(({ Properties }) => Properties.Routes);
      expect(routes.map((table) => table.map(({ Region }: { Region: string }) => Region)))
        .toEqual([['eu-west-1'], ['ap-northeast-1', 'eu-west-1']]);
      template.resourceCountIs('Custom::S3BucketReplication', 3);
    });

    test('grants access to all generations', () => {
      const { stack, media } = declare({ generations: [FIRST_TWO, ALL] });
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      expect(media.grants.read(role, 'films/*').success).toBe(true);
      media.grants.failover(role);
      const alias = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^MediaAccessPoint${id}`), 'Alias'] });
      for (const id of ['1', '2']) {
        Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({ Resource: { 'Fn::Join': ['', [Match.anyValue(), alias(id), '/object/films/*']] } }),
              Match.objectLike({
                Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
                Resource: { 'Fn::Join': ['', [Match.anyValue(), alias(id)]] },
              }),
            ]),
          },
        });
      }
    });

    test('does not change the resources of a generation if another generation is added or removed', () => {
      const before =
        Template.fromStack(declare({ regions: FIRST_TWO.regions }).stack).toJSON().Resources as Record<string, unknown>;
      const grown =
        Template.fromStack(declare({ generations: [FIRST_TWO] }).stack).toJSON().Resources as Record<string, unknown>;
      const second = Template.fromStack(declare({ generations: [FIRST_TWO, ALL] }).stack)
        .toJSON().Resources as Record<string, unknown>;
      const last =
        Template.fromStack(declare({ generations: [ALL] }).stack).toJSON().Resources as Record<string, unknown>;
      // The ids of the permissions change with the buckets. CloudFormation does not update a resource for its order.
      const accessPoints = (resources: Record<string, unknown>, id: string) => Object.entries(resources)
        .filter(([key]) => key.startsWith(`MediaAccessPoint${id}`))
        .map(([key, resource]) => [key, { ...resource as object, DependsOn: undefined }]);
      expect(accessPoints(before, '1')).toEqual(accessPoints(grown, '1'));
      expect(accessPoints(grown, '1')).toEqual(accessPoints(second, '1'));
      expect(accessPoints(second, '2')).toEqual(accessPoints(last, '2'));
    });

    test.each<[string, Partial<ReplicatedMultiRegionAccessPointProps>]>([
      ['an empty list', { generations: [] }],
      ['a duplicate id', { generations: [FIRST_TWO, { ...ALL, id: '1' }] }],
      ['an id with invalid characters', { generations: [{ ...ALL, id: 'Second!' }] }],
      ['a Region without a bucket', { generations: [{ id: '1', regions: ['eu-west-1', 'sa-east-1'] }] }],
    ])('rejects %s', (_name, props) => {
      expect(verdictOf(stackIn(), (stack) => declare(props, stack)).errors).toEqual(['MRAP774']);
    });

    test('creates no routes for a generation with one Region, which was created without routes', () => {
      const generations = [{ id: '1', regions: ['eu-west-1'] }, { ...FIRST_TWO, id: '2' }];
      const props = {
        regions: FIRST_TWO.regions,
        failover: FailoverConfiguration.activePassive(['eu-west-1']),
        manualFailover: ManualFailoverPolicy.FAIL,
      };
      const before = Template.fromStack(declare({ ...props, regions: ['eu-west-1'] }).stack);
      const grown = Template.fromStack(declare({ ...props, generations }).stack);
      for (const [template, count] of [[before, 0], [grown, 1]] as const) {
        template.resourceCountIs('Custom::S3MultiRegionAccessPointRoutes', count);
      }
      expect(findAccessPoints(grown)).toContainEqual(findAccessPoints(before)[0]);
    });

    test('rejects a generation without an active Region', () => {
      const props = { generations: [FIRST_TWO], failover: FailoverConfiguration.activePassive(['ap-northeast-1']) };
      expect(verdictOf(stackIn(), (stack) => declare(props, stack)).errors).toEqual(['MRAP302']);
    });
  });
});
