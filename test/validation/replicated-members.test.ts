import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointRoutes, MultiRegionBuckets,
  ReplicatedMultiRegionAccessPoint, ReplicationTopology, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../src';
import { stackIn } from '../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1'];
const ONE_WAY = ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']);

/** What synthesis says of which members replicate to which, and of what they skip. */
function warnings(stack: Stack): string[] {
  const { stacks } = (stack.node.root as App).synth();
  return stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data))).flatMap((text) => /MRAP4(03|04|13)/.exec(text)?.[0] ?? []);
}

function l3(failover?: FailoverConfiguration, regions = REGIONS): Stack {
  const stack = stackIn();
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', regions, failover, replication: { topology: ONE_WAY } });
  return stack;
}

test.each<[string, () => Stack, string[]]>([
  ['one way between active members', () => l3(), ['MRAP404']],
  ['one way to a passive member', () => l3(FailoverConfiguration.activePassive(['eu-west-1'])), []],
  ['one way from a passive member', () => l3(FailoverConfiguration.activePassive(['us-east-1'])), ['MRAP404']],
  ['gaps among three', () => l3(undefined, [...REGIONS, 'ap-northeast-1']), ['MRAP403']],
])('%s', (_what, make, expected) => {
  expect(warnings(make())).toEqual(expected);
});

test('access point, replication and routes of their own, in any order', () => {
  const stack = stackIn();
  const { buckets } = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS });
  new CrossRegionReplication(stack, 'Replication', { buckets, topology: ONE_WAY });
  const accessPoint = new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets });
  expect(warnings(stack)).toEqual(['MRAP404']);

  const passive = stackIn();
  const others = new MultiRegionBuckets(passive, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS });
  const declared = new MultiRegionAccessPoint(passive, 'Media', { multiRegionAccessPointName: 'media', buckets: others.buckets });
  new MultiRegionAccessPointRoutes(passive, 'Routes', { multiRegionAccessPoint: declared, failover: FailoverConfiguration.activePassive(['eu-west-1']) });
  new CrossRegionReplication(passive, 'Replication', { buckets: others.buckets, topology: ONE_WAY });
  expect(warnings(passive)).toEqual([]);
  expect(accessPoint).toBeDefined();
});

test('of buckets that others may replicate too nothing is said', () => {
  const stack = stackIn();
  const buckets = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
  new CrossRegionReplication(stack, 'Replication', { buckets, topology: ONE_WAY });
  new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets });
  expect(warnings(stack)).toEqual([]);
});

test.each<[string, boolean, string[]]>([
  ['a source that has no key', false, []],
  ['a source that gets its key when its rules are declared already', true, ['MRAP413']],
])('%s', (_what, late, expected) => {
  const stack = stackIn();
  const source = new s3.CfnBucket(stack, 'Source', { bucketName: 'media-eu', versioningConfiguration: { status: 'Enabled' } });
  new CrossRegionReplication(stack, 'Replication', {
    buckets: [UnderlyingBucket.fromBucket(source), UnderlyingBucket.fromBucketName('media-us', 'us-east-1')], topology: ONE_WAY,
  });
  if (late) source.bucketEncryption = { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }] };
  expect(warnings(stack)).toEqual(expected);
});

test('keys of our own are selected', () => {
  const stack = stackIn();
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', regions: REGIONS, encryption: UnderlyingBucketEncryption.kms() });
  expect(warnings(stack)).toEqual([]);
});
