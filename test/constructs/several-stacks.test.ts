import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, Aspects, Aws, RemovalPolicies, Stack, Stage, Tags, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  CrossRegionReplication, Delegation, MultiRegionAccessPoint, MultiRegionAccessPointChecks,
  MultiRegionAccessPointHandlers, MultiRegionAccessPointVpcEndpoint, MultiRegionBuckets,
  ReplicatedMultiRegionAccessPoint, ReplicationTopology, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../src';
import { synthesizeWith } from '../linter/plugin/synthesis';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/accounts';
import { violationsOf } from '../support/nag';
import { stackIn, verdictOf, warningsOf, warningTexts } from '../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1'];
const PROPS = { multiRegionAccessPointName: 'media', regions: REGIONS };

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Record<string, unknown>;
}

type Template = { readonly Resources?: Record<string, Resource> };

/** Lists the resources of a type in all templates of an application, with the stack of each. */
function listResources(app: App, type: string): (Resource & { readonly stackName: string })[] {
  return app.synth().stacks.flatMap(({ stackName, template }) =>
    Object.values((template as Template).Resources ?? {})
      .filter(({ Type }) => Type === type)
      .map((resource) => ({ ...resource, stackName })));
}

function statementsIn(policy: unknown): Record<string, unknown>[] {
  return (policy as { Statement: Record<string, unknown>[] }).Statement;
}

describe('src/constructs', () => {
  describe('with stacks in two accounts and four Regions', () => {
    const app = new App();
    const declareStack = (id: string, account: string, region: string) =>
      new Stack(app, id, { env: { account, region } });
    const [eu, us, jp, main] = [
      declareStack('Eu', ACCOUNT, 'eu-west-1'), declareStack('Us', ACCOUNT, 'us-east-1'),
      declareStack('Jp', OTHER_ACCOUNT, 'ap-northeast-1'), declareStack('Main', ACCOUNT, 'eu-central-1'),
    ];
    const encryptionKey = new kms.Key(us, 'Key', { alias: 'alias/data' });
    const makeAlias = (region: string, account: string, name: string) =>
      `arn:aws:kms:${region}:${account}:alias/${name}`;
    const buckets = [
      UnderlyingBucket.fromBucket(new s3.Bucket(eu, 'Bucket', { versioned: true, bucketName: 'media-eu' }), {
        encryptionKeyArn: makeAlias('eu-west-1', ACCOUNT, 'aws/s3'),
      }),
      UnderlyingBucket.fromBucket(
        new s3.Bucket(us, 'Bucket', { versioned: true, bucketName: 'media-us', encryptionKey }),
        { encryptionKeyArn: makeAlias('us-east-1', ACCOUNT, 'data') },
      ),
      UnderlyingBucket.fromBucket(new s3.Bucket(jp, 'Bucket', { versioned: true, bucketName: 'media-jp' }), {
        encryptionKeyArn: makeAlias('ap-northeast-1', OTHER_ACCOUNT, 'jp'),
      }),
    ];
    const media = new MultiRegionAccessPoint(main, 'Media', { multiRegionAccessPointName: 'media', buckets });
    new CrossRegionReplication(main, 'Replication', { buckets });
    for (const [index, [account, region]] of [
      [ACCOUNT, 'eu-central-1'], [ACCOUNT, 'us-west-2'], [OTHER_ACCOUNT, 'us-west-2'],
    ].entries()) {
      media.grants.read(new iam.Role(declareStack(`Reader${index}`, account, region), 'Role', {
        roleName: `reader-${index}`, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      }));
    }

    test('writes both halves of the replication between the accounts, without a finding of the linter', () => {
      const { violations } = synthesizeWith(app, new MultiRegionAccessPointChecks());
      expect(violations.map(({ ruleName }) => ruleName)).not.toContain('MRAP423');
      const policies = listResources(app, 'AWS::S3::BucketPolicy');
      for (const stackName of ['Eu', 'Us', 'Jp']) {
        const [policy] = policies.filter((entry) => entry.stackName === stackName);
        expect(statementsIn(policy.Properties.PolicyDocument)).toContainEqual(expect.objectContaining({
          Action: expect.arrayContaining(['s3:ReplicateObject', 's3:ObjectOwnerOverrideToBucketOwner']),
        }));
      }
    });

    test('requests a statement only from the owner of a key outside of the application', () => {
      app.synth();
      expect(warningTexts(main, 'MRAP208')).toEqual([expect.stringContaining('add the statements of keyPolicy')]);
      expect(warningsOf(main)).not.toContain('MRAP555');
    });

    test('reports an AWS managed key, whose policy nothing can change, as the key of replicas', () => {
      app.synth();
      expect(Annotations.fromStack(main).findError('*', Match.stringLikeRegexp('MRAP414'))).not.toEqual([]);
    });
  });

  test('allows a role of another account by its account and its ARN, and deploys its stack later', () => {
    const stack = stackIn();
    const app = stack.node.root as App;
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', PROPS);
    const other = new Stack(app, 'Reader', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } });
    const role = new iam.Role(other, 'Role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() });
    media.grants.read(role);
    const [{ Properties: { Policy: policy } }] = listResources(app, 'Custom::S3MultiRegionAccessPointPolicy');
    expect(statementsIn(policy)).toContainEqual(expect.objectContaining({
      Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
      Condition: { ArnLike: { 'aws:PrincipalArn': expect.anything() } },
    }));
    expect(app.synth().getStackArtifact(other.artifactId).dependencies.map(({ id }) => id)).toContain(stack.artifactId);
  });

  test('rejects one bucket name in two stages without an account once, without a finding about rules', () => {
    const app = new App();
    for (const name of ['Beta', 'Prod']) {
      const stack = new Stack(new Stage(app, name), 'Media', { env: { region: 'eu-west-1' } });
      new ReplicatedMultiRegionAccessPoint(stack, 'Media', PROPS);
    }
    let text = '';
    try { app.synth(); } catch (error) { text = String(error); }
    expect(text.match(/MRAP\d{3}/g)).toEqual(['MRAP784']);
  });

  describe('with and without the plugin', () => {
    const declareReplicated = (stack: Stack) => new ReplicatedMultiRegionAccessPoint(stack, 'Media', PROPS);
    const inUnknownAccount = (stack: Stack) =>
      new Stack(stack.node.root, 'Unknown', { env: { region: 'eu-west-1' } });
    const REJECTED: readonly [string, string, (stack: Stack) => void][] = [
      ['a grant to everyone', 'MRAP507', (stack) => { declareReplicated(stack).grants.read(new iam.AnyPrincipal()); }],
      ['a statement for everyone', 'MRAP507', (stack) => {
        declareReplicated(stack).accessPoint.addToResourcePolicy(new iam.PolicyStatement({
          principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: ['*'],
        }));
      }],
      ['an action on objects with the access point as resource', 'MRAP504', (stack) => {
        const { accessPoint } = declareReplicated(stack);
        accessPoint.addToResourcePolicy(new iam.PolicyStatement({
          principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)],
          actions: ['s3:GetObject'],
          resources: [accessPoint.multiRegionAccessPointArn],
        }));
      }],
    ];
    const ACCEPTED: readonly [string, (stack: Stack) => void][] = [
      ['the pseudo parameter of the account in the prefix', (stack) => {
        new ReplicatedMultiRegionAccessPoint(inUnknownAccount(stack), 'Media', {
          ...PROPS, bucketNamePrefix: `media-${Aws.ACCOUNT_ID}`,
        });
      }],
      ['the account of the stack in the prefix', (stack) => {
        const unknown = inUnknownAccount(stack);
        new ReplicatedMultiRegionAccessPoint(unknown, 'Media', {
          ...PROPS, bucketNamePrefix: `media-${unknown.account}`,
        });
      }],
      ['the account-Regional namespace with keys and a replication', (stack) => {
        const unknown = inUnknownAccount(stack);
        const { buckets } = new MultiRegionBuckets(unknown, 'Buckets', {
          bucketNamePrefix: 'media',
          accountRegionalNamespace: true,
          regions: REGIONS,
          encryption: UnderlyingBucketEncryption.kms(),
        });
        new CrossRegionReplication(unknown, 'Replication', { buckets });
        new MultiRegionAccessPoint(unknown, 'Media', { multiRegionAccessPointName: 'media', buckets });
      }],
      ['the name of a bucket from a lookup', (stack) => {
        const name = ssm.StringParameter.valueFromLookup(stack, '/bucket');
        new MultiRegionAccessPoint(stack, 'Media', {
          multiRegionAccessPointName: 'media',
          buckets: [
            UnderlyingBucket.fromBucketName(name, 'eu-west-1'), UnderlyingBucket.fromBucketName('two', 'us-east-1'),
          ],
        });
      }],
    ];
    const declareIn = (hasPlugin: boolean) => {
      const stack = stackIn();
      if (hasPlugin) Validations.of(stack.node.root).addPlugins(new MultiRegionAccessPointChecks());
      return stack;
    };

    test.each(REJECTED.flatMap(([name, code, declare]) =>
      [true, false].map((hasPlugin) => [name, code, hasPlugin, declare] as const)))(
      'rejects %s as %s, with the plugin %s', (_name, code, hasPlugin, declare) => {
        expect(verdictOf(declareIn(hasPlugin), declare).errors).toEqual([code]);
      });

    test.each(ACCEPTED.flatMap(([name, declare]) =>
      [true, false].map((hasPlugin) => [name, hasPlugin, declare] as const)))(
      'accepts %s, with the plugin %s', (_name, hasPlugin, declare) => {
        const stack = stackIn();
        declare(stack);
        const plugin = hasPlugin ? new MultiRegionAccessPointChecks() : undefined;
        expect(synthesizeWith(stack.node.root as App, plugin)).toMatchObject({ failed: false, violations: [] });
      });
  });

  test('names both endpoints in the statement of the home endpoint, without a finding of the linter', () => {
    const stack = stackIn();
    const app = stack.node.root as App;
    const { accessPoint } = new ReplicatedMultiRegionAccessPoint(stack, 'Media', PROPS);
    const declareEndpoint = (scope: Stack) => new MultiRegionAccessPointVpcEndpoint(scope, 'Endpoint', {
      vpc: new ec2.Vpc(scope, 'Vpc', { natGateways: 0, maxAzs: 2 }), multiRegionAccessPoints: [accessPoint],
    });
    declareEndpoint(stack).restrict(accessPoint);
    declareEndpoint(stackIn('us-east-1', { app, id: 'Us' }));
    const { violations } = synthesizeWith(app, new MultiRegionAccessPointChecks());
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
    const [{ Properties: { Policy: policy } }] = listResources(app, 'Custom::S3MultiRegionAccessPointPolicy');
    const denials = statementsIn(policy).filter(({ Effect }) => Effect === 'Deny');
    expect(denials.length).toBeGreaterThan(0);
    for (const { Condition: condition } of denials) {
      expect(condition).toMatchObject({
        StringNotEquals: { 'aws:SourceVpce': [expect.anything(), expect.anything()] },
      });
    }
  });

  test('reports a grant that no bucket policy allows', () => {
    const stack = stackIn();
    const us = stackIn('us-east-1', { app: stack.node.root as App, id: 'Us' });
    const members = [
      new s3.Bucket(stack, 'Bucket', { versioned: true }),
      new s3.Bucket(us, 'Bucket', { versioned: true, bucketName: 'media-us' }),
    ];
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: members.map((bucket) => UnderlyingBucket.fromBucket(bucket)),
      delegation: Delegation.none(),
    }).grants.read(new iam.AccountPrincipal('999988887777'));
    expect(warningTexts(stack, 'MRAP779')).toEqual([expect.stringContaining('cannot take effect')]);
  });

  describe('with several replications of one stack', () => {
    const mine = () => [
      UnderlyingBucket.fromBucketName('mine-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('mine-us', 'us-east-1'),
    ];
    const makeVault = (region: string) =>
      UnderlyingBucket.fromBucketName(`vault-${region}`, region, { account: OTHER_ACCOUNT });

    test.each<[string, (stack: Stack) => void]>([
      ['a vault in the Region of a member', (stack) => {
        new CrossRegionReplication(stack, 'Replication', { buckets: [...mine(), makeVault('eu-west-1')] });
      }],
      ['a second construct for a vault', (stack) => {
        const buckets = mine();
        new CrossRegionReplication(stack, 'Replication', { buckets });
        new CrossRegionReplication(stack, 'Vault', {
          buckets: [buckets[0], makeVault('eu-central-1')],
          topology: ReplicationTopology.oneWay(['eu-west-1'], ['eu-central-1']),
        });
      }],
      ['two prefixes with their own storage classes', (stack) => {
        const buckets = mine();
        new CrossRegionReplication(stack, 'Hot', { buckets, prefix: 'hot/' });
        new CrossRegionReplication(stack, 'Cold', {
          buckets, prefix: 'cold/', storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
        });
      }],
    ])('accepts %s', (_name, declare) => {
      expect(verdictOf(stackIn(), declare).errors).toEqual([]);
    });
  });

  describe('with buckets in two Regions', () => {
    const declare = () => {
      const stack = stackIn();
      return { stack, media: new ReplicatedMultiRegionAccessPoint(stack, 'Media', PROPS) };
    };
    const readBuckets = (stack: Stack) => {
      const buckets = listResources(stack.node.root as App, 'AWS::S3::Bucket');
      expect(new Set(buckets.map(({ stackName }) => stackName)).size).toBe(2);
      return buckets;
    };
    const TAGS = [{ Key: 'cost-center', Value: '42' }];

    test('applies the tags of a stack to both buckets', () => {
      const { stack } = declare();
      Tags.of(stack).add('cost-center', '42');
      for (const { Properties: properties } of readBuckets(stack)) expect(properties.Tags).toEqual(TAGS);
    });

    test('applies the tags of the construct to both buckets', () => {
      const { stack, media } = declare();
      Tags.of(media).add('cost-center', '42');
      for (const { Properties: properties } of readBuckets(stack)) expect(properties.Tags).toEqual(TAGS);
    });

    test('applies an aspect of a stack to both buckets', () => {
      const { stack } = declare();
      const accelerateConfiguration = { accelerationStatus: 'Enabled' };
      Aspects.of(stack).add({
        visit: (node) => {
          if (node instanceof s3.CfnBucket) node.accelerateConfiguration = accelerateConfiguration;
        },
      });
      for (const { Properties: properties } of readBuckets(stack)) {
        expect(properties.AccelerateConfiguration).toEqual({ AccelerationStatus: 'Enabled' });
      }
    });

    test('applies the removal policies of a stack to both buckets', () => {
      const { stack } = declare();
      RemovalPolicies.of(stack).destroy();
      for (const { DeletionPolicy: policy } of readBuckets(stack)) expect(policy).toBe('Delete');
    });

    test('applies an acknowledgement of a stack to both buckets', () => {
      const { stack } = declare();
      const app = stack.node.root as App;
      MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
      Validations.of(stack).acknowledge({ id: 'AwsSolutions-S1', reason: 'the test needs no logs' });
      app.synth();
      expect(violationsOf(AwsSolutionsChecks, app)).toEqual([]);
    });
  });
});
