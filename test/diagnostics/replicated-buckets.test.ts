import { checkBuckets, checkOptions, checkRetention, type ReplicatedBucket, type ReplicationChoice } from '../../src/diagnostics/checks/replicated-buckets';

const SOURCE: ReplicatedBucket = { bucket: 'media-eu', region: 'eu-west-1', versioned: true, encrypted: false, keyNamed: false, made: true };
const DESTINATION: ReplicatedBucket = { ...SOURCE, bucket: 'media-us', region: 'us-east-1' };
const ENCRYPTED = { encrypted: true, keyNamed: true };
const keyIn = (region: string, name = 'key/1') => ({ ...ENCRYPTED, keyArn: `arn:aws:kms:${region}:111122223333:${name}` });

const shown = (findings: ReturnType<typeof checkBuckets>) => findings.map(({ ruleId, severity, message }) => `${ruleId} ${severity} ${message}`);

test.each<[string, Partial<ReplicatedBucket>, Partial<ReplicatedBucket>, string[]]>([
  ['all is well', {}, {}, []],
  ['one is not versioned', { versioned: false }, {}, ['MRAP401 ERROR .*"media-eu" is not versioned']],
  ['nothing is known of one', {}, { versioned: undefined }, ['MRAP401 WARNING whether bucket "media-us" is versioned']],
  ['a lock is missing', { objectLock: true }, { objectLock: false }, ['MRAP418 ERROR .*"media-eu".*"media-us"']],
  ['a lock may be missing', { objectLock: true }, {}, []],
  ['only replicas are locked', {}, { objectLock: true }, []],
  ['both have keys', keyIn('eu-west-1'), keyIn('us-east-1'), []],
  ['a key is elsewhere', keyIn('us-west-2'), keyIn('us-east-1'), ['MRAP412 ERROR .*of bucket "media-eu" is in region "us-west-2", expected "eu-west-1"']],
  ['the source\'s key has no name', { encrypted: true }, ENCRYPTED, ['MRAP412 ERROR .*of bucket "media-eu" has no ARN that can be written down here']],
  ['the replica\'s key has no name', ENCRYPTED, { encrypted: true }, ['MRAP412 ERROR .*of bucket "media-us" has no ARN that can be written down here']],
  ['the replica has no key', ENCRYPTED, {}, ['MRAP412 ERROR .*of bucket "media-us" is missing, whose source "media-eu" is encrypted with KMS, expected a key in its region']],
  ['only replicas are encrypted', {}, { encrypted: true }, []],
  ['a foreign replica has the key of S3', ENCRYPTED, { ...keyIn('us-east-1', 'alias/aws/s3'), foreignAccount: '444455556666' }, ['MRAP414 ERROR .*alias/aws/s3.*444455556666']],
  ['a foreign replica has a key', ENCRYPTED, { ...keyIn('us-east-1', 'alias/aws/s3x'), foreignAccount: '444455556666' }, []],
  ['a replica of ours has the key of S3', ENCRYPTED, keyIn('us-east-1', 'alias/aws/s3'), []],
  ['the source is there already', { made: false }, {}, ['MRAP424 INFO .*"media-eu".*"media-us"']],
])('%s', (_, source, destination, expected) => {
  const edge = { source: { ...SOURCE, ...source }, destination: { ...DESTINATION, ...destination } };
  expect(shown(checkBuckets([edge], false))).toEqual(expected.map((text) => expect.stringMatching(new RegExp(`^${text}`))));
});

test('what is wrong with a bucket is said once for all its edges, what is there already once for each source', () => {
  const source = { ...SOURCE, encrypted: true, made: false, versioned: false };
  const edges = ['us-east-1', 'us-west-2'].map((region) => ({ source, destination: { ...DESTINATION, ...ENCRYPTED, region, bucket: `media-${region}` } }));
  expect(shown(checkBuckets(edges, false)).map((text) => text.slice(0, 7))).toEqual(['MRAP401', 'MRAP412', 'MRAP424']);
  expect(shown(checkBuckets(edges, false))[2]).toContain('media-us-east-1');
  expect(shown(checkBuckets(edges, true)).map((text) => text.slice(0, 7))).toEqual(['MRAP401', 'MRAP412']);
});

test.each<[Partial<ReplicationChoice>, string[]]>([
  [{}, []],
  [{ bothWays: false }, ['from "eu-west-1" to "us-east-1", but not from "us-east-1" to "eu-west-1"']],
  [{ bothWays: false, replicaModifications: false }, []],
  [{ storageClass: 'GLACIER' }, ['GLACIER']],
  [{ storageClass: 'DEEP_ARCHIVE' }, ['DEEP_ARCHIVE']],
  [{ storageClass: 'GLACIER_IR' }, []],
])('with %j', (choice, expected) => {
  const findings = checkOptions({ from: 'eu-west-1', to: 'us-east-1', replicaModifications: true, bothWays: true, ...choice });
  expect(findings.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
});

test.each<[string, (string | undefined)[], boolean, number]>([
  ['the same', ['GOVERNANCE 3 days', 'GOVERNANCE 3 days'], true, 0],
  ['one unknown', ['GOVERNANCE 3 days', undefined], true, 0],
  ['different', ['GOVERNANCE 3 days', 'none'], true, 1],
  ['different, for an archive', ['GOVERNANCE 3 days', 'COMPLIANCE 7 years'], false, 0],
])('default retention is %s', (_what, retentions, bothWays, count) => {
  const buckets = retentions.map((retention, index) => ({ ...SOURCE, bucket: `media-${index}`, retention }));
  const findings = checkRetention(buckets, bothWays);
  expect(findings).toHaveLength(count);
  for (const { ruleId, message } of findings) expect(`${ruleId} ${message}`).toMatch(/MRAP776 .*"media-0":"GOVERNANCE 3 days".*"media-1":"none"/);
});
