import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, Aspects, CfnParameter, type IAspect, NestedStack, type Stack, Tags } from 'aws-cdk-lib/core';
import {
  FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointHandlers, UnderlyingBucket,
} from '../../src';
import { ACCOUNT } from '../support/accounts';
import { stackIn } from '../support/synthesis';

const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
];
const FUNCTION = 'AWS::Lambda::Function';

function declare(stack: Stack, name = 'media', failover?: FailoverConfiguration) {
  return new MultiRegionAccessPoint(stack, name, { multiRegionAccessPointName: name, buckets: BUCKETS, failover });
}

function declareWithRoutes(stack: Stack, name?: string) {
  return declare(stack, name, FailoverConfiguration.activeActive());
}

function findStatements(template: Template): { Action: string | string[]; Resource: unknown }[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => Object.values(template.findResources(type)))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

describe('MultiRegionAccessPointHandlers', () => {
  test('creates one function of its own and the functions of the framework for all custom resources', () => {
    for (const add of [declare, declareWithRoutes]) {
      const stack = stackIn();
      add(stack);
      const functions = Object.values(Template.fromStack(stack).findResources(FUNCTION));
      expect(functions.map((resource) => resource.Properties.Handler).sort()).toEqual([
        'framework.isComplete', 'framework.onEvent', 'framework.onTimeout', 'index.handleEvent',
      ]);
    }
  });

  test('shares the functions among all access points of a stack', () => {
    const stack = stackIn();
    for (const name of ['one', 'two', 'three']) declareWithRoutes(stack, name);
    Template.fromStack(stack).resourceCountIs(FUNCTION, 4);
  });

  test('creates no resources for settings alone', () => {
    const stack = stackIn();
    MultiRegionAccessPointHandlers.of(stack).configure({ logRetention: logs.RetentionDays.ONE_DAY });
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  describe('with wildcard resources', () => {
    test('allows only s3:ListAllMyBuckets on all resources', () => {
      const stack = stackIn();
      declareWithRoutes(stack);
      const wildcards = findStatements(Template.fromStack(stack))
        .filter((statement) => [statement.Resource].flat().includes('*'));
      expect(wildcards.map((statement) => statement.Action)).toEqual(['s3:ListAllMyBuckets']);
    });

    test('allows actions on unknown ids only below accesspoint and async-request/mrap', () => {
      const stack = stackIn();
      declareWithRoutes(stack);
      const account = findStatements(Template.fromStack(stack))
        .filter((statement) => JSON.stringify(statement.Resource).includes(':s3:'));
      expect(account.filter((statement) => typeof statement.Resource === 'string')).toEqual([
        {
          Effect: 'Allow',
          Action: [
            's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
            's3:GetMultiRegionAccessPointPolicy', 's3:PutMultiRegionAccessPointPolicy',
          ],
          Resource: `arn:aws:s3::${ACCOUNT}:accesspoint/*`,
        },
        {
          Effect: 'Allow',
          Action: 's3:DescribeMultiRegionAccessPointOperation',
          Resource: `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/*`,
        },
        {
          Effect: 'Allow',
          Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
          Resource: `arn:aws:s3::${ACCOUNT}:accesspoint/*`,
        },
      ]);
    });
  });

  describe('configure', () => {
    test('rejects settings after the functions exist, and accepts no settings (MRAP786)', () => {
      const stack = stackIn();
      declare(stack);
      const handlers = MultiRegionAccessPointHandlers.of(stack);
      (stack.node.root as App).synth();
      expect(() => handlers.configure({ logRetention: logs.RetentionDays.ONE_DAY })).toThrow(/MRAP786.*"logRetention"/);
      expect(() => handlers.configure({})).not.toThrow();
    });

    const ORDERS = ['before', 'after'];

    function synthesizeWithSettings(
      order: string, configure: (handlers: MultiRegionAccessPointHandlers, stack: Stack) => void,
    ): Template {
      const stack = stackIn();
      if (order === ORDERS[1]) declareWithRoutes(stack);
      configure(MultiRegionAccessPointHandlers.of(stack), stack);
      if (order === ORDERS[0]) declareWithRoutes(stack);
      return Template.fromStack(stack);
    }

    test.each(ORDERS)('applies a VPC %s the declaration of an access point', (order) => {
      const template = synthesizeWithSettings(order, (handlers, stack) => {
        const vpc = new ec2.Vpc(stack, 'Vpc');
        const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
        handlers.configure({ vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, securityGroups });
      });
      template.allResourcesProperties(FUNCTION, {
        VpcConfig: Match.objectLike({ SecurityGroupIds: [{ 'Fn::GetAtt': ['GroupC77FDACD', 'GroupId'] }] }),
      });
      template.hasResourceProperties('AWS::IAM::Role', {
        ManagedPolicyArns: [
          { 'Fn::Join': ['', Match.arrayWith([':iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'])] },
        ],
      });
    });

    test.each(ORDERS)('applies settings of the logs %s the declaration of an access point', (order) => {
      const template = synthesizeWithSettings(order, (handlers, stack) =>
        handlers.configure({ logRetention: logs.RetentionDays.ONE_YEAR, logEncryptionKey: new kms.Key(stack, 'Key') }));
      template.resourceCountIs('AWS::Logs::LogGroup', 1);
      template.allResourcesProperties('AWS::Logs::LogGroup', {
        RetentionInDays: 365,
        KmsKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
      });
      template.allResourcesProperties(FUNCTION, { LoggingConfig: Match.objectLike({ LogGroup: Match.anyValue() }) });
    });

    test.each(ORDERS)('applies the encryption of the environment %s the declaration of an access point', (order) => {
      const template = synthesizeWithSettings(order, (handlers, stack) =>
        handlers.configure({ environmentEncryption: new kms.Key(stack, 'Key') }));
      template.allResourcesProperties(FUNCTION, { KmsKeyArn: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } });
    });

    test.each(ORDERS)('applies a permissions boundary %s the declaration of an access point', (order) => {
      const template = synthesizeWithSettings(order, (handlers, stack) =>
        handlers.configure({
          permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
        }));
      template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() });
    });

    test.each(ORDERS)('renders a proxy into every function %s the declaration of an access point', (order) => {
      const proxy = {
        url: 'http://proxy.example.com:3128',
        noProxy: ['.us-west-2.amazonaws.com', 'localhost'],
        caCertificates: '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----',
      };
      const template = synthesizeWithSettings(order, (handlers) => handlers.configure({ proxy }));
      const handlers = Object.values(template.findResources(FUNCTION, {
        Properties: { Description: Match.stringLikeRegexp('^cdk-s3-mrap: ') },
      }));
      expect(handlers).toHaveLength(1);
      for (const { Properties } of handlers) {
        expect((Properties as { Environment: unknown }).Environment).toEqual({
          Variables: {
            HTTPS_PROXY: proxy.url,
            NO_PROXY: '.us-west-2.amazonaws.com,localhost',
            CDK_S3_MRAP_CA_CERTIFICATES: proxy.caCertificates,
          },
        });
      }
    });

    test('renders only the variables of the settings that a proxy has', () => {
      const template = synthesizeWithSettings(ORDERS[0], (handlers) =>
        handlers.configure({ proxy: { url: 'https://proxy.example.com' } }));
      template.hasResourceProperties(FUNCTION, {
        Environment: { Variables: { HTTPS_PROXY: 'https://proxy.example.com' } },
      });
      expect(JSON.stringify(template.toJSON())).not.toContain('NO_PROXY');
    });

    test.each([
      ['a URL without a protocol', { url: 'proxy.example.com:3128' }, 'proxy setting url of the handlers'],
      ['another protocol', { url: 'socks5://proxy.example.com' }, 'expected a URL that starts with http://'],
      ['a password', { url: 'http://me:secret@proxy.example.com' }, 'got "a URL with a password"'],
      ['a list in one element', { url: 'http://proxy', noProxy: ['a.com,b.com'] }, 'got "a.com,b.com"'],
      ['text without a certificate', { url: 'http://proxy', caCertificates: 'ca.pem' }, 'certificates in PEM format'],
      [
        'more certificates than Lambda accepts',
        { url: 'http://proxy', caCertificates: `-----BEGIN CERTIFICATE-----${'x'.repeat(4096)}` },
        'expected at most 4096 bytes',
      ],
    ])('rejects a proxy with %s', (_name, proxy, problem) => {
      const handlers = MultiRegionAccessPointHandlers.of(stackIn());
      expect(() => handlers.configure({ proxy })).toThrow('[MRAP749]');
      expect(() => handlers.configure({ proxy })).toThrow(problem);
    });

    test('accepts a proxy whose URL is a token', () => {
      const template = synthesizeWithSettings(ORDERS[0], (handlers, stack) =>
        handlers.configure({ proxy: { url: new CfnParameter(stack, 'Proxy').valueAsString } }));
      template.hasResourceProperties(FUNCTION, { Environment: { Variables: { HTTPS_PROXY: { Ref: 'Proxy' } } } });
    });

    test('combines settings and accepts repeated settings', () => {
      const template = synthesizeWithSettings(ORDERS[0], (handlers, stack) => {
        const logEncryptionKey = new kms.Key(stack, 'Key');
        handlers.configure({ logRetention: logs.RetentionDays.ONE_YEAR });
        handlers.configure({ logEncryptionKey, logRetention: undefined });
        handlers.configure({ logRetention: logs.RetentionDays.ONE_YEAR, logEncryptionKey });
      });
      template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() });
    });

    test('rejects two values for one setting', () => {
      const handlers = MultiRegionAccessPointHandlers.of(stackIn());
      handlers.configure({ logRetention: logs.RetentionDays.ONE_YEAR });
      expect(() => handlers.configure({ logRetention: logs.RetentionDays.ONE_DAY }))
        .toThrow('[MRAP755] handler setting logRetention of stack "Stack" has conflicting values');
    });
  });

  describe('with functions', () => {
    test('creates the functions after their permissions', () => {
      const stack = stackIn();
      declare(stack);
      const functions = Object.values(Template.fromStack(stack).findResources(FUNCTION, {
        Properties: { Role: { 'Fn::GetAtt': [Match.stringLikeRegexp('ProviderRole'), 'Arn'] } },
      }));
      expect(functions).toHaveLength(1);
      for (const resource of functions) {
        expect(resource.DependsOn).toContainEqual(expect.stringContaining('ProviderPolicy'));
      }
    });

    test('limits functions to five minutes and polls every five seconds for an hour', () => {
      const stack = stackIn();
      declareWithRoutes(stack);
      const template = Template.fromStack(stack);
      template.hasResourceProperties(FUNCTION, { Handler: 'index.handleEvent', Timeout: 300 });
      const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
      const definition = JSON.stringify(machine.Properties.DefinitionString);
      expect(definition).toContain('\\"IntervalSeconds\\":5,\\"MaxAttempts\\":720');
    });

    test('applies aspects of the application to the functions', () => {
      const app = new App();
      Tags.of(app).add('owner', 'media');
      const visited: string[] = [];
      const aspect: IAspect = { visit: (node) => { visited.push(node.node.path); } };
      Aspects.of(app).add(aspect);
      const stack = stackIn('eu-west-1', { app });
      declareWithRoutes(stack);
      Template.fromStack(stack).allResourcesProperties(FUNCTION, { Tags: [{ Key: 'owner', Value: 'media' }] });
      expect(visited).toContain('Stack/MultiRegionAccessPointHandlers/Provider/Function/Resource');
    });

    test('creates the functions for access points that an aspect declares', () => {
      const [first, late] = [stackIn(), stackIn()];
      declare(first);
      for (const stack of [first, late]) {
        let declared = false;
        Aspects.of(stack).add({
          visit: () => {
            if (!declared) declareWithRoutes(stack, 'late');
            declared = true;
          },
        });
        Template.fromStack(stack).resourceCountIs(FUNCTION, 4);
      }
    });

    test('renders the same template with and without aspect stabilization', () => {
      const templates = [true, false].map((flag) => {
        const stack = stackIn('eu-west-1', { context: { '@aws-cdk/core:aspectStabilization': flag } });
        declareWithRoutes(stack);
        return Template.fromStack(stack).toJSON();
      });
      expect(templates[0]).toEqual(templates[1]);
    });
  });

  test('creates separate functions for a nested stack', () => {
    const stack = stackIn();
    const nested = new NestedStack(stack, 'Nested');
    declare(nested);
    MultiRegionAccessPointHandlers.of(nested).configure({ logRetention: logs.RetentionDays.ONE_DAY });
    Template.fromStack(nested).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 1 });
    Template.fromStack(stack).resourceCountIs(FUNCTION, 0);
  });
});
