import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  CrossRegionReplication, FailoverConfiguration, FailoverDrill, FailoverRunbook, MultiRegionAccessPoint,
  MultiRegionAccessPointRoutes, MultiRegionAccessPointVpcEndpoint, MultiRegionBuckets,
  ReplicatedMultiRegionAccessPoint, ReplicationAlarms, ReplicationTopology, UnderlyingBucket,
  UnderlyingBucketEncryption,
} from '../../src';
import { stackIn } from '../support/synthesis';

const EU = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');

const LIST_TOKEN = Fn.split(',', Fn.importValue('list'));

type Constructor = new (scope: Construct, id: string, props: never) => Construct;

/** The required properties of each construct. */
const REQUIRED: readonly [Constructor, readonly string[]][] = [
  [CrossRegionReplication, ['buckets']],
  [FailoverDrill, ['multiRegionAccessPoint', 'failoverRole', 'reportBucket']],
  [FailoverRunbook, ['runbookName', 'multiRegionAccessPoint']],
  [MultiRegionAccessPoint, ['buckets']],
  [MultiRegionAccessPointRoutes, ['multiRegionAccessPoint', 'failover']],
  [MultiRegionAccessPointVpcEndpoint, ['vpc', 'multiRegionAccessPoints']],
  [MultiRegionBuckets, ['bucketNamePrefix', 'regions']],
  [ReplicatedMultiRegionAccessPoint, ['multiRegionAccessPointName', 'regions']],
  [ReplicationAlarms, ['alarmNamePrefix', 'replication', 'topics']],
];

/** Declares a construct as JavaScript does, without the checks of a compiler. */
function declare(Class: Constructor, props: unknown): () => void {
  return () => { new Class(stackIn(), 'Construct', props as never); };
}

describe('assertProperties', () => {
  test.each(REQUIRED)('names all missing properties of %p', (Class, properties) => {
    for (const props of [undefined, {}]) {
      for (const property of properties) {
        expect(declare(Class, props)).toThrow(`[MRAP788] property ${property} is missing or invalid, got nothing`);
      }
    }
  });

  test.each<[string, Constructor, object, string]>([
    [
      'a bucket instead of an underlying bucket', MultiRegionAccessPoint,
      { multiRegionAccessPointName: 'media', buckets: [new s3.Bucket(stackIn(), 'Bucket')] },
      'got a list with an object of the class Bucket, expected a list of UnderlyingBucket, for example '
        + 'UnderlyingBucket.fromBucket(bucket)',
    ],
    ['text instead of a list', MultiRegionBuckets, { bucketNamePrefix: 'a', regions: 'eu-west-1' }, 'got "eu-west-1"'],
    ['an empty list of names', MultiRegionBuckets, { bucketNamePrefix: [], regions: [] }, 'got an empty list'],
    ['a map instead of a list', CrossRegionReplication, { buckets: {} }, 'got an object, expected a list'],
    [
      'a boolean of the context of the application, which is a text', MultiRegionBuckets,
      { bucketNamePrefix: 'media', regions: ['eu-west-1'], accountRegionalNamespace: 'false' },
      'got "false", expected true or false, or nothing',
    ],
    [
      'an alarm prefix that is a token', ReplicationAlarms, { alarmNamePrefix: Aws.STACK_NAME },
      'property alarmNamePrefix is missing or invalid, got a token, expected a text that is known at synthesis',
    ],
    ['null', MultiRegionBuckets, { bucketNamePrefix: 'a', regions: null }, 'got null, expected a list of a text'],
    [
      'a removal policy that no resource of the library supports', MultiRegionBuckets,
      { bucketNamePrefix: 'media', regions: ['eu-west-1'], removalPolicy: RemovalPolicy.SNAPSHOT },
      'got "snapshot", expected RemovalPolicy.DESTROY or RemovalPolicy.RETAIN or '
        + 'RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, or nothing',
    ],
    ['a function', CrossRegionReplication, { buckets: () => [] }, 'got a function'],
    [
      'a number in an optional property', MultiRegionAccessPoint, { buckets: [], multiRegionAccessPointName: 7 },
      'got 7, expected a text, or nothing',
    ],
    [
      'a value of an enumeration in lower case', MultiRegionAccessPoint,
      { buckets: [EU, US], replacement: 'allow' },
      'got "allow", expected ReplacementPolicy.FORBID or ReplacementPolicy.ALLOW, or nothing',
    ],
    [
      'a policy for manual failovers in lower case', MultiRegionAccessPoint,
      { buckets: [EU, US], failover: FailoverConfiguration.activeActive(), manualFailover: 'fail' },
      'got "fail", expected ManualFailoverPolicy.',
    ],
    [
      'a policy for existing access points in lower case', MultiRegionAccessPoint,
      { buckets: [EU, US], existing: 'adopt' }, 'got "adopt", expected ExistingAccessPointPolicy.',
    ],
    [
      'a routing status in lower case', MultiRegionAccessPoint,
      { buckets: [EU, US], failover: FailoverConfiguration.routes({ 'eu-west-1': 'active' as never }) },
      'property failover (status of eu-west-1) is missing or invalid, got "active", expected RoutingStatus.ACTIVE or '
        + 'RoutingStatus.PASSIVE',
    ],
    [
      'a traffic dial as routing status', ReplicatedMultiRegionAccessPoint,
      {
        multiRegionAccessPointName: 'media',
        regions: ['eu-west-1', 'us-east-1'],
        failover: FailoverConfiguration.routes({ 'eu-west-1': 100 as never }),
      },
      'got 100, expected RoutingStatus.ACTIVE or RoutingStatus.PASSIVE',
    ],
    [
      'a number in a map of accounts', MultiRegionBuckets,
      { bucketNamePrefix: 'media', regions: ['eu-west-1'], accounts: { 'eu-west-1': 111122223333 } },
      'property accounts is missing or invalid, got an object, expected an object with a text for each key, or',
    ],
    [
      'a VPC without an access point', MultiRegionAccessPointVpcEndpoint,
      { vpc: new ec2.Vpc(stackIn(), 'Vpc'), multiRegionAccessPoints: [undefined] }, 'got a list with nothing',
    ],
  ])('describes %s', (_what, Class, props, expected) => {
    expect(declare(Class, props)).toThrow(expected);
  });
});

describe('assertParameters', () => {
  test.each<[string, (accessPoint: MultiRegionAccessPoint) => void]>([
    ['a statement as JSON', (accessPoint) => { accessPoint.addToResourcePolicy({ Effect: 'Allow' } as never); }],
    ['objects without a pattern', (accessPoint) => { accessPoint.arnForObjects(undefined as never); }],
    ['a grantee by its ARN', ({ grants }) => { grants.read('arn:aws:iam::111122223333:role/reader' as never); }],
    ['a list token of Regions', () => { FailoverConfiguration.activePassive(LIST_TOKEN); }],
    ['a list token of sources', () => { ReplicationTopology.oneWay(LIST_TOKEN, ['us-east-1']); }],
    ['a list token of keys', () => { UnderlyingBucketEncryption.s3Managed({ previousKeyArns: LIST_TOKEN }); }],
    ['an account that is a number', () => {
      UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', { account: 111122223333 as never });
    }],
    ['the acceptance of data loss as a text', (multiRegionAccessPoint) => {
      const { stack } = multiRegionAccessPoint;
      const alarm = cloudwatch.Alarm.fromAlarmArn(
        stack, 'Alarm', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:outage',
      );
      new FailoverRunbook(stack, 'Runbook', { runbookName: 'media', multiRegionAccessPoint })
        .startOnAlarm(alarm, 'us-east-1', { acceptDataLoss: 'false' as never });
    }],
    ['a list token of endpoints', (accessPoint) => {
      const { stack } = accessPoint;
      new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', {
        vpc: new ec2.Vpc(stack, 'Vpc'), multiRegionAccessPoints: [accessPoint],
      }).restrict(accessPoint, LIST_TOKEN);
    }],
    ['snapshots', (accessPoint) => { accessPoint.applyRemovalPolicy(RemovalPolicy.SNAPSHOT); }],
  ])('describes %s', (_what, call) => {
    const accessPoint = new MultiRegionAccessPoint(stackIn(), 'Media', {
      multiRegionAccessPointName: 'media', buckets: [EU, US],
    });
    expect(() => { call(accessPoint); }).toThrow('[MRAP788] property ');
  });

  test('names the method and the parameter', () => {
    expect(() => FailoverConfiguration.activePassive('eu-west-1' as never)).toThrow(
      '[MRAP788] property activeRegions of FailoverConfiguration.activePassive is missing or invalid, got "eu-west-1", '
        + 'expected a list of a text',
    );
  });

  test('describes a construct in place of an ARN, which refers to its scope in a circle', () => {
    const key = new kms.Key(stackIn(), 'Key');
    expect(() => UnderlyingBucketEncryption.kmsKeys({ 'eu-west-1': key as never })).toThrow(
      '[MRAP788] property keyArns of UnderlyingBucketEncryption is missing or invalid, got an object, expected an '
        + 'object with a text for each key',
    );
  });
});
