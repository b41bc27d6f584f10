import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, MultiRegionAccessPoint, MultiRegionBuckets, type MultiRegionBucketsProps, ServerAccessLogs,
  UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { listStackDependencies, stackIn } from '../../support/synthesis';
import { declare, REGIONS } from './support';

describe('MultiRegionBuckets', () => {
  test('creates the home bucket in the home stack and each other bucket in a support stack', () => {
    const { stack, buckets } = declare();
    expect(buckets.buckets.map(({ bucketName, region, account }) => [bucketName, region, account])).toEqual([
      ['media-ap-northeast-1', 'ap-northeast-1', ACCOUNT], ['media-eu-west-1', 'eu-west-1', ACCOUNT],
      ['media-us-east-1', 'us-east-1', ACCOUNT],
    ]);
    expect(buckets.supportStack('eu-west-1')).toBe(stack);
    const virginia = buckets.supportStack('us-east-1');
    expect([virginia.stackName, virginia.region, virginia.account])
      .toEqual(['Stack-media-us-east-1', 'us-east-1', ACCOUNT]);
    expect(virginia.node.path).toBe('Stack/Buckets/us-east-1');
    expect(virginia.dependencies).toEqual([]);
  });

  test('creates buckets that are versioned, private and encrypted and require TLS', () => {
    const template = declare().in('us-east-1');
    expect(Object.keys(template.toJSON().Resources))
      .toEqual([expect.stringMatching(/^Bucket/), expect.stringMatching(/^BucketPolicy/)]);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: 'media-us-east-1',
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LifecycleConfiguration: {
          Rules: [{
            Id: 'AbortIncompleteMultipartUploads',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            Status: 'Enabled',
          }],
        },
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

  test('deploys support stacks first, without references from the home stack', () => {
    const { stack, buckets } = declare({ encryption: UnderlyingBucketEncryption.kms() });
    new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
      .grants.readWrite(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const assembly = (stack.node.root as App).synth();
    const home = assembly.getStackArtifact(stack.artifactId);
    expect(listStackDependencies(home)).toEqual(['Stack-media-ap-northeast-1', 'Stack-media-us-east-1']);
    const text = JSON.stringify(home.template);
    expect(text).not.toMatch(/Stack-media|GetStackOutput|ImportValue|ExportsReader/);
    for (const { template } of [assembly.getStackByName('Stack-media-us-east-1')]) {
      expect(JSON.stringify(template)).not.toMatch(/Outputs|ImportValue/);
    }
    const { template } = assembly.getStackByName('Stack-media-us-east-1');
    expect(JSON.stringify(template)).toContain('s3:DataAccessPointArn');
  });

  test('creates its own support stacks beside other constructs of the stack', () => {
    const { stack, buckets } = declare();
    const more = new MultiRegionBuckets(stack, 'More', { bucketNamePrefix: 'more', regions: REGIONS });
    expect([buckets, more].map((construct) => construct.supportStack('us-east-1').stackName))
      .toEqual(['Stack-media-us-east-1', 'Stack-more-us-east-1']);
  });

  test('rejects two constructs with the same prefix, whose support stacks would have the same name', () => {
    const { stack } = declare();
    new MultiRegionBuckets(stack, 'More', { bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'] });
    expect(() => stack.node.root instanceof App && stack.node.root.synth())
      .toThrow(/MRAP783.*"Stack-media-us-east-1".*"Stack\/Buckets\/us-east-1", "Stack\/More\/us-east-1"/);
  });

  test('keeps the names and logical ids of support stacks after the construct was renamed', () => {
    const ids = ['Before', 'After'].map((id) => {
      const stack = stackIn();
      const buckets = new MultiRegionBuckets(stack, id, { bucketNamePrefix: 'media', regions: REGIONS });
      const supportStack = buckets.supportStack('us-east-1');
      return [supportStack.stackName, ...Object.keys(Template.fromStack(supportStack).toJSON().Resources)];
    });
    expect(ids[0]).toEqual(ids[1]);
  });

  describe('with encryption', () => {
    const findEncryption = (template: Template) => Object.values(
      template.findResources('AWS::S3::Bucket'),
    )[0].Properties.BucketEncryption.ServerSideEncryptionConfiguration[0];
    const KEYS = {
      'eu-west-1': `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/given`,
      'us-east-1': `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      'ap-northeast-1': `arn:aws:kms:ap-northeast-1:${ACCOUNT}:alias/given`,
    };

    test('creates a key in every Region with one alias, retained like the bucket', () => {
      const declared = declare({ encryption: UnderlyingBucketEncryption.kms() });
      const template = declared.in('us-east-1');
      template.hasResource('AWS::KMS::Key', {
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { EnableKeyRotation: true },
      });
      template.hasResource('AWS::KMS::Alias', {
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { AliasName: 'alias/media' },
      });
      expect(findEncryption(template)).toEqual({
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
        },
      });
      expect(declared.buckets.buckets.map(({ encryptionKeyArn }) => encryptionKeyArn)).toEqual(
        ['ap-northeast-1', 'eu-west-1', 'us-east-1'].map((region) => `arn:aws:kms:${region}:${ACCOUNT}:alias/media`));
    });

    test('uses given keys and aliases', () => {
      const declared = declare({ encryption: UnderlyingBucketEncryption.kmsKeys(KEYS) });
      for (const region of REGIONS) {
        expect(findEncryption(declared.in(region)).ServerSideEncryptionByDefault)
          .toEqual({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEYS[region as keyof typeof KEYS] });
        declared.in(region).resourceCountIs('AWS::KMS::Key', 0);
      }
      expect(declared.buckets.buckets.map(({ encryptionKeyArn }) => encryptionKeyArn))
        .toEqual([KEYS['ap-northeast-1'], KEYS['eu-west-1'], KEYS['us-east-1']]);
    });

    test('encrypts in two layers', () => {
      for (const encryption of [UnderlyingBucketEncryption.dsse(), UnderlyingBucketEncryption.dsseKeys(KEYS)]) {
        expect(findEncryption(declare({ encryption }).in('us-east-1')).ServerSideEncryptionByDefault.SSEAlgorithm)
          .toBe('aws:kms:dsse');
      }
    });

    const previous = `arn:aws:kms:us-east-1:${ACCOUNT}:key/previous`;
    const previousKeyArns = [previous];

    test.each([
      ['grantees and the replication', UnderlyingBucketEncryption.kms({ previousKeyArns }), 2],
      // S3 replicates no object with KMS encryption to a bucket without a KMS key.
      ['grantees, with keys that S3 manages,', UnderlyingBucketEncryption.s3Managed({ previousKeyArns }), 1],
    ])('allows %s only to decrypt with previous keys', (_name, encryption, count) => {
      const { stack, buckets } = declare({ encryption });
      new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
      new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
        .grants.readWrite(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
      const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
        .flatMap((policy) =>
          policy.Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown; Condition: unknown }[])
        .filter(({ Resource }) => Resource === previous);
      expect(statements.map(({ Action }) => Action)).toEqual(new Array(count).fill('kms:Decrypt'));
      expect(statements[0].Condition)
        .toMatchObject({ StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } });
    });
  });

  describe('with options', () => {
    test('applies lifecycle rules, Object Lock and events in every Region', () => {
      const declared = declare({
        lifecycleRules: [{ id: 'Previous', noncurrentVersionExpiration: Duration.days(30) }],
        objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(3)),
        eventBridgeEnabled: true,
      });
      for (const region of REGIONS) {
        declared.in(region).hasResourceProperties('AWS::S3::Bucket', {
          LifecycleConfiguration: {
            Rules: [
              { Id: 'AbortIncompleteMultipartUploads' },
              { Id: 'Previous', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
            ],
          },
          ObjectLockEnabled: true,
          ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 3, Mode: 'GOVERNANCE' } } },
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        });
        declared.in(region).resourceCountIs('AWS::Lambda::Function', 0);
      }
    });

    test('renders the default event hold beside the retention', () => {
      const template = declare({
        objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(365)),
        objectLockDefaultEventHold: Duration.days(90),
      }).in('us-east-1');
      template.hasResourceProperties('AWS::S3::Bucket', {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365, DefaultEventHold: { Days: 90 } } },
        },
      });
    });

    const objectLockDefaultRetention = s3.ObjectLockRetention.governance(Duration.days(1));
    test.each<[string, Partial<MultiRegionBucketsProps>, RegExp]>([
      ['without a retention', { objectLockDefaultEventHold: Duration.days(1) }, /without objectLockDefaultRetention/],
      [
        'of half a day', { objectLockDefaultEventHold: Duration.hours(12), objectLockDefaultRetention },
        /got "0.5 days"/,
      ],
      [
        'of more than 36,500 days',
        { objectLockDefaultEventHold: Duration.days(36_501), objectLockDefaultRetention },
        /got "36501 days"/,
      ],
      [
        'that is longer than the retention',
        { objectLockDefaultEventHold: Duration.days(2), objectLockDefaultRetention },
        /longer than the default retention, got "2 days", expected at most "1 days"/,
      ],
    ])('rejects a default event hold %s', (_, props, message) => {
      expect(() => declare(props)).toThrow(message);
      expect(() => declare(props)).toThrow('MRAP777');
    });

    test('creates log buckets', () => {
      const template = declare({ serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
      template.hasResourceProperties('AWS::S3::Bucket', {
        BucketName: 'media-us-east-1',
        LoggingConfiguration: {
          DestinationBucketName: { Ref: Match.stringLikeRegexp('^Logs') },
          LogFilePrefix: 'media/',
        },
      });
      template.hasResource('AWS::S3::Bucket', {
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          BucketName: 'media-logs-us-east-1',
          PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        },
      });
    });

    test('allows S3 to deliver only the logs of its buckets', () => {
      const template = declare({ serverAccessLogs: ServerAccessLogs.managed() }).in('us-east-1');
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Action: 's3:PutObject',
            Condition: {
              ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::media-us-east-1' },
              StringEquals: { 'aws:SourceAccount': ACCOUNT },
            },
          })]),
        },
      });
      template.hasResource('AWS::S3::Bucket', {
        DependsOn: [Match.stringLikeRegexp('^LogsPolicy')],
        Properties: { BucketName: 'media-us-east-1' },
      });
    });

    test('logs to existing buckets', () => {
      const stack = stackIn();
      const logs = Object.fromEntries(
        REGIONS.map((region) => [region, s3.Bucket.fromBucketName(stack, `Logs${region}`, `logs-${region}`)]),
      );
      declare({ serverAccessLogs: ServerAccessLogs.perRegion(logs) }, stack).in('us-east-1')
        .hasResourceProperties('AWS::S3::Bucket', {
          LoggingConfiguration: { DestinationBucketName: 'logs-us-east-1' },
        });
    });

    test('destroys all resources with the removal policy DESTROY', () => {
      const template = declare({
        removalPolicy: RemovalPolicy.DESTROY,
        encryption: UnderlyingBucketEncryption.kms(),
        serverAccessLogs: ServerAccessLogs.managed(),
      }).in('us-east-1');
      const kept = Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>)
        .filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete');
      expect(kept).toEqual([]);
    });

    test('retains all resources by default', () => {
      const template = declare({
        encryption: UnderlyingBucketEncryption.kms(),
        serverAccessLogs: ServerAccessLogs.managed(),
      }).in('us-east-1');
      const resources =
        Object.values(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
      expect(resources.map(({ Type, DeletionPolicy }) => `${Type} ${DeletionPolicy}`).sort()).toEqual([
        'AWS::KMS::Alias RetainExceptOnCreate', 'AWS::KMS::Key RetainExceptOnCreate',
        'AWS::S3::Bucket RetainExceptOnCreate', 'AWS::S3::Bucket RetainExceptOnCreate',
        'AWS::S3::BucketPolicy RetainExceptOnCreate', 'AWS::S3::BucketPolicy RetainExceptOnCreate',
      ]);
    });
  });

  describe('with the account Regional namespace', () => {
    test('renders the name prefix and the namespace', () => {
      const declared = declare({ accountRegionalNamespace: true });
      expect(declared.buckets.buckets.map(({ bucketName }) => bucketName)).toContain(`media-${ACCOUNT}-us-east-1-an`);
      declared.in('us-east-1').hasResourceProperties('AWS::S3::Bucket', {
        BucketNamePrefix: 'media',
        BucketNamespace: 'account-regional',
        BucketName: Match.absent(),
      });
    });

    test('does not refer to other stacks if the account is a token', () => {
      const app = new App();
      const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
      const { buckets } = declare(
        { accountRegionalNamespace: true, encryption: UnderlyingBucketEncryption.kms() }, stack,
      );
      new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
      new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets: buckets.buckets })
        .grants.read(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
      const template = Template.fromStack(stack);
      expect(JSON.stringify(template.toJSON())).not.toMatch(/GetStackOutput|ImportValue|ExportsReader/);
      template.hasResourceProperties('Custom::S3MultiRegionAccessPoint', {
        Buckets: Match.arrayWith([
          { Bucket: { 'Fn::Join': ['', ['media-', { Ref: 'AWS::AccountId' }, '-us-east-1-an']] }, Region: 'us-east-1' },
        ]),
      });
      const [rules] = Object.values(template.findResources('Custom::S3BucketReplication'))
        .map(({ Properties }) => Properties.Rules);
      expect(rules[0].ReplicaKmsKeyId)
        .toEqual({ 'Fn::Join': ['', ['arn:aws:kms:eu-west-1:', { Ref: 'AWS::AccountId' }, ':alias/media']] });
      template.hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Action: 'kms:Decrypt',
            Resource: Match.arrayWith([
              { 'Fn::Join': ['', ['arn:aws:kms:us-east-1:', { Ref: 'AWS::AccountId' }, ':key/*']] },
            ]),
            Condition: Match.objectLike({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' } }),
          })]),
        },
      });
    });
  });

  describe('bucket', () => {
    test('grants access to a principal of the same stack', () => {
      const { stack, buckets } = declare();
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      expect(buckets.bucket('eu-west-1').grantRead(role).success).toBe(true);
      expect(buckets.bucket('us-east-1').grants.read(new iam.ServicePrincipal('logging.s3.amazonaws.com')).success)
        .toBe(true);
    });

    test.each(
      ['grantRead', 'grantWrite', 'grantReadWrite', 'grantPut', 'grantDelete'] as const,
    )('rejects %s for a principal of another stack and recommends the grants of the access point', (method) => {
      const { stack, buckets } = declare();
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      expect(() => buckets.bucket('us-east-1')[method](role)).toThrow(/MRAP770.*grants\.readWrite/);
    });

    test('throws an error for a Region without a bucket', () => {
      expect(() => declare().buckets.bucket('sa-east-1')).toThrow('MRAP769');
      expect(() => declare().buckets.supportStack('sa-east-1')).toThrow('MRAP769');
    });
  });
});
