import {
  checkLockRetention, checkMultiRegionKeys, checkReplicatedBuckets, checkReplicationOptions, type ReplicatedBucket,
  type ReplicationOptions,
} from '../../../src/diagnostics/checks/replicated-buckets';

const SOURCE: ReplicatedBucket = {
  bucket: 'media-eu',
  region: 'eu-west-1',
  versioned: true,
  encrypted: false,
  keyNamed: false,
  declared: true,
};
const DESTINATION: ReplicatedBucket = { ...SOURCE, bucket: 'media-us', region: 'us-east-1' };
const ENCRYPTED = { encrypted: true, keyNamed: true };
const keyIn = (region: string, name = 'key/1') => ({
  ...ENCRYPTED,
  keyArn: `arn:aws:kms:${region}:111122223333:${name}`,
});

const shown = (findings: ReturnType<typeof checkReplicatedBuckets>) =>
  findings.map(({ ruleId, severity, message }) => `${ruleId} ${severity} ${message}`);

describe('checkReplicatedBuckets', () => {
  test.each<[string, Partial<ReplicatedBucket>, Partial<ReplicatedBucket>, string[]]>([
    ['valid buckets', {}, {}, []],
    ['a bucket without versioning', { versioned: false }, {}, ['MRAP401 ERROR .*"media-eu" is not versioned']],
    [
      'a bucket with unknown versioning', {}, { versioned: undefined },
      ['MRAP401 WARNING versioning of bucket "media-us" is not known'],
    ],
    [
      'a destination without Object Lock', { objectLock: true }, { objectLock: false },
      ['MRAP418 ERROR .*"media-eu".*"media-us"'],
    ],
    ['a destination with unknown Object Lock', { objectLock: true }, {}, []],
    ['a source without Object Lock', {}, { objectLock: true }, []],
    ['keys in the Regions of their buckets', keyIn('eu-west-1'), keyIn('us-east-1'), []],
    ['a key in another Region', keyIn('us-west-2'), keyIn('us-east-1'), [
      'MRAP412 ERROR .*of bucket "media-eu" is in the wrong Region, got "us-west-2", expected "eu-west-1"',
    ]],
    [
      'a source key without a fixed ARN', { encrypted: true }, ENCRYPTED,
      ['MRAP412 ERROR .*of bucket "media-eu" has an ARN that the template cannot contain'],
    ],
    [
      'a replica key without a fixed ARN', ENCRYPTED, { encrypted: true },
      ['MRAP412 ERROR .*of bucket "media-us" has an ARN that the template cannot contain'],
    ],
    ['a missing replica key', ENCRYPTED, {}, [
      'MRAP412 ERROR .*of bucket "media-us" is missing, got a source "media-eu" that is encrypted with KMS, expected a '
        + 'key in the Region',
    ]],
    ['a source without encryption', {}, { encrypted: true }, []],
    [
      'a key managed by AWS in another account',
      ENCRYPTED,
      { ...keyIn('us-east-1', 'alias/aws/s3'), foreignAccount: '444455556666' },
      [
        'MRAP414 ERROR .*444455556666.*alias/aws/s3',
      ],
    ],
    [
      'a customer managed key in another account', ENCRYPTED,
      { ...keyIn('us-east-1', 'alias/aws/s3x'), foreignAccount: '444455556666' }, [],
    ],
    ['a key managed by AWS in the same account', ENCRYPTED, keyIn('us-east-1', 'alias/aws/s3'), []],
    ['a source that exists already', { declared: false }, {}, ['MRAP424 INFO .*"media-eu".*"media-us"']],
  ])('checks an edge: %s', (_, source, destination, expected) => {
    const edge = { source: { ...SOURCE, ...source }, destination: { ...DESTINATION, ...destination } };
    expect(shown(checkReplicatedBuckets([edge], false)))
      .toEqual(expected.map((text) => expect.stringMatching(new RegExp(`^${text}`))));
  });

  test('reports a problem of a bucket once for all its edges, and existing objects once for each source', () => {
    const source = { ...SOURCE, encrypted: true, declared: false, versioned: false };
    const edges = ['us-east-1', 'us-west-2']
      .map((region) => ({ source, destination: { ...DESTINATION, ...ENCRYPTED, region, bucket: `media-${region}` } }));
    expect(shown(checkReplicatedBuckets(edges, false)).map((text) => text.slice(0, 7)))
      .toEqual(['MRAP401', 'MRAP412', 'MRAP424']);
    expect(shown(checkReplicatedBuckets(edges, false))[2]).toContain('media-us-east-1');
    expect(shown(checkReplicatedBuckets(edges, true)).map((text) => text.slice(0, 7))).toEqual(['MRAP401', 'MRAP412']);
  });
});

describe('checkMultiRegionKeys', () => {
  const source = 'MRAP412 ERROR replica key of bucket "media-eu"';
  const destination = 'MRAP412 ERROR replica key of bucket "media-us"';
  test.each<[string, Partial<ReplicatedBucket>, Partial<ReplicatedBucket>, string[]]>([
    ['related keys', keyIn('eu-west-1', 'key/mrk-1'), keyIn('us-east-1', 'key/mrk-1'), []],
    ['aliases', keyIn('eu-west-1', 'alias/media'), keyIn('us-east-1', 'alias/aws/s3x'), []],
    [
      'a single-Region key', keyIn('eu-west-1'), keyIn('us-east-1', 'key/mrk-1'),
      [`${source} is a single-Region key, got "arn:aws:kms:eu-west-1:111122223333:key/1" with sourceMultiRegionKey`],
    ],
    [
      'the AWS managed key', keyIn('eu-west-1', 'key/mrk-1'), keyIn('us-east-1', 'alias/aws/s3'),
      [`${destination} is a single-Region key`],
    ],
    [
      'unrelated keys', keyIn('eu-west-1', 'key/mrk-1'), keyIn('us-east-1', 'key/mrk-2'),
      [`${source} has another id`, `${destination} has another id`],
    ],
    [
      'new single-Region keys', { ...ENCRYPTED, createdKey: 'single-Region' },
      { ...keyIn('us-east-1', 'alias/media'), createdKey: 'single-Region' },
      [`${source} is a single-Region key, got "a new key"`, `${destination} is a single-Region key, got "arn:.*media"`],
    ],
    [
      'two new primary keys',
      { ...ENCRYPTED, createdKey: 'multi-Region' }, { ...ENCRYPTED, createdKey: 'multi-Region' },
      [`${source} is a primary key`, `${destination} is a primary key`],
    ],
    ['a new primary key and an alias', { ...ENCRYPTED, createdKey: 'multi-Region' }, ENCRYPTED, []],
    ['no keys', {}, {}, [`${source} is missing with sourceMultiRegionKey`, `${destination} is missing`]],
    ['a key of one bucket only', ENCRYPTED, {}, []],
  ])('checks %s', (_, from, to, expected) => {
    expect(shown(checkMultiRegionKeys([{ ...SOURCE, ...from }, { ...DESTINATION, ...to }])))
      .toEqual(expected.map((text) => expect.stringMatching(new RegExp(`^${text}`))));
  });
});

describe('checkReplicationOptions', () => {
  test.each<[Partial<ReplicationOptions>, string[]]>([
    [{}, []],
    [{ bothWays: false }, ['got "eu-west-1" to "us-east-1", expected "us-east-1" to "eu-west-1" as well']],
    [{ bothWays: false, replicaModifications: false }, []],
    [{ storageClass: 'GLACIER' }, ['GLACIER']],
    [{ storageClass: 'DEEP_ARCHIVE' }, ['DEEP_ARCHIVE']],
    [{ storageClass: 'GLACIER_IR' }, []],
  ])('checks %j', (choice, expected) => {
    const findings =
      checkReplicationOptions({
        from: 'eu-west-1',
        to: 'us-east-1',
        replicaModifications: true,
        bothWays: true,
        ...choice,
      });
    expect(findings.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});

describe('checkLockRetention', () => {
  test.each<[string, (string | undefined)[], boolean, number]>([
    ['the same', ['GOVERNANCE 3 days', 'GOVERNANCE 3 days'], true, 0],
    ['partly unknown', ['GOVERNANCE 3 days', undefined], true, 0],
    ['different', ['GOVERNANCE 3 days', 'none'], true, 1],
    ['different with one-way replication', ['GOVERNANCE 3 days', 'COMPLIANCE 7 years'], false, 0],
  ])('checks retentions that are %s', (_what, retentions, bothWays, count) => {
    const buckets = retentions.map((retention, index) => ({ ...SOURCE, bucket: `media-${index}`, retention }));
    const findings = checkLockRetention(buckets, bothWays);
    expect(findings).toHaveLength(count);
    for (const { ruleId, message } of findings) {
      expect(`${ruleId} ${message}`).toMatch(/MRAP776 .*"media-0":"GOVERNANCE 3 days".*"media-1":"none"/);
    }
  });
});
