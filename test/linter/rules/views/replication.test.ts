import { placedRules, replications, rulesBetween } from '../../../../src/linter/model/replication';
import { applicationOf, make, UNKNOWN } from '../support';

const RULE = {
  Id: 'all', Priority: 1000, DestinationBucket: 'media-virginia', DeleteMarkers: 'true', ReplicaModifications: 'false', Metrics: 'true', OwnerOverride: 'false', Tags: [],
};
const ours = (rules: unknown, extra = {}) => ({
  Type: 'Custom::S3BucketReplication', Properties: { Bucket: 'media-ireland', Role: 'arn:aws:iam::111122223333:role/r', Rules: rules, ...extra },
});

test('a rule of ours is read as S3 has it', () => {
  const [{ rules, ...replication }] = replications(applicationOf({ Ours: ours([RULE]) }));
  expect(replication).toMatchObject({ native: false, sourceName: 'media-ireland', role: 'arn:aws:iam::111122223333:role/r', complete: true });
  expect(rules).toMatchObject([{ location: 'Properties/Rules/0', destinationName: 'media-virginia', enabled: true }]);
  expect(rules[0].fields).toEqual({
    Id: 'all',
    Priority: 1000,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Enabled' },
    SourceSelectionCriteria: { ReplicaModifications: { Status: 'Disabled' } },
    Destination: { Bucket: 'arn:aws:s3:::media-virginia', Metrics: { Status: 'Enabled' }, ReplicationTime: { Status: 'Disabled' } },
  });
});

test('with everything that a rule can say', () => {
  const rule = {
    ...RULE, Prefix: 'films/', Tags: [{ Key: 'a', Value: 'b' }], ReplicaKmsKeyId: 'key', DestinationAccount: '444455556666', StorageClass: 'STANDARD_IA', OwnerOverride: true,
  };
  expect(placedRules(applicationOf({ Ours: ours([rule]) }))[0].rule.fields).toMatchObject({
    Filter: { And: { Prefix: 'films/', TagFilters: [{ Key: 'a', Value: 'b' }] } },
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    Destination: {
      Account: '444455556666',
      StorageClass: 'STANDARD_IA',
      EncryptionConfiguration: { ReplicaKmsKeyID: 'key' },
      AccessControlTranslation: { Owner: 'Destination' },
    },
  });
  expect(placedRules(applicationOf({ Ours: ours([{ ...rule, Tags: [] }]) }))[0].rule.fields.Filter).toEqual({ Prefix: 'films/' });
});

test.each<[string, unknown, boolean]>([
  ['known', [RULE], true],
  ['of deployment', UNKNOWN, false],
  ['of deployment beside known ones', [RULE, UNKNOWN], false],
  ['to a bucket of deployment beside known ones', [RULE, { ...RULE, DestinationBucket: UNKNOWN }], false],
])('rules that are %s are complete: %j', (_, rules, expected) => {
  expect(replications(applicationOf({ Ours: ours(rules) }))[0].complete).toBe(expected);
});

test('what is deleted or disabled replicates nothing', () => {
  const put = (phase: string) => make.call('putBucketReplication', { Bucket: 'media-ireland', ReplicationConfiguration: { Role: 'r', Rules: [make.rule('arn:aws:s3:::media-virginia')] } }, {}, phase);
  expect(replications(applicationOf({ Call: put('Delete') }))).toEqual([]);
  expect(replications(applicationOf({ Call: put('Update') }))).toMatchObject([{ native: false, sourceName: 'media-ireland' }]);
  const disabled = make.bucket('media-ireland', make.replication([make.rule('arn:aws:s3:::media-virginia', { Status: 'Disabled' })]));
  expect(rulesBetween(applicationOf({ Disabled: disabled }), 'media-ireland', 'media-virginia')).toEqual([]);
  expect(rulesBetween(applicationOf({ Ours: ours([RULE]) }), 'media-ireland', 'media-virginia')).toHaveLength(1);
});
