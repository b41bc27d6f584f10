import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import * as library from '../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/accounts';
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

/** Valid arguments after `scope` and `id`, in which one value at a time becomes wrong. A `#` precedes the methods. */
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
  'UnderlyingBucketDelegation#supports': (stack) => [new s3.CfnBucket(stack, 'Bucket')],
  'UnderlyingBucketDelegation#applyTo': (stack) => [new s3.CfnBucket(stack, 'Bucket')],
  'MultiRegionBuckets#bucket': () => ['eu-west-1'],
  'MultiRegionBuckets#supportStack': () => ['eu-west-1'],
  'MultiRegionAccessPoint#arnForObjects': () => ['*'],
  'MultiRegionAccessPoint#applyRemovalPolicy': () => [RemovalPolicy.RETAIN],
  'MultiRegionAccessPoint#addToResourcePolicy': () => [new iam.PolicyStatement()],
  ...Object.fromEntries(['read', 'write', 'readWrite', 'put', 'deleteObject'].map((grant) =>
    [`MultiRegionAccessPointGrants#${grant}`, (stack: Stack) => [createUser(stack), '*']])),
  'MultiRegionAccessPointGrants#failover': (stack) => [createUser(stack)],
  'MultiRegionAccessPointRoutes#applyRemovalPolicy': () => [RemovalPolicy.RETAIN],
  'CrossRegionReplication#addRule': () => [library.ReplicationRule.twoWay({ id: 'a', prefix: 'a/', priority: 1 })],
  'CrossRegionReplication#applyRemovalPolicy': () => [RemovalPolicy.RETAIN],
  'CrossRegionReplication#replicationStack': () => [OTHER_ACCOUNT],
  ...Object.fromEntries(
    ['ReplicationLatency', 'BytesPendingReplication', 'OperationsPendingReplication', 'OperationsFailedReplication']
      .map((metric) => [`CrossRegionReplication#metric${metric}`, () => ['eu-west-1', 'us-east-1', {}]]),
  ),
  'FailoverDrill#metricNotReady': () => [{}],
  'FailoverRunbook#documentArn': () => ['eu-west-1'],
  'FailoverRunbook#regionSwitchFunctionArn': () => ['eu-west-1'],
  'FailoverRunbook#regionSwitchCheckFunctionArn': () => ['eu-west-1'],
  'FailoverRunbook#grantStart': (stack) => [createUser(stack)],
  'FailoverRunbook#startOnAlarm': (stack) => [
    cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:outage`), 'us-east-1',
    {},
  ],
  'MultiRegionAccessPointVpcEndpoint#restrict': (stack) =>
    [stack.node.findChild('Media'), ['vpce-0123456789abcdef0']],
  'MultiRegionAccessPointHandlers#configure': () => [{}],
};

/** The objects of the methods, whose other arguments are valid in the stack of the object. */
const OWNERS: Readonly<Record<string, (stack: Stack) => object>> = {
  UnderlyingBucketDelegation: () => new library.UnderlyingBucketDelegation(),
  MultiRegionBuckets: (stack) => new library.MultiRegionBuckets(stack, 'Buckets', {
    bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'],
  }),
  MultiRegionAccessPoint: createAccessPoint,
  MultiRegionAccessPointGrants: (stack) => createAccessPoint(stack).grants,
  MultiRegionAccessPointRoutes: (stack) => new library.MultiRegionAccessPointRoutes(stack, 'Routes', {
    multiRegionAccessPoint: createAccessPoint(stack), failover: library.FailoverConfiguration.activeActive(),
  }),
  CrossRegionReplication: (stack) => new library.CrossRegionReplication(stack, 'Replication', {
    buckets: [...makeMembers(), library.UnderlyingBucket.fromBucket(createBucketOfAnotherAccount(stack))],
  }),
  FailoverDrill: (stack) => new library.FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: createAccessPoint(stack),
    failoverRole: iam.Role.fromRoleName(stack, 'Role', 'operator'),
    reportBucket: s3.Bucket.fromBucketAttributes(stack, 'Reports', { bucketName: 'reports', region: 'us-west-2' }),
  }),
  FailoverRunbook: createRunbook,
  MultiRegionAccessPointVpcEndpoint: (stack) => new library.MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', {
    vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 }), multiRegionAccessPoints: [createAccessPoint(stack)],
  }),
  MultiRegionAccessPointHandlers: (stack) => library.MultiRegionAccessPointHandlers.of(stack),
};

/** aws-cdk-lib calls these methods. */
const CALLED_BY_CDK = ['MultiRegionAccessPointOrigin#bind', 'MultiRegionAccessPointChecks#validate'];

function createBucketOfAnotherAccount(stack: Stack): s3.Bucket {
  const other = new Stack(stack.node.root, 'Other', { env: { account: OTHER_ACCOUNT, region: 'sa-east-1' } });
  return new s3.Bucket(other, 'Bucket', { bucketName: 'media-sa', versioned: true });
}

function createUser(stack: Stack): iam.User {
  return new iam.User(stack, 'User');
}

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

function makeName({ className, method, isStatic }: PublicCallable): string {
  if (method === undefined) return `new ${className}`;
  return `${className}${isStatic ? '.' : '#'}${method}`;
}

/** `constructs` and aws-cdk-lib check the scope and the id. Only this library creates its errors. */
const CALLABLES = listPublicCallables().map((callable) => ({
  ...callable,
  name: makeName(callable),
  isScoped: callable.parameters[0]?.name === 'scope',
  parameters: callable.parameters.filter(({ name }) => name !== 'scope' && name !== 'id'),
})).filter(({ className, name, parameters }) =>
  className !== 'MrapValidationError' && !CALLED_BY_CDK.includes(name) && parameters.length > 0);

type Callable = typeof CALLABLES[number];

/** Prepares a call in a stack: creates the object of the method, and then the valid arguments. */
function prepareCall(callable: Callable, stack: Stack) {
  const { className, method, isStatic, isScoped, name } = callable;
  const isMethod = method !== undefined && !isStatic;
  const owner = isMethod
    ? OWNERS[className](stack)
    : (library as unknown as Record<string, object>)[className];
  return {
    valid: VALID_ARGUMENTS[name](stack),
    call: (values: readonly unknown[]) => {
      const all = isScoped && !isMethod ? [stack, 'Tested', ...values] : values;
      if (method === undefined) Reflect.construct(owner as new () => object, all);
      else (owner as Record<string, (...values: unknown[]) => unknown>)[method](...all);
    },
  };
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
  test('exports no constructor or method without valid arguments in this test', () => {
    expect(CALLABLES.map(({ name }) => name).sort()).toEqual(Object.keys(VALID_ARGUMENTS).sort());
  });

  test.each(CALLABLES.map((callable) => [callable.name, callable] as const))(
    'explains every value of a wrong type that JavaScript passes to %s', (_name, callable) => {
      const { call: callValid, valid } = prepareCall(callable, stackIn());
      expect(() => { callValid(valid); }).not.toThrow();

      const unexplained: string[] = [];
      const count = [...listWrongArguments(callable, valid)].length;
      expect(count).toBeGreaterThanOrEqual(Object.keys(WRONG_VALUES).length);
      for (let index = 0; index < count; index += 1) {
        const { call, valid: own } = prepareCall(callable, stackIn());
        const { where, kind, values } = [...listWrongArguments(callable, own)][index];
        try {
          call(values);
        } catch (error) {
          if (!isExplained(error)) unexplained.push(`${where}, ${kind}: ${String(error)}`);
        }
      }
      expect(unexplained).toEqual([]);
    },
  );
});
