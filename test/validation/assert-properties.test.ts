import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import {
  CrossRegionReplication, FailoverDrill, FailoverRunbook, MultiRegionAccessPoint, MultiRegionAccessPointRoutes,
  MultiRegionAccessPointVpcEndpoint, MultiRegionBuckets, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
} from '../../src';
import { stackIn } from '../support/synthesis';

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
  [ReplicationAlarms, ['replication']],
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
    ['a function', CrossRegionReplication, { buckets: () => [] }, 'got a function'],
    [
      'a number in an optional property', MultiRegionAccessPoint, { buckets: [], multiRegionAccessPointName: 7 },
      'got 7, expected a text, or nothing',
    ],
    [
      'a VPC without an access point', MultiRegionAccessPointVpcEndpoint,
      { vpc: new ec2.Vpc(stackIn(), 'Vpc'), multiRegionAccessPoints: [undefined] }, 'got a list with nothing',
    ],
  ])('describes %s', (_what, Class, props, expected) => {
    expect(declare(Class, props)).toThrow(expected);
  });
});
