import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type Stack } from 'aws-cdk-lib/core';
import * as library from '../../src';
import { ACCOUNT } from '../support/accounts';
import { listPublicCallables, type PublicCallable } from '../support/public-api';
import { stackIn } from '../support/synthesis';

const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;

class OtherClass {
  public readonly name = 'another class';
}

/** JavaScript passes anything. */
const WRONG_VALUES: Readonly<Record<string, unknown>> = {
  'nothing': undefined,
  'null': null,
  'a text': 'text',
  'an empty text': '',
  'a number': 7,
  'NaN': Number.NaN,
  'a boolean': true,
  'an empty list': [],
  'a list of numbers': [7],
  'a list of nothing': [undefined],
  'an object': { key: 'value' },
  'an object of objects': { 'eu-west-1': {} },
  'an object without a prototype': Object.create(null),
  'a function': () => 'value',
  'another class': new OtherClass(),
  'a class': OtherClass,
  'a symbol': Symbol('value'),
};

/** Valid arguments after `scope` and `id`, in which one value at a time becomes wrong. */
const VALID_ARGUMENTS: Readonly<Record<string, (stack: Stack) => unknown[]>> = {
  'UnderlyingBucket.fromBucket': (stack) => [new s3.Bucket(stack, 'Bucket'), {}],
  'UnderlyingBucket.fromBucketName': () => ['media-eu', 'eu-west-1', {}],
  'Delegation.toAccessPoints': () => [[ARN]],
  'new UnderlyingBucketDelegation': () => [{}],
  'new MultiRegionBuckets': () => [{ bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'] }],
  'UnderlyingBucketEncryption.s3Managed': () => [{}],
  'UnderlyingBucketEncryption.kms': () => [{}],
  'UnderlyingBucketEncryption.kmsKeys': () => [{}, {}],
  'UnderlyingBucketEncryption.dsse': () => [{}],
  'UnderlyingBucketEncryption.dsseKeys': () => [{}, {}],
  'ServerAccessLogs.perRegion': () => [{}],
  'new MultiRegionAccessPoint': () => [{ multiRegionAccessPointName: 'media', buckets: makeMembers() }],
  'MultiRegionAccessPoint.fromMultiRegionAccessPointArn': () => [ARN],
  'MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes': () =>
    [{ multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media' }],
  'MultiRegionAccessPoint.fromLookup': () => [{ multiRegionAccessPointName: 'media' }],
  'MultiRegionAccessPointGrants.fromMultiRegionAccessPoint': (stack) => [createAccessPoint(stack)],
  'new MultiRegionAccessPointRoutes': (stack) => [{
    multiRegionAccessPoint: createAccessPoint(stack), failover: library.FailoverConfiguration.activeActive(),
  }],
  'FailoverConfiguration.activePassive': () => [['eu-west-1']],
  'FailoverConfiguration.routes': () => [{ 'eu-west-1': library.RoutingStatus.ACTIVE }],
  'new CrossRegionReplication': () => [{ buckets: makeMembers() }],
  'ReplicationRule.twoWay': () => [{ id: 'a' }],
  'ReplicationRule.oneWay': () => [{ id: 'a' }],
  'ReplicationTopology.oneWay': () => [['eu-west-1'], ['us-east-1']],
  'new FailoverDrill': (stack) => [{
    multiRegionAccessPoint: createAccessPoint(stack),
    failoverRole: iam.Role.fromRoleName(stack, 'Role', 'operator'),
    reportBucket: s3.Bucket.fromBucketAttributes(stack, 'Reports', { bucketName: 'reports', region: 'us-west-2' }),
  }],
  'new FailoverRunbook': (stack) => [{ runbookName: 'media', multiRegionAccessPoint: createAccessPoint(stack) }],
  'new RegionSwitchPlan': (stack) => [{ planName: 'media', runbook: createRunbook(stack) }],
  'new ReplicationAlarms': (stack) => [{
    alarmNamePrefix: 'media',
    replication: new library.CrossRegionReplication(stack, 'Replication', { buckets: makeMembers() }),
    topics: library.AlarmTopics.inOneRegion(new sns.Topic(stack, 'Topic')),
  }],
  'AlarmTopics.perRegion': () => [{}],
  'AlarmTopics.inOneRegion': (stack) => [new sns.Topic(stack, 'Topic')],
  'new ReplicatedMultiRegionAccessPoint': () =>
    [{ multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-1'] }],
  'new MultiRegionAccessPointOrigin': (stack) => [createAccessPoint(stack), {}],
  'new MultiRegionAccessPointVpcEndpoint': (stack) => [{
    vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 }), multiRegionAccessPoints: [createAccessPoint(stack)],
  }],
};

function makeMembers(): library.UnderlyingBucket[] {
  return [
    library.UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
    library.UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
  ];
}

function createAccessPoint(stack: Stack): library.MultiRegionAccessPoint {
  return new library.MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', buckets: makeMembers(),
  });
}

function createRunbook(stack: Stack): library.FailoverRunbook {
  return new library.FailoverRunbook(stack, 'Runbook', {
    runbookName: 'media',
    multiRegionAccessPoint: createAccessPoint(stack),
    regionSwitchRegions: ['eu-west-1', 'us-east-1'],
  });
}

/** `constructs` and aws-cdk-lib check the scope and the id. Only this library creates its errors. */
const CALLABLES = listPublicCallables().map((callable) => ({
  ...callable,
  name: callable.method === undefined ? `new ${callable.className}` : `${callable.className}.${callable.method}`,
  isScoped: callable.parameters[0]?.name === 'scope',
  parameters: callable.parameters.filter(({ name }) => name !== 'scope' && name !== 'id'),
})).filter(({ className, parameters }) => className !== 'MrapValidationError' && parameters.length > 0);

type Callable = typeof CALLABLES[number];

function call(callable: PublicCallable & Callable, stack: Stack, values: readonly unknown[]): void {
  const owner = (library as unknown as Record<string, Record<string, (...values: unknown[]) => unknown>>)[
    callable.className
  ];
  const all = callable.isScoped ? [stack, 'Tested', ...values] : values;
  if (callable.method !== undefined) owner[callable.method](...all);
  else Reflect.construct(owner as unknown as new () => object, all);
}

/** The arguments with one wrong value: the whole argument, or one of its properties. */
function* listWrongArguments({ parameters }: Callable, valid: readonly unknown[]) {
  for (const [index, { name, properties }] of parameters.entries()) {
    for (const [kind, value] of Object.entries(WRONG_VALUES)) {
      const replace = (argument: unknown) => valid.map((old, position) => (position === index ? argument : old));
      yield { where: name, kind, values: replace(value) };
      for (const property of properties) {
        yield { where: property, kind, values: replace({ ...valid[index] as object, [property]: value }) };
      }
    }
  }
}

/** Errors of this library have an id. aws-cdk-lib checks the values that this library only passes on. */
function isExplained(error: unknown): boolean {
  const { name, message } = error as Error;
  return /\[?MRAP\d{3}/.test(message) || name === 'ValidationError' || name === 'UnscopedValidationError';
}

describe('src/index.ts', () => {
  test('exports no constructor or static method without valid arguments in this test', () => {
    expect(CALLABLES.map(({ name }) => name).sort()).toEqual(Object.keys(VALID_ARGUMENTS).sort());
  });

  test.each(CALLABLES.map((callable) => [callable.name, callable] as const))(
    'explains every value of a wrong type that JavaScript passes to %s', (name, callable) => {
      const makeValid = VALID_ARGUMENTS[name];
      const valid = stackIn();
      expect(() => { call(callable, valid, makeValid(valid)); }).not.toThrow();

      const unexplained: string[] = [];
      const count = [...listWrongArguments(callable, makeValid(stackIn()))].length;
      expect(count).toBeGreaterThanOrEqual(Object.keys(WRONG_VALUES).length);
      for (let index = 0; index < count; index += 1) {
        const stack = stackIn();
        const { where, kind, values } = [...listWrongArguments(callable, makeValid(stack))][index];
        try {
          call(callable, stack, values);
        } catch (error) {
          if (!isExplained(error)) unexplained.push(`${where}, ${kind}: ${String(error)}`);
        }
      }
      expect(unexplained).toEqual([]);
    },
  );
});
