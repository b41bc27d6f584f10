import { type ReplicationRuleProperties } from '../../src/wire/replication';
import { toCloudFormationRule, toS3ReplicationRule } from '../../src/wire/s3-replication-rule';
import { COMPLETE_RULE, MINIMAL_RULE } from './replication-rules';

const PROPERTIES = Object.keys(COMPLETE_RULE) as (keyof ReplicationRuleProperties)[];

describe('toS3ReplicationRule', () => {
  test.each(PROPERTIES)('translates %s', (property) => {
    const changed = { ...MINIMAL_RULE, [property]: COMPLETE_RULE[property] };
    expect(toS3ReplicationRule(changed)).not.toEqual(toS3ReplicationRule(MINIMAL_RULE));
  });

  test('writes all elements of a rule', () => {
    expect(toS3ReplicationRule(COMPLETE_RULE)).toEqual({
      ID: 'films',
      Priority: 2001,
      Status: 'Enabled',
      Filter: {
        And: {
          Prefix: 'films/',
          Tags: [{ Key: 'kind', Value: 'film' }],
          Not: { Or: { Prefixes: ['films/tmp/', 'films/drafts/'], Tags: [{ Key: 'keep', Value: 'no' }] } },
        },
      },
      SourceSelectionCriteria: {
        SseKmsEncryptedObjects: { Status: 'Enabled' },
        ReplicaModifications: { Status: 'Enabled' },
      },
      Destination: {
        Bucket: 'arn:aws:s3:::media-tokyo',
        Account: '444455556666',
        AccessControlTranslation: { Owner: 'Destination' },
        StorageClass: 'STANDARD_IA',
        EncryptionConfiguration: {
          ReplicaKmsKeyID: 'arn:aws:kms:ap-northeast-1:444455556666:key/1',
          UseSourceMultiRegionKey: { Status: 'Enabled' },
        },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
      },
      DeleteMarkerReplication: { Status: 'Enabled' },
    });
  });

  test('omits optional elements', () => {
    expect(toS3ReplicationRule(MINIMAL_RULE)).toEqual({
      ID: 'all',
      Priority: 1000,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Destination: { Bucket: 'arn:aws:s3:::media-virginia' },
      DeleteMarkerReplication: { Status: 'Disabled' },
    });
  });

  test.each([
    ['a prefix', { Prefix: 'films/' }, { Prefix: 'films/' }],
    ['one tag', { Tags: [{ Key: 'a', Value: 'b' }] }, { Tag: { Key: 'a', Value: 'b' } }],
    [
      'two tags', { Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c', Value: 'd' }] },
      { And: { Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c', Value: 'd' }] } },
    ],
    ['one excluded prefix', { ExcludedPrefixes: ['tmp/'] }, { Not: { Prefix: 'tmp/' } }],
    ['one excluded tag', { ExcludedTags: [{ Key: 'a', Value: 'b' }] }, { Not: { Tag: { Key: 'a', Value: 'b' } } }],
    ['two excluded prefixes', { ExcludedPrefixes: ['a/', 'b/'] }, { Not: { Or: { Prefixes: ['a/', 'b/'] } } }],
    [
      'a prefix and an excluded prefix', { Prefix: 'films/', ExcludedPrefixes: ['films/tmp/'] },
      { And: { Prefix: 'films/', Not: { Prefix: 'films/tmp/' } } },
    ],
    [
      'a tag and an excluded tag', { Tags: [{ Key: 'a', Value: 'b' }], ExcludedTags: [{ Key: 'c', Value: 'd' }] },
      { And: { Tags: [{ Key: 'a', Value: 'b' }], Not: { Tag: { Key: 'c', Value: 'd' } } } },
    ],
  ])('makes a filter of %s', (_, properties, filter) => {
    expect(toS3ReplicationRule({ ...MINIMAL_RULE, ...properties }).Filter).toEqual(filter);
  });

  test('sets no event threshold without time control, because S3 rejects it', () => {
    expect(toS3ReplicationRule({ ...MINIMAL_RULE, Metrics: true }).Destination.Metrics).toEqual({ Status: 'Enabled' });
  });
});

describe('toCloudFormationRule', () => {
  test('spells id and tags as in a template', () => {
    const { ID, Filter, ...rest } = toS3ReplicationRule(COMPLETE_RULE);
    expect(toCloudFormationRule({ ID, Filter, ...rest })).toEqual({
      Id: ID,
      Filter: {
        And: {
          Prefix: 'films/',
          TagFilters: Filter.And?.Tags,
          Not: { Or: { Prefixes: ['films/tmp/', 'films/drafts/'], TagFilters: [{ Key: 'keep', Value: 'no' }] } },
        },
      },
      ...rest,
    });
  });

  test('spells a single tag as in a template', () => {
    const rule = toS3ReplicationRule({ ...MINIMAL_RULE, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(toCloudFormationRule(rule).Filter).toEqual({ TagFilter: { Key: 'a', Value: 'b' } });
  });

  test('spells a single excluded tag as in a template', () => {
    const rule = toS3ReplicationRule({ ...MINIMAL_RULE, ExcludedTags: [{ Key: 'a', Value: 'b' }] });
    expect(toCloudFormationRule(rule).Filter).toEqual({ Not: { TagFilter: { Key: 'a', Value: 'b' } } });
  });
});
