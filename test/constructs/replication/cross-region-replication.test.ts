import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { CrossRegionReplication, type CrossRegionReplicationProps, ExistingObjects, ReplicationTopology, UnderlyingBucket } from '../../../src';
import { findRegion, REGIONS } from '../../../src/facts/regions';
import { computeMaxPolicyLength } from '../../../src/provider/policy-size';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { declare, EU, JP, underKey, US } from './support';

test('every bucket replicates to every other one', () => {
  const { rules, template } = declare();
  const edges = Object.entries(rules).map(([source, { Rules }]) => [source, Rules.map((rule) => [rule.Id, rule.Priority])]);
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
      DestinationBucket: destination, DeleteMarkers: true, ReplicaModifications: true, Metrics: true, TimeControl: false, OwnerOverride: false,
    })),
  });
  template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
});

test('the order in which buckets are written down changes nothing', () => {
  const orders = [[EU, US, JP], [JP, EU, US], [US, JP, EU]];
  const templates = orders.map((buckets) => JSON.stringify(declare({ buckets }).template.toJSON()));
  expect(new Set(templates).size).toBe(1);
});

test('from some Regions to others', () => {
  const { rules, statements } = declare({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'ap-northeast-1', 'eu-west-1']) });
  expect(Object.keys(rules)).toEqual(['media-eu']);
  expect(rules['media-eu'].Rules.map((rule) => [rule.DestinationBucket, rule.ReplicaModifications])).toEqual([['media-jp', false], ['media-us', false]]);
  expect(statements).toEqual([
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::media-eu' },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: 'arn:aws:s3:::media-eu/*',
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'],
      Resource: ['arn:aws:s3:::media-jp/*', 'arn:aws:s3:::media-us/*'],
    },
  ]);
});

test('with every option', () => {
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
    // What is meant as it stands is no wildcard in a statement.
    Resource: ['media-jp', 'media-eu', 'media-us'].map((bucket) => `arn:aws:s3:::${bucket}/films/\${*}\${?}\${$}/*`),
  });
});

describe('keys', () => {
  test('by alias: those of one name in one statement, bound to S3 in their Regions and to the buckets', () => {
    const { rules, statements } = declare({ buckets: [underKey(EU), underKey(US), underKey(JP, 'archive')] });
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

  test('of a source alone are for decryption, of a destination alone for encryption', () => {
    const topology = ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']);
    const { statements } = declare({ topology, buckets: [underKey(EU, 'a'), underKey(US, 'b')] });
    expect(statements.slice(3).map((statement) => statement.Action)).toEqual(['kms:Decrypt', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']]);
  });

  test('of a destination whose source has none encrypt what was never encrypted', () => {
    const { rules, statements } = declare({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']), buckets: [EU, underKey(US)] });
    expect(rules['media-eu'].Rules[0]).not.toHaveProperty('ReplicaKmsKeyId');
    expect(statements[3]).toMatchObject({ Action: 'kms:GenerateDataKey' });
  });

  test('of buckets in this stack are taken from them', () => {
    const stack = stackIn();
    const own = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: new kms.Key(stack, 'Key') });
    const { statements } = declare({ buckets: [UnderlyingBucket.fromBucket(own), underKey(US)] }, stack);
    expect(statements[3]).toMatchObject({ Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
  });
});

test('locks are read where Object Lock is on', () => {
  const stack = stackIn();
  const locked = UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true, objectLockEnabled: true }));
  const other = UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { objectLockEnabled: true });
  const { statements } = declare({ buckets: [locked, other] }, stack);
  expect(statements[2]).toMatchObject({ Action: ['s3:GetObjectRetention', 's3:GetObjectLegalHold'], Resource: ['arn:aws:s3:::media-eu/*', 'arn:aws:s3:::media-us/*'] });
});

test('S3 Batch Operations may replicate what was there before', () => {
  const { template, statements } = declare({ existingObjects: ExistingObjects.allowBatchReplication() });
  template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 's3.amazonaws.com' } }, { Principal: { Service: 'batchoperations.s3.amazonaws.com' } }] } });
  expect(statements[0].Action).toContain('s3:PutInventoryConfiguration');
  expect(statements[1].Action).toContain('s3:InitiateReplication');
});

test('a role can be given', () => {
  const stack = stackIn();
  const role = iam.Role.fromRoleArn(stack, 'Given', `arn:aws:iam::${ACCOUNT}:role/theirs`);
  const { rules, template, replication } = declare({ role }, stack);
  expect(rules['media-eu']).toMatchObject({ Role: `arn:aws:iam::${ACCOUNT}:role/theirs`, RoleOrigin: 'given' });
  expect(replication.role).toBe(role);
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['theirs'], PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'] })]) } });
});

test('the handler may change these buckets, and pass this role', () => {
  const { template } = declare();
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
          Resource: ['arn:aws:s3:::media-jp', 'arn:aws:s3:::media-eu', 'arn:aws:s3:::media-us'],
        },
        { Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReplicationRole'), 'Arn'] } },
      ],
    },
  });
});

test('rules come after permissions, and permissions after all buckets', () => {
  const stack = stackIn();
  const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
  const own = new s3.Bucket(stack, 'Bucket', { versioned: true });
  const remote = new s3.Bucket(other, 'Bucket', { bucketName: 'media-us', versioned: true });
  const { template } = declare({ buckets: [UnderlyingBucket.fromBucket(own), UnderlyingBucket.fromBucket(remote)] }, stack);
  for (const resource of Object.values(template.findResources('Custom::S3BucketReplication'))) {
    expect(resource.DependsOn).toEqual([expect.stringMatching(/^ReplicationPermissions/), expect.stringMatching(/^ReplicationPolicy/)]);
    const permissions = resource.DependsOn[0] as string;
    expect(template.toJSON().Resources[permissions].DependsOn).toContain('Bucket83908E77');
  }
  expect(stack.dependencies).toContain(other);
});

describe('what leaves the application', () => {
  type Retained = Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }>;
  const policies = ({ template }: { template: Template }) => Object.values(template.toJSON().Resources as Retained)
    .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined)
    .map(({ Type, DeletionPolicy, UpdateReplacePolicy }) => `${Type} ${DeletionPolicy} ${UpdateReplacePolicy}`);

  test('stays: rules, role and permissions', () => {
    expect(new Set(policies(declare()))).toEqual(new Set([
      'AWS::IAM::Role RetainExceptOnCreate Retain',
      'AWS::IAM::Policy RetainExceptOnCreate Retain',
      'Custom::S3BucketReplication RetainExceptOnCreate Retain',
      'AWS::Logs::LogGroup Retain Retain',
    ]));
  });

  test('or goes', () => {
    const found = policies(declare({ removalPolicy: RemovalPolicy.DESTROY }));
    expect(found.filter((line) => /Custom|IAM/.test(line)).every((line) => line.endsWith('Delete Delete'))).toBe(true);
  });
});

test('17 Regions with keys and the longest names fit into one role and CloudFormation\'s limits', () => {
  const regions = REGIONS.filter((entry) => entry.support === 'default').map((entry) => entry.region);
  const buckets = regions.map((region) => underKey(UnderlyingBucket.fromBucketName(`a-rather-long-name-that-somebody-chose-${region}`, region), 'a-rather-long-name'));
  const { statements, rules, template } = declare({ buckets, replicationTimeControl: true });
  expect(Object.values(rules).flatMap(({ Rules }) => Rules)).toHaveLength(17 * 16);
  expect(computeMaxPolicyLength({ Statement: statements })).toBeLessThan(10_240);
  expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
  for (const properties of Object.values(rules)) expect(JSON.stringify(properties).length).toBeLessThan(16_000);
});

describe('findings', () => {
  const bucketIn = (stack: Stack, props: s3.BucketProps = {}) => UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true, ...props }));
  type Change = Partial<CrossRegionReplicationProps>;

  test.each<[string, string[], (stack: Stack) => Change]>([
    ['versioning off', ['MRAP401'], (stack) => ({ buckets: [bucketIn(stack, { versioned: false }), US] })],
    ['two buckets in one Region', ['MRAP402'], () => ({ buckets: [EU, UnderlyingBucket.fromBucketName('media-eu-2', 'eu-west-1'), US] })],
    ['one bucket', ['MRAP775'], () => ({ buckets: [EU] })],
    ['a Region without a bucket', ['MRAP775'], () => ({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']) })],
    ['a Region to itself', ['MRAP775'], () => ({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['eu-west-1']) })],
    ['sources of others alone', ['MRAP775'], () => ({
      buckets: [UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', { account: OTHER_ACCOUNT }), EU], topology: ReplicationTopology.oneWay(['sa-east-1'], ['eu-west-1']),
    })],
    ['tags with delete markers', ['MRAP410'], () => ({ tags: { a: 'b' }, deleteMarkerReplication: true })],
    ['time control without metrics', ['MRAP411'], () => ({ replicationTimeControl: true, metrics: false })],
    ['a key on one side', ['MRAP412'], () => ({ buckets: [underKey(EU), US] })],
    ['a key of another Region', ['MRAP412'], () => ({ buckets: [underKey(EU), UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media` })] })],
    ['a key that cannot be named', ['MRAP412'], (stack) => {
      const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
      const bucket = new s3.Bucket(other, 'Bucket', { bucketName: 'media-us', versioned: true, encryptionKey: new kms.Key(other, 'Key') });
      return { buckets: [underKey(EU), UnderlyingBucket.fromBucket(bucket)] };
    }],
    ['a key of AWS\'s that is not named', ['MRAP412'], (stack) => ({ buckets: [bucketIn(stack, { encryption: s3.BucketEncryption.KMS_MANAGED }), underKey(US)] })],
    ['a key that AWS manages in another account', ['MRAP414'], () => ({ buckets: [underKey(EU), underKey(UnderlyingBucket.fromBucketName('theirs', 'us-east-1', { account: OTHER_ACCOUNT }), 'aws/s3')] })],
    ['a role that trusts somebody else', ['MRAP416'], (stack) => ({ role: new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) })],
    ['Object Lock on one side', ['MRAP418'], (stack) => ({ buckets: [bucketIn(stack, { objectLockEnabled: true }), UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { objectLockEnabled: false })] })],
    ['locks for different times', ['MRAP776'], (stack) => ({
      buckets: (['eu-west-1', 'us-east-1'] as const).map((region, index) => UnderlyingBucket.fromBucket(new s3.Bucket(stack, `Locked${index}`, {
        bucketName: `locked-${region}`, versioned: true, objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(index + 1)),
      }), { region })),
    })],
    ['rules on the bucket', ['MRAP426'], (stack) => ({ buckets: [bucketIn(stack, { replicationRules: [{ destination: s3.Bucket.fromBucketName(stack, 'Other', 'media-jp'), priority: 1 }] }), US] })],
    ['a malformed name', ['MRAP206'], () => ({ buckets: [UnderlyingBucket.fromBucketName('Media', 'eu-west-1'), US] })],
    ['a malformed account', ['MRAP207'], () => ({ buckets: [UnderlyingBucket.fromBucketName('media', 'eu-west-1', { account: '12' }), US] })],
  ])('%s', (_what, errors, change) => {
    expect(verdictOf(stackIn(), (stack) => new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, JP], ...change(stack) })).errors).toEqual(errors);
  });

  test.each<[string, string[], (stack: Stack) => Change]>([
    ['buckets that are known by name', ['MRAP401', 'MRAP424'], () => ({})],
    ['existing objects that are taken care of', ['MRAP401'], () => ({ existingObjects: ExistingObjects.allowBatchReplication() })],
    ['modifications in one direction', ['MRAP401', 'MRAP405', 'MRAP424'], () => ({ replicaModificationSync: true, topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']) })],
    ['an imported role', ['MRAP401', 'MRAP416', 'MRAP424'], (stack) => ({ role: iam.Role.fromRoleName(stack, 'Given', 'theirs') })],
    ['an archive', ['MRAP401', 'MRAP421', 'MRAP424'], () => ({ storageClass: s3.StorageClass.GLACIER })],
    ['a role that trusts S3', ['MRAP401', 'MRAP424'], (stack) => ({ role: new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') }) })],
  ])('%s: warnings', (_what, warnings, change) => {
    expect(verdictOf(stackIn(), (stack) => new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, JP], ...change(stack) })))
      .toEqual({ errors: [], warnings });
  });

  test('two replications over one bucket', () => {
    const verdict = verdictOf(stackIn(), (stack) => {
      new CrossRegionReplication(stack, 'One', { buckets: [EU, US] });
      new CrossRegionReplication(stack, 'Two', { buckets: [EU, JP] });
    });
    expect(verdict.errors).toEqual(['MRAP426']);
  });

  test('but one may be source here and destination there', () => {
    const verdict = verdictOf(stackIn(), (stack) => {
      new CrossRegionReplication(stack, 'One', { buckets: [EU, US], topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']) });
      new CrossRegionReplication(stack, 'Two', { buckets: [US, JP], topology: ReplicationTopology.oneWay(['us-east-1'], ['ap-northeast-1']) });
    });
    expect(verdict.errors).toEqual([]);
  });

  test('a Region that is a token', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(verdictOf(stack, () => new CrossRegionReplication(stack, 'Replication', { buckets: [bucketIn(stack), US] })).errors).toEqual(['MRAP765']);
  });

  test('too much for one role', () => {
    const buckets = REGIONS.filter((entry) => entry.support === 'default')
      .map(({ region }, index) => underKey(UnderlyingBucket.fromBucketName(`${'x'.repeat(44)}-${region}`, region), `${'y'.repeat(200)}-${index}`));
    expect(verdictOf(stackIn(), (stack) => new CrossRegionReplication(stack, 'Replication', { buckets })).errors).toEqual(['MRAP766']);
  });
});

test('a Region that AWS has added since has a priority of its own', () => {
  const { rules } = declare({ buckets: [EU, UnderlyingBucket.fromBucketName('media-new', 'eu-new-1'), UnderlyingBucket.fromBucketName('media-newer', 'eu-newer-1')] });
  expect(findRegion('eu-new-1')).toBeUndefined();
  const priorities = rules['media-eu'].Rules.map((rule) => rule.Priority as number);
  expect(new Set(priorities).size).toBe(2);
  expect(Math.min(...priorities)).toBeGreaterThan(999_999);
});
