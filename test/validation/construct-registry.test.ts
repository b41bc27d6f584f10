import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointRoutes,
  MultiRegionBuckets, ReplicatedMultiRegionAccessPoint, ReplicationTopology, UnderlyingBucket,
  UnderlyingBucketEncryption,
} from '../../src';
import { stackIn } from '../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1'];
const ONE_WAY = ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']);

/** Finds the warnings about replication among members and about objects that are not replicated. */
function findWarnings(stack: Stack): string[] {
  const { stacks } = (stack.node.root as App).synth();
  return stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data)))
    .flatMap((text) => /MRAP4(03|04|13)/.exec(text)?.[0] ?? []);
}

function declarePattern(failover?: FailoverConfiguration, regions = REGIONS): Stack {
  const stack = stackIn();
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions,
    failover,
    replication: { topology: ONE_WAY },
  });
  return stack;
}

describe('src/validation/construct-registry', () => {
  test.each<[string, () => Stack, string[]]>([
    ['one way between active members', () => declarePattern(), ['MRAP404']],
    ['one way to a passive member', () => declarePattern(FailoverConfiguration.activePassive(['eu-west-1'])), []],
    [
      'one way from a passive member', () => declarePattern(FailoverConfiguration.activePassive(['us-east-1'])),
      ['MRAP404'],
    ],
    ['only between two of three members', () => declarePattern(undefined, [...REGIONS, 'ap-northeast-1']), ['MRAP403']],
  ])('checks a pattern that replicates %s', (_name, declare, expected) => {
    expect(findWarnings(declare())).toEqual(expected);
  });

  test('checks separate access points, replications and routes in any order', () => {
    const stack = stackIn();
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS });
    new CrossRegionReplication(stack, 'Replication', { buckets, topology: ONE_WAY });
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets });
    expect(findWarnings(stack)).toEqual(['MRAP404']);

    const passive = stackIn();
    const others = new MultiRegionBuckets(passive, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS });
    const declared = new MultiRegionAccessPoint(passive, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: others.buckets,
    });
    new MultiRegionAccessPointRoutes(passive, 'Routes', {
      multiRegionAccessPoint: declared,
      failover: FailoverConfiguration.activePassive(['eu-west-1']),
    });
    new CrossRegionReplication(passive, 'Replication', { buckets: others.buckets, topology: ONE_WAY });
    expect(findWarnings(passive)).toEqual([]);
    expect(accessPoint).toBeDefined();
  });

  test('does not report buckets that another application may replicate', () => {
    const stack = stackIn();
    const buckets = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
    new CrossRegionReplication(stack, 'Replication', { buckets, topology: ONE_WAY });
    new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets });
    expect(findWarnings(stack)).toEqual([]);
  });

  test.each<[string, boolean, string[]]>([
    ['stays unencrypted', false, []],
    ['is encrypted after the rules were declared', true, ['MRAP413']],
  ])('checks a source that %s', (_name, late, expected) => {
    const stack = stackIn();
    const source = new s3.CfnBucket(stack, 'Source', {
      bucketName: 'media-eu',
      versioningConfiguration: { status: 'Enabled' },
    });
    new CrossRegionReplication(stack, 'Replication', {
      buckets: [UnderlyingBucket.fromBucket(source), UnderlyingBucket.fromBucketName('media-us', 'us-east-1')],
      topology: ONE_WAY,
    });
    if (late) {
      source.bucketEncryption = {
        serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }],
      };
    }
    expect(findWarnings(stack)).toEqual(expected);
  });

  test('does not report encrypted objects with keys of this library', () => {
    const stack = stackIn();
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: REGIONS,
      encryption: UnderlyingBucketEncryption.kms(),
    });
    expect(findWarnings(stack)).toEqual([]);
  });
});
