import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, Aspects, type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointHandlers, Provisioning,
  ReplicationTopology, UnderlyingBucket,
} from '../../src';
import { ACCOUNT } from '../support/accounts';
import { stackIn } from '../support/synthesis';
import { declareReplicated, REGIONS } from './counted-stacks';

const [HOME, OTHER] = REGIONS;

interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
    readonly Bucket?: string;
    readonly Path?: string;
  };
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function findResources(stack: Stack, ...types: string[]): Record<string, Resource> {
  const { Resources: resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  return Object.fromEntries(Object.entries(resources).filter(([, { Type: type }]) => types.includes(type)));
}

const findSharedPolicies = (stack: Stack) => findResources(stack, 'AWS::IAM::ManagedPolicy');
const listActions = (policies: Record<string, Resource>) =>
  Object.values(policies).flatMap(({ Properties: { PolicyDocument: { Statement: statements } } }) =>
    statements.flatMap(({ Action: action }) => action));

const importBuckets = (prefix: string, regions: readonly string[]) =>
  regions.map((region) => UnderlyingBucket.fromBucketName(`${prefix}-${region}`, region));

/** Declares a replication of sixteen source buckets with long names. */
function declareSources(stack: Stack, id: string): void {
  new CrossRegionReplication(stack, id, {
    buckets: importBuckets(`${id}-${'x'.repeat(40)}`, REGIONS),
    topology: ReplicationTopology.oneWay(REGIONS.slice(0, 16), [REGIONS[16]]),
  });
}

describe('SharedPolicies', () => {
  test('creates statements without a reference to a resource', () => {
    const stack = stackIn();
    declareReplicated(stack, { regions: 2 });
    const policies = Object.values(findSharedPolicies(stack));
    expect(policies).toHaveLength(1);
    const statements = policies[0].Properties.PolicyDocument.Statement;
    const references = JSON.stringify(statements).match(/\{"(Ref|Fn::)[^}]*\}/g);
    expect(references).toEqual(['{"Ref":"AWS::StackId"}']);
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Stack/*`,
      Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
    });
    const paths = Object.values(findResources(stack, 'AWS::IAM::Role')).map(({ Properties: { Path: path } }) => path);
    expect(paths).toContain('/cdk-s3-mrap/Stack/');
  });

  test('creates no dependency, so that one access point can depend on another', () => {
    const stack = stackIn();
    const [one, two] = ['one', 'two'].map((name) => declareReplicated(stack, { regions: 2, name }));
    two.node.addDependency(one);
    expect(() => Template.fromStack(stack)).not.toThrow();
    for (const { DependsOn: dependencies } of Object.values(findSharedPolicies(stack))) {
      expect(dependencies).toBeUndefined();
    }
  });

  test('makes ids that change with the content only', () => {
    const listIds = (...names: string[]) => {
      const stack = stackIn();
      for (const name of names) declareReplicated(stack, { regions: 2, name });
      return Object.keys(findSharedPolicies(stack));
    };
    expect(listIds('one', 'two')).toEqual(listIds('two', 'one'));
    expect(listIds('one', 'two')).not.toEqual(listIds('one', 'three'));
  });

  test('creates policies before each custom resource that needs them', () => {
    const stack = stackIn();
    for (let index = 0; index < 10; index += 1) declareSources(stack, `media${index}`);
    const policies = findSharedPolicies(stack);
    expect(Object.keys(policies).length).toBeGreaterThan(1);
    const rules = Object.values(findResources(stack, 'Custom::S3BucketReplication'));
    expect(rules).toHaveLength(160);
    for (const { DependsOn: dependencies, Properties: { Bucket: bucket } } of rules) {
      const needed = Object.entries(policies).filter(([, policy]) =>
        JSON.stringify(policy).includes(`arn:aws:s3:::${bucket}"`));
      expect(needed).toHaveLength(1);
      expect(dependencies).toContain(needed[0][0]);
    }
  });

  test('fills policies to the limit of IAM, 6,144 characters', () => {
    const stack = stackIn();
    for (let index = 0; index < 10; index += 1) declareSources(stack, `media${index}`);
    for (const { Properties: { PolicyDocument: document } } of Object.values(findSharedPolicies(stack))) {
      const length = JSON.stringify(document).replace('{"Ref":"AWS::StackId"}', `"${'x'.repeat(222)}"`).length;
      expect(length).toBeLessThanOrEqual(6144);
    }
  });

  test.each([[false, 5], [true, 4]])('rejects a sixth policy, or a fifth in a VPC (%s)', (inVpc, max) => {
    const stack = stackIn();
    if (inVpc) {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['s-1'], privateSubnetRouteTableIds: ['r'],
      });
      MultiRegionAccessPointHandlers.of(stack).configure({ vpc });
    }
    for (let index = 0; index < 29; index += 1) declareSources(stack, `media${index}`);
    const synthesize = () => (stack.node.root as App).synth();
    expect(synthesize).toThrow(/\[MRAP756\] .*"Stack".*got \d+ characters for 29 constructs, .*; distribute/);
    const limit = max === 5
      ? /at most 30\d{3} characters.* about 2\d such/
      : /at most 24\d{3} characters.* about 19 such/;
    expect(synthesize).toThrow(limit);
  });
});

describe('OwnPolicies', () => {
  const declareGenerated = (stack: Stack, id: string) => new CrossRegionReplication(stack, id, {
    buckets: [
      UnderlyingBucket.fromBucket(new s3.Bucket(stack, `${id}Bucket`, { versioned: true })),
      UnderlyingBucket.fromBucketName(`${id}-us`, OTHER),
    ],
  });

  test('creates a policy for buckets with generated names', () => {
    const stack = stackIn();
    declareGenerated(stack, 'media');
    const own = Object.entries(findResources(stack, 'AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('mediaPermissions'));
    expect(own).toHaveLength(1);
    expect(own[0][1].Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
      Resource: { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: expect.stringMatching(/^mediaBucket/) }]] },
    }]);
    const [rules] = Object.values(findResources(stack, 'Custom::S3BucketReplication'))
      .filter(({ Properties: { Bucket: bucket } }) => typeof bucket !== 'string');
    expect(rules.DependsOn).toContain(own[0][0]);
  });

  test('creates a policy for a construct that an aspect declares', () => {
    const stack = stackIn();
    declareReplicated(stack, { regions: 2 });
    let declared = false;
    Aspects.of(stack).add({
      visit: () => {
        if (!declared) declareSources(stack, 'late');
        declared = true;
      },
    });
    const own = Object.keys(findResources(stack, 'AWS::IAM::Policy')).filter((id) => id.startsWith('latePermissions'));
    expect(own).toHaveLength(1);
    expect(JSON.stringify(findSharedPolicies(stack))).not.toContain('late-');
  });

  test('fills half of the limit of IAM for inline policies, 10,240 characters', () => {
    const declare = (count: number) => {
      const stack = stackIn();
      for (let index = 0; index < count; index += 1) declareGenerated(stack, `media${index}`);
      return () => Template.fromStack(stack);
    };
    expect(declare(10)).not.toThrow();
    expect(declare(30)).toThrow(/\[MRAP756\] .*for 30 constructs, expected at most 5120.*suffice for about \d+ such/);
  });
});

describe('makeAccessPointPermissions', () => {
  test('adds the permission to delete access points only to stacks with an access point of a custom resource', () => {
    const declarations: Record<string, (stack: Stack) => void> = {
      created: (stack) => { declareReplicated(stack, { regions: 2 }); },
      native: (stack) => new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        buckets: importBuckets('media', [HOME, OTHER]),
        provisioning: Provisioning.cloudFormation(),
        failover: FailoverConfiguration.activePassive([HOME]),
      }),
      replication: (stack) => declareSources(stack, 'media'),
    };
    const isAllowed = Object.entries(declarations).map(([name, declare]) => {
      const stack = stackIn();
      declare(stack);
      const actions = listActions(findSharedPolicies(stack));
      expect(actions.length).toBeGreaterThan(1);
      return [name, actions.includes('s3:DeleteMultiRegionAccessPoint')];
    });
    expect(Object.fromEntries(isAllowed)).toEqual({ created: true, native: false, replication: false });
  });
});
