import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  App, BootstraplessSynthesizer, DefaultStackSynthesizer, Duration, NestedStack, RemovalPolicy, Stack, Stage, StackSynthesizer, Tags,
} from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, MultiRegionAccessPoint, MultiRegionBuckets, type MultiRegionBucketsProps, ServerAccessLogs, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf, warningsOf } from '../../support/synthesis';

const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];

function declare(props: Partial<MultiRegionBucketsProps> = {}, stack = stackIn()) {
  const buckets = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS, ...props });
  return { stack, buckets, in: (region: string) => Template.fromStack(buckets.supportStack(region)) };
}

test('the bucket of the own Region is at home, every other one in a stack of its Region', () => {
  const { stack, buckets } = declare();
  expect(buckets.buckets.map(({ bucketName, region, account }) => [bucketName, region, account])).toEqual([
    ['media-ap-northeast-1', 'ap-northeast-1', ACCOUNT], ['media-eu-west-1', 'eu-west-1', ACCOUNT], ['media-us-east-1', 'us-east-1', ACCOUNT],
  ]);
  expect(buckets.supportStack('eu-west-1')).toBe(stack);
  const virginia = buckets.supportStack('us-east-1');
  expect([virginia.stackName, virginia.region, virginia.account]).toEqual(['Stack-mrap-us-east-1', 'us-east-1', ACCOUNT]);
  expect(virginia.dependencies).toEqual([]);
});

test('a bucket is versioned, private, encrypted, and takes TLS alone', () => {
  const template = declare().in('us-east-1');
  expect(Object.keys(template.toJSON().Resources)).toEqual([expect.stringMatching(/^mediaBucket/), expect.stringMatching(/^mediaBucketPolicy/)]);
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketName: 'media-us-east-1',
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: { Rules: [{ Id: 'AbortIncompleteMultipartUploads', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }] },
    },
  });
  template.hasResource('AWS::S3::BucketPolicy', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          { Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
        ],
      },
    },
  });
});

test('with an access point and replication everything deploys in one go: other Regions first, and home refers to none of them', () => {
  const { stack, buckets } = declare({ encryption: UnderlyingBucketEncryption.kms() });
  new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
  new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
    .grants.readWrite(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
  const assembly = (stack.node.root as App).synth();
  const home = assembly.getStackArtifact(stack.artifactId);
  expect(home.dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')).sort()).toEqual(['Stack-mrap-ap-northeast-1', 'Stack-mrap-us-east-1']);
  const text = JSON.stringify(home.template);
  expect(text).not.toMatch(/Stack-mrap|GetStackOutput|ImportValue|ExportsReader/);
  for (const { template } of [assembly.getStackByName('Stack-mrap-us-east-1')]) expect(JSON.stringify(template)).not.toMatch(/Outputs|ImportValue/);
  expect(JSON.stringify(assembly.getStackByName('Stack-mrap-us-east-1').template)).toContain('s3:DataAccessPointArn');
});

test('several constructs of a stack share the stacks of other Regions', () => {
  const { stack, buckets } = declare();
  const more = new MultiRegionBuckets(stack, 'More', { bucketNamePrefix: 'more', regions: REGIONS });
  expect(more.supportStack('us-east-1')).toBe(buckets.supportStack('us-east-1'));
});

test('a renamed construct finds its buckets in other Regions again', () => {
  const ids = ['Before', 'After'].map((id) => {
    const stack = stackIn();
    const buckets = new MultiRegionBuckets(stack, id, { bucketNamePrefix: 'media', regions: REGIONS });
    return Object.keys(Template.fromStack(buckets.supportStack('us-east-1')).toJSON().Resources);
  });
  expect(ids[0]).toEqual(ids[1]);
});

describe('encryption', () => {
  const encryptionOf = (template: Template) => Object.values(template.findResources('AWS::S3::Bucket'))[0].Properties.BucketEncryption.ServerSideEncryptionConfiguration[0];
  const KEYS = {
    'eu-west-1': `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/given`,
    'us-east-1': `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    'ap-northeast-1': `arn:aws:kms:ap-northeast-1:${ACCOUNT}:alias/given`,
  };

  test('with an own key in every Region, under one alias, kept as long as the bucket', () => {
    const declared = declare({ encryption: UnderlyingBucketEncryption.kms() });
    const template = declared.in('us-east-1');
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate', Properties: { EnableKeyRotation: true } });
    template.hasResource('AWS::KMS::Alias', { DeletionPolicy: 'RetainExceptOnCreate', Properties: { AliasName: 'alias/media' } });
    expect(encryptionOf(template)).toEqual({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^mediaKey/), 'Arn'] } },
    });
    expect(declared.buckets.buckets.map(({ encryptionKeyArn }) => encryptionKeyArn)).toEqual(
      ['ap-northeast-1', 'eu-west-1', 'us-east-1'].map((region) => `arn:aws:kms:${region}:${ACCOUNT}:alias/media`));
  });

  test('with given keys, by key or alias', () => {
    const declared = declare({ encryption: UnderlyingBucketEncryption.kmsKeys(KEYS) });
    for (const region of REGIONS) {
      expect(encryptionOf(declared.in(region)).ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEYS[region as keyof typeof KEYS] });
      declared.in(region).resourceCountIs('AWS::KMS::Key', 0);
    }
    expect(declared.buckets.buckets.map(({ encryptionKeyArn }) => encryptionKeyArn)).toEqual([KEYS['ap-northeast-1'], KEYS['eu-west-1'], KEYS['us-east-1']]);
  });

  test('with two layers', () => {
    for (const encryption of [UnderlyingBucketEncryption.dsse(), UnderlyingBucketEncryption.dsseKeys(KEYS)]) {
      expect(encryptionOf(declare({ encryption }).in('us-east-1')).ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms:dsse');
    }
  });

  test('previous keys stay decryptable, and nothing else, for grantees and the replication', () => {
    const previous = `arn:aws:kms:us-east-1:${ACCOUNT}:key/former`;
    const { stack, buckets } = declare({ encryption: UnderlyingBucketEncryption.kms({ previousKeyArns: [previous] }) });
    new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
      .grants.readWrite(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
      .flatMap((policy) => policy.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown; Condition: unknown }[])
      .filter(({ Resource }) => Resource === previous);
    expect(statements.map(({ Action }) => Action)).toEqual(['kms:Decrypt', 'kms:Decrypt']);
    expect(statements[0].Condition).toMatchObject({ StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } });
  });
});

describe('options', () => {
  test('lifecycle rules, Object Lock and events are the same in every Region', () => {
    const declared = declare({
      lifecycleRules: [{ id: 'Former', noncurrentVersionExpiration: Duration.days(30) }],
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(3)),
      eventBridgeEnabled: true,
    });
    for (const region of REGIONS) {
      declared.in(region).hasResourceProperties('AWS::S3::Bucket', {
        LifecycleConfiguration: { Rules: [{ Id: 'AbortIncompleteMultipartUploads' }, { Id: 'Former', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 3, Mode: 'GOVERNANCE' } } },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      });
      declared.in(region).resourceCountIs('AWS::Lambda::Function', 0);
    }
  });

  test('logs of our own', () => {
    const template = declare({ serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'media-us-east-1',
      LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^mediaLogs') }, LogFilePrefix: 'media/' },
    });
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { BucketName: 'media-logs-us-east-1', PublicAccessBlockConfiguration: { BlockPublicPolicy: true }, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    });
  });

  test('which S3 may deliver to for these buckets alone, before they log', () => {
    const template = declare({ serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'logging.s3.amazonaws.com' },
          Action: 's3:PutObject',
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::media-us-east-1' }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        })]),
      },
    });
    template.hasResource('AWS::S3::Bucket', { DependsOn: [Match.stringLikeRegexp('^mediaLogsPolicy')], Properties: { BucketName: 'media-us-east-1' } });
  });

  test('logs to buckets that are there', () => {
    const stack = stackIn();
    const logs = Object.fromEntries(REGIONS.map((region) => [region, s3.Bucket.fromBucketName(stack, `Logs${region}`, `logs-${region}`)]));
    declare({ serverAccessLogs: ServerAccessLogs.perRegion(logs) }, stack).in('us-east-1').hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: 'logs-us-east-1' } });
  });

  test('all that is ours goes with DESTROY', () => {
    const template = declare({ removalPolicy: RemovalPolicy.DESTROY, encryption: UnderlyingBucketEncryption.kms(), serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
    const kept = Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>).filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete');
    expect(kept).toEqual([]);
  });

  test('all that is ours stays by default', () => {
    const template = declare({ encryption: UnderlyingBucketEncryption.kms(), serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
    const resources = Object.values(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
    expect(resources.map(({ Type, DeletionPolicy }) => `${Type} ${DeletionPolicy}`).sort()).toEqual([
      'AWS::KMS::Alias RetainExceptOnCreate', 'AWS::KMS::Key RetainExceptOnCreate', 'AWS::S3::Bucket RetainExceptOnCreate',
      'AWS::S3::Bucket RetainExceptOnCreate', 'AWS::S3::BucketPolicy RetainExceptOnCreate', 'AWS::S3::BucketPolicy RetainExceptOnCreate',
    ]);
  });
});

describe('names', () => {
  test('in the namespace of the account', () => {
    const declared = declare({ accountRegionalNamespace: true });
    expect(declared.buckets.buckets.map(({ bucketName }) => bucketName)).toContain(`media-${ACCOUNT}-us-east-1-an`);
    declared.in('us-east-1').hasResourceProperties('AWS::S3::Bucket', { BucketNamePrefix: 'media', BucketNamespace: 'account-regional', BucketName: Match.absent() });
  });

  test('with an account that is unknown: no template needs another one for them', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
    const { buckets } = declare({ accountRegionalNamespace: true, encryption: UnderlyingBucketEncryption.kms() }, stack);
    new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
      .grants.read(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const template = Template.fromStack(stack);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/GetStackOutput|ImportValue|ExportsReader/);
    template.hasResourceProperties('Custom::S3MultiRegionAccessPoint', { Buckets: Match.arrayWith([{ Bucket: { 'Fn::Join': ['', ['media-', { Ref: 'AWS::AccountId' }, '-us-east-1-an']] }, Region: 'us-east-1' }]) });
    const [rules] = Object.values(template.findResources('Custom::S3BucketReplication')).map(({ Properties }) => Properties.Rules);
    expect(rules[0].ReplicaKmsKeyId).toEqual({ 'Fn::Join': ['', ['arn:aws:kms:eu-west-1:', { Ref: 'AWS::AccountId' }, ':alias/media']] });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 'kms:Decrypt',
          Resource: Match.arrayWith([{ 'Fn::Join': ['', ['arn:aws:kms:us-east-1:', { Ref: 'AWS::AccountId' }, ':key/*']] }]),
          Condition: Match.objectLike({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' } }),
        })]),
      },
    });
  });
});

describe('stacks of other Regions', () => {
  const remote = (stack: Stack) => declare({}, stack).buckets.supportStack('us-east-1');
  const env = { account: ACCOUNT, region: 'eu-west-1' };

  test('are in the stage of the home stack', () => {
    const stage = new Stage(new App(), 'Prod', { env });
    const stack = remote(new Stack(stage, 'Stack'));
    expect([stack.stackName, stack.region, Stage.of(stack)]).toEqual(['Prod-Stack-mrap-us-east-1', 'us-east-1', stage]);
  });

  test('belong to the top-level stack of a nested one', () => {
    const top = stackIn();
    const { buckets } = declare({}, new NestedStack(top, 'Nested') as unknown as Stack);
    expect(buckets.supportStack('us-east-1').stackName).toBe('Stack-mrap-us-east-1');
    expect(buckets.supportStack('eu-west-1').nestedStackParent).toBe(top);
  });

  test('have tags and termination protection of the home stack', () => {
    const stack = new Stack(new App(), 'Stack', { env, tags: { team: 'media' }, terminationProtection: true });
    const made = remote(stack);
    expect([made.tags.tagValues(), made.terminationProtection]).toEqual([{ team: 'media' }, true]);
    Tags.of(stack.node.root).add('all', 'of them');
    expect(Template.fromStack(made).findResources('AWS::S3::Bucket')).toMatchObject(
      { [Object.keys(Template.fromStack(made).findResources('AWS::S3::Bucket'))[0]]: { Properties: { Tags: [{ Key: 'all', Value: 'of them' }] } } });
  });

  test.each([
    ['its qualifier', new DefaultStackSynthesizer({ qualifier: 'media' })],
    ['its roles', new DefaultStackSynthesizer({ deployRoleArn: 'arn:aws:iam::${AWS::AccountId}:role/ours' })],
    ['no bootstrapping', new BootstraplessSynthesizer({})],
  ])('have the synthesizer of the home stack: %s', (_what, synthesizer) => {
    const stack = new Stack(new App(), 'Stack', { env, synthesizer });
    const made = remote(stack);
    expect(made.synthesizer.constructor).toBe(stack.synthesizer.constructor);
    expect(made.synthesizer.bootstrapQualifier).toBe(stack.synthesizer.bootstrapQualifier);
    const assembly = (stack.node.root as App).synth();
    const roles = [stack, made].map((one) => assembly.getStackArtifact(one.artifactId).assumeRoleArn?.replace('us-east-1', 'eu-west-1'));
    expect(roles[1]).toBe(roles[0]);
  });

  test('have the synthesizer of the application', () => {
    const stack = new Stack(new App({ defaultStackSynthesizer: new DefaultStackSynthesizer({ qualifier: 'all' }) }), 'Stack', { env });
    expect(remote(stack).synthesizer.bootstrapQualifier).toBe('all');
  });

  test('do not have one that serves one stack only, which is said', () => {
    class Own extends StackSynthesizer {
      public addFileAsset(): never { throw new Error('none'); }
      public addDockerImageAsset(): never { throw new Error('none'); }
      public synthesize(): void { /* Nothing to publish. */ }
    }
    const own = new Stack(new App(), 'Stack', { env, synthesizer: new Own() });
    expect(remote(own).synthesizer).toBeInstanceOf(DefaultStackSynthesizer);
    expect(warningsOf(own)).toEqual(['MRAP772']);
  });
});

describe('one bucket', () => {
  test('may be used by a principal of its own stack', () => {
    const { stack, buckets } = declare();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(buckets.bucket('eu-west-1').grantRead(role).success).toBe(true);
    expect(buckets.bucket('us-east-1').grants.read(new iam.ServicePrincipal('logging.s3.amazonaws.com')).success).toBe(true);
  });

  test.each(['grantRead', 'grantWrite', 'grantReadWrite', 'grantPut', 'grantDelete'] as const)('says where to go when %s names a principal of another stack', (method) => {
    const { stack, buckets } = declare();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => buckets.bucket('us-east-1')[method](role)).toThrow(/MRAP770.*grants\.readWrite/);
  });

  test('of a Region that has none', () => {
    expect(() => declare().buckets.bucket('sa-east-1')).toThrow('MRAP769');
    expect(() => declare().buckets.supportStack('sa-east-1')).toThrow('MRAP769');
  });
});

describe('findings', () => {
  const errorsOf = (props: Partial<MultiRegionBucketsProps>, stack = stackIn()) => verdictOf(stack, () => declare(props, stack)).errors;
  const key = (region: string) => ({ [region]: `arn:aws:kms:${region}:${ACCOUNT}:alias/a` });

  test.each<[string, string[], Partial<MultiRegionBucketsProps>]>([
    ['no Region', ['MRAP201'], { regions: [] }],
    ['a Region twice', ['MRAP202'], { regions: ['eu-west-1', 'eu-west-1'] }],
    ['a Region of another partition', ['MRAP204'], { regions: ['eu-west-1', 'cn-north-1'] }],
    ['a malformed prefix', ['MRAP206'], { bucketNamePrefix: 'Media' }],
    ['a long prefix', ['MRAP768'], { bucketNamePrefix: 'x'.repeat(49) }],
    ['a long prefix in the namespace of the account', ['MRAP768'], { bucketNamePrefix: 'x'.repeat(33), accountRegionalNamespace: true }],
    ['a key too few and one too many', ['MRAP771'], { encryption: UnderlyingBucketEncryption.kmsKeys({ ...key('eu-west-1'), ...key('sa-east-1') }) }],
    ['a key of another Region', ['MRAP412'], { encryption: UnderlyingBucketEncryption.kmsKeys({ ...key('us-east-1'), ...key('ap-northeast-1'), 'eu-west-1': key('us-east-1')['us-east-1'] }) }],
    ['a prefix that leaves no room for log buckets', ['MRAP768'], { bucketNamePrefix: 'x'.repeat(45), serverAccessLogs: ServerAccessLogs.managed() }],
    ['log buckets missing', ['MRAP771'], { serverAccessLogs: ServerAccessLogs.perRegion({}) }],
  ])('%s', (_what, errors, props) => {
    expect(errorsOf(props)).toEqual(errors);
  });

  test('a prefix as long as may be', () => {
    expect(errorsOf({ bucketNamePrefix: 'x'.repeat(48) })).toEqual([]);
    expect(errorsOf({ bucketNamePrefix: 'x'.repeat(32), accountRegionalNamespace: true })).toEqual([]);
  });

  test('tokens that decide what there is', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(errorsOf({}, stack)).toEqual(['MRAP767']);
    expect(errorsOf({ regions: [stackIn().stackId] })).toEqual(['MRAP767']);
  });

  test('a home stack whose name is too long', () => {
    expect(errorsOf({}, stackIn('eu-west-1', { stackName: 'x'.repeat(120) }))).toEqual(['MRAP773']);
  });
});
