import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, NestedStack, RemovalPolicy } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, ExistingObjects, ReplicationRule, ReplicationTopology, UnderlyingBucket,
} from '../../../src';
import { findRegion, REGIONS } from '../../../src/facts/regions';
import { computeWorstCasePolicyLength } from '../../../src/provider/policy-size';
import { ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';
import { declare, encrypt, EU, JP, US } from './support';

describe('CrossRegionReplication', () => {
  describe('metrics', () => {
    const declareMetrics = (props: object = {}) => new CrossRegionReplication(stackIn(), 'Metrics', {
      buckets: ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region)),
      ...props,
    });

    test.each([
      ['metricReplicationLatency', 'ReplicationLatency', 'us-east-1', 'Maximum'],
      ['metricBytesPendingReplication', 'BytesPendingReplication', 'us-east-1', 'Maximum'],
      ['metricOperationsPendingReplication', 'OperationsPendingReplication', 'us-east-1', 'Maximum'],
      ['metricOperationsFailedReplication', 'OperationsFailedReplication', 'eu-west-1', 'Sum'],
    ] as const)('returns %s in the Region that publishes it', (method, metricName, region, statistic) => {
      const metric = declareMetrics()[method]('eu-west-1', 'us-east-1', { label: 'mine' });
      expect(metric).toMatchObject({ namespace: 'AWS/S3', metricName, region, statistic, label: 'mine' });
      expect(metric.dimensions).toEqual({
        SourceBucket: 'media-eu-west-1',
        DestinationBucket: 'media-us-east-1',
        RuleId: expect.stringContaining('cdk-s3-mrap'),
      });
    });

    test('returns the metric of a rule with an id', () => {
      const rules = [ReplicationRule.twoWay({ id: 'films', prefix: 'films/', priority: 1 })];
      const metric = declareMetrics({ rules }).metricReplicationLatency('eu-west-1', 'us-east-1', { ruleId: 'films' });
      expect(metric.dimensions).toMatchObject({ RuleId: 'cdk-s3-mrap/media-eu-west-1/media-us-east-1/films' });
      expect(() => declareMetrics({ rules }).metricReplicationLatency('eu-west-1', 'us-east-1', { ruleId: 'other' }))
        .toThrow(/MRAP788.*ruleId.*"other".*films/);
    });

    test.each([
      ['MRAP769.*"sa-east-1".*"eu-west-1"', {}, 'sa-east-1', 'us-east-1'],
      ['MRAP769.*"sa-east-1".*"us-east-1"', {}, 'eu-west-1', 'sa-east-1'],
      ['MRAP793', { metrics: false }, 'eu-west-1', 'us-east-1'],
    ])('throws %s', (message, props, source, destination) => {
      expect(() => declareMetrics(props).metricReplicationLatency(source, destination)).toThrow(new RegExp(message));
    });
  });

  test('replicates every bucket to every other bucket', () => {
    const { rules, template } = declare();
    const edges = Object.entries(rules)
      .map(([source, { Rules }]) => [source, Rules.map((rule) => [rule.Id, rule.Priority])]);
    expect(edges).toEqual([
      ['media-jp', [['cdk-s3-mrap/media-jp/media-eu', 1012], ['cdk-s3-mrap/media-jp/media-us', 1000]]],
      ['media-eu', [['cdk-s3-mrap/media-eu/media-jp', 1009], ['cdk-s3-mrap/media-eu/media-us', 1000]]],
      ['media-us', [['cdk-s3-mrap/media-us/media-jp', 1009], ['cdk-s3-mrap/media-us/media-eu', 1012]]],
    ]);
    expect(rules['media-eu']).toEqual({
      ServiceToken: expect.anything(),
      ServiceTimeout: '600',
      Bucket: 'media-eu',
      Region: 'eu-west-1',
      Role: { 'Fn::GetAtt': [expect.stringMatching(/^ReplicationRole/), 'Arn'] },
      RoleOrigin: 'created',
      Rules: ['media-jp', 'media-us'].map((destination) => expect.objectContaining({
        DestinationBucket: destination,
        DeleteMarkers: true,
        ReplicaModifications: true,
        Metrics: true,
        TimeControl: false,
        OwnerOverride: false,
      })),
    });
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
  });

  test('renders the same template for another order of buckets', () => {
    const orders = [[EU, US, JP], [JP, EU, US], [US, JP, EU]];
    const templates = orders.map((buckets) => JSON.stringify(declare({ buckets }).template.toJSON()));
    expect(new Set(templates).size).toBe(1);
  });

  test('replicates from source Regions to destination Regions', () => {
    const { rules, statements } = declare({
      topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'ap-northeast-1', 'eu-west-1']),
    });
    expect(Object.keys(rules)).toEqual(['media-eu']);
    expect(rules['media-eu'].Rules.map((rule) => [rule.DestinationBucket, rule.ReplicaModifications]))
      .toEqual([['media-jp', false], ['media-us', false]]);
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
        Resource: 'arn:aws:s3:::media-eu',
      },
      {
        Effect: 'Allow',
        Action: [
          's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
          's3:GetObjectVersionAnnotationForReplication',
        ],
        Resource: 'arn:aws:s3:::media-eu/*',
      },
      {
        Effect: 'Allow',
        Action: ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'],
        Resource: ['arn:aws:s3:::media-jp/*', 'arn:aws:s3:::media-us/*'],
      },
    ]);
  });

  test('renders every option', () => {
    const { rules, statements } = declare({
      replicationTimeControl: true,
      replicaModificationSync: false,
      prefix: 'films/*?$/',
      tags: { keep: 'yes', also: 'this' },
      storageClass: s3.StorageClass.INFREQUENT_ACCESS,
    });
    expect(rules['media-eu'].Rules[0]).toEqual({
      Id: 'cdk-s3-mrap/media-eu/media-jp',
      Priority: 1009,
      DestinationBucket: 'media-jp',
      OwnerOverride: false,
      Prefix: 'films/*?$/',
      Tags: [{ Key: 'also', Value: 'this' }, { Key: 'keep', Value: 'yes' }],
      DeleteMarkers: false,
      ReplicaModifications: false,
      Metrics: true,
      TimeControl: true,
      StorageClass: 'STANDARD_IA',
    });
    expect(statements[2]).toMatchObject({
      Action: ['s3:ReplicateObject', 's3:ReplicateTags'],
      // The characters of the prefix are no wildcards in a statement.
      Resource: ['media-jp', 'media-eu', 'media-us'].map((bucket) => `arn:aws:s3:::${bucket}/films/\${*}\${?}\${$}/*`),
    });
  });

  test('excludes objects by key and by tag, without delete markers', () => {
    const { rules } = declare({ excludedPrefixes: ['tmp/', 'cache/'], excludedTags: { keep: 'no' } });
    expect(rules['media-eu'].Rules[0]).toMatchObject({
      ExcludedPrefixes: ['cache/', 'tmp/'], ExcludedTags: [{ Key: 'keep', Value: 'no' }], DeleteMarkers: false,
    });
  });

  test('replicates delete markers of objects that are excluded by key only', () => {
    expect(declare({ excludedPrefixes: ['tmp/'] }).rules['media-eu'].Rules[0])
      .toMatchObject({ ExcludedPrefixes: ['tmp/'], DeleteMarkers: true });
  });

  describe('with KMS keys', () => {
    test('encrypts replicas with the multi-Region key of the source', () => {
      const { rules, statements } = declare({
        buckets: [encrypt(EU), encrypt(US), encrypt(JP)], sourceMultiRegionKey: true,
      });
      expect(rules['media-eu'].Rules.map(({ ReplicaKmsKeyId, SourceMultiRegionKey }) =>
        [ReplicaKmsKeyId, SourceMultiRegionKey])).toEqual([[undefined, true], [undefined, true]]);
      expect(statements.slice(3).flatMap(({ Resource }) => Resource))
        .toContain(`arn:aws:kms:us-east-1:${ACCOUNT}:key/*`);
    });

    test('allows keys with the same alias in one statement with conditions for S3, Regions and buckets', () => {
      const { rules, statements } = declare({ buckets: [encrypt(EU), encrypt(US), encrypt(JP, 'archive')] });
      expect(rules['media-eu'].Rules.map((rule) => rule.ReplicaKmsKeyId)).toEqual([
        `arn:aws:kms:ap-northeast-1:${ACCOUNT}:alias/archive`, `arn:aws:kms:us-east-1:${ACCOUNT}:alias/media`,
      ]);
      expect(statements.slice(3)).toEqual([
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
          Resource: `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/*`,
          Condition: {
            'StringEquals': { 'kms:ViaService': ['s3.ap-northeast-1.amazonaws.com'] },
            'StringLike': { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::media-jp', 'arn:aws:s3:::media-jp/*'] },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/archive' },
          },
        },
        expect.objectContaining({
          Resource: [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`, `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`],
          Condition: expect.objectContaining({
            'StringEquals': { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com'] },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' },
          }),
        }),
      ]);
    });

    test('allows decryption with keys of sources and encryption with keys of destinations', () => {
      const topology = ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']);
      const { statements } = declare({ topology, buckets: [encrypt(EU, 'a'), encrypt(US, 'b')] });
      expect(statements.slice(3).map((statement) => statement.Action))
        .toEqual(['kms:Decrypt', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']]);
    });

    test('allows encryption of unencrypted objects with the key of the destination', () => {
      const { rules, statements } = declare({
        topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']),
        buckets: [EU, encrypt(US)],
      });
      expect(rules['media-eu'].Rules[0]).not.toHaveProperty('ReplicaKmsKeyId');
      expect(statements[3]).toMatchObject({ Action: 'kms:GenerateDataKey' });
    });

    test('finds the keys of buckets in the same stack', () => {
      const stack = stackIn();
      const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: new kms.Key(stack, 'Key') });
      const { statements } = declare({ buckets: [UnderlyingBucket.fromBucket(bucket), encrypt(US)] }, stack);
      expect(statements[3]).toMatchObject({ Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
    });
  });

  test('allows reading the locks of buckets with Object Lock', () => {
    const stack = stackIn();
    const locked = UnderlyingBucket
      .fromBucket(new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true, objectLockEnabled: true }));
    const other = UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { objectLockEnabled: true });
    const { statements } = declare({ buckets: [locked, other] }, stack);
    expect(statements[2]).toMatchObject({
      Action: ['s3:GetObjectRetention', 's3:GetObjectLegalHold'],
      Resource: ['arn:aws:s3:::media-eu/*', 'arn:aws:s3:::media-us/*'],
    });
  });

  test('allows S3 Batch Operations to replicate existing objects', () => {
    const { template, statements } = declare({ existingObjects: ExistingObjects.allowBatchReplication() });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          { Principal: { Service: 's3.amazonaws.com' } },
          { Principal: { Service: 'batchoperations.s3.amazonaws.com' } },
        ],
      },
    });
    expect(statements[0].Action).toContain('s3:PutInventoryConfiguration');
    expect(statements[1].Action).toContain('s3:InitiateReplication');
  });

  test('uses a given role', () => {
    const stack = stackIn();
    const role = iam.Role.fromRoleArn(stack, 'Given', `arn:aws:iam::${ACCOUNT}:role/given`);
    const { rules, template, replication } = declare({ role }, stack);
    expect(rules['media-eu']).toMatchObject({ Role: `arn:aws:iam::${ACCOUNT}:role/given`, RoleOrigin: 'given' });
    expect(replication.role).toBe(role);
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: ['given'],
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'] })]),
      },
    });
  });

  test('allows the handler to change only these buckets and pass only roles with the path of the stack to S3', () => {
    const { template } = declare();
    template.hasResourceProperties('AWS::IAM::Role', { Path: '/cdk-s3-mrap/Stack/' });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Stack/*`,
            Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
          },
          {
            Effect: 'Allow',
            Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
            Resource: ['arn:aws:s3:::media-eu', 'arn:aws:s3:::media-jp', 'arn:aws:s3:::media-us'],
          },
        ]),
      },
    });
  });

  test('uses a path that is known at synthesis for the role of a nested stack', () => {
    const { template } = declare({}, new NestedStack(stackIn(), 'Nested'));
    template.hasResourceProperties('AWS::IAM::Role', {
      Path: Match.stringLikeRegexp('^/cdk-s3-mrap/Nested-[0-9a-f]{8}/$'),
    });
  });

  test('allows the handler to pass exactly a role that the user gives', () => {
    const stack = stackIn();
    const role = iam.Role.fromRoleArn(stack, 'Given', `arn:aws:iam::${ACCOUNT}:role/given`);
    declare({ role }, stack).template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'iam:PassRole', Resource: `arn:aws:iam::${ACCOUNT}:role/given` }),
        ]),
      },
    });
  });

  test('creates rules after the permissions, the role and all buckets', () => {
    const stack = stackIn();
    const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true });
    const remote = new s3.Bucket(other, 'Bucket', { bucketName: 'media-us', versioned: true });
    const { template } = declare(
      { buckets: [UnderlyingBucket.fromBucket(bucket), UnderlyingBucket.fromBucket(remote)] }, stack,
    );
    for (const resource of Object.values(template.findResources('Custom::S3BucketReplication'))) {
      expect(resource.DependsOn).toEqual(expect.arrayContaining([
        expect.stringMatching(/ProviderPermissions/), expect.stringMatching(/^ReplicationPolicy/),
      ]));
      const policy = (resource.DependsOn as string[]).find((id) => id.startsWith('ReplicationPolicy'))!;
      expect(template.toJSON().Resources[policy].DependsOn).toContain('Bucket83908E77');
    }
    expect(stack.dependencies).toContain(other);
  });

  describe('with a removal policy', () => {
    type Retained = Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }>;
    const listPolicies = ({ template }: { template: Template }) =>
      Object.values(template.toJSON().Resources as Retained)
        .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined)
        .map(({ Type, DeletionPolicy, UpdateReplacePolicy }) => `${Type} ${DeletionPolicy} ${UpdateReplacePolicy}`);

    test('retains rules, role and permissions by default', () => {
      expect(new Set(listPolicies(declare()))).toEqual(new Set([
        'AWS::IAM::Role RetainExceptOnCreate Retain',
        'AWS::IAM::Policy RetainExceptOnCreate Retain',
        'Custom::S3BucketReplication RetainExceptOnCreate Retain',
        'AWS::Logs::LogGroup Retain Retain',
      ]));
    });

    test('destroys rules, role and permissions with DESTROY', () => {
      const found = listPolicies(declare({ removalPolicy: RemovalPolicy.DESTROY }));
      expect(found.filter((line) => /Custom|IAM/.test(line)).every((line) => line.endsWith('Delete Delete')))
        .toBe(true);
    });
  });

  test('stays within the limits of IAM and CloudFormation with 17 Regions, keys and long names', () => {
    const regions = REGIONS.filter((entry) => entry.support === 'default').map((entry) => entry.region);
    const buckets = regions.map((region) => encrypt(
      UnderlyingBucket.fromBucketName(`a-rather-long-name-for-a-test-bucket-xx-${region}`, region),
      'a-rather-long-name',
    ));
    const { statements, rules, template } = declare({ buckets, replicationTimeControl: true });
    expect(Object.values(rules).flatMap(({ Rules }) => Rules)).toHaveLength(17 * 16);
    expect(computeWorstCasePolicyLength({ Statement: statements })).toBeLessThan(10_240);
    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
    for (const properties of Object.values(rules)) expect(JSON.stringify(properties).length).toBeLessThan(16_000);
  });

  test('renders unique priorities for Regions that this version does not know', () => {
    const { rules } = declare({
      buckets: [
        EU,
        UnderlyingBucket.fromBucketName('media-new', 'eu-new-1'),
        UnderlyingBucket.fromBucketName('media-newer', 'eu-newer-1'),
      ],
    });
    expect(findRegion('eu-new-1')).toBeUndefined();
    const priorities = rules['media-eu'].Rules.map((rule) => rule.Priority as number);
    expect(new Set(priorities).size).toBe(2);
    expect(Math.min(...priorities)).toBeGreaterThan(999_999);
  });
});
