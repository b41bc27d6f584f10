import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { mergeRules } from '../../../lambda/replication/merge';
import { CrossRegionReplication, UnderlyingBucket } from '../../../src';
import { findLocatedRules, findReplications, findRulesBetween } from '../../../src/linter/model/replication';
import { readReplicationResourceProperties } from '../../../src/wire/replication';
import { REPLICATION_TYPE } from '../../../src/wire/resource-types';
import { toCloudFormationRule, type S3ReplicationRule } from '../../../src/wire/s3-replication-rule';
import { OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';
import { COMPLETE_RULE } from '../../wire/replication-rules';
import { applicationOf, make, UNKNOWN } from '../support';

const ROLE = 'arn:aws:iam::111122223333:role/r';
const RULE = {
  Id: 'all',
  Priority: 1000,
  DestinationBucket: 'media-virginia',
  DeleteMarkers: 'true',
  ReplicaModifications: 'false',
  Metrics: 'true',
  OwnerOverride: 'false',
  Tags: [],
};
const replication = (rules: unknown, extra = {}) =>
  ({ Type: REPLICATION_TYPE, Properties: { Bucket: 'media-ireland', Role: ROLE, Rules: rules, ...extra } });

/** The properties of the custom resource of a replication that sets every option. */
function synthesizeAllOptions(sourceMultiRegionKey: boolean): Record<string, unknown> {
  const stack = stackIn();
  const [source, destination] = ['eu-west-1', 'us-east-1']
    .map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region, {
      account: region === 'us-east-1' ? OTHER_ACCOUNT : undefined,
      encryptionKeyArn: `arn:aws:kms:${region}:${region === 'us-east-1' ? OTHER_ACCOUNT : stack.account}:key/mrk-1`,
    }));
  new CrossRegionReplication(stack, 'Replication', {
    buckets: [source, destination],
    deleteMarkerReplication: false,
    replicaModificationSync: true,
    replicationTimeControl: true,
    metrics: true,
    prefix: 'films/',
    tags: { kind: 'film' },
    excludedPrefixes: ['films/tmp/', 'films/drafts/'],
    excludedTags: { keep: 'no' },
    sourceMultiRegionKey,
    storageClass: s3.StorageClass.INFREQUENT_ACCESS,
  });
  const [resource] = Object.values(Template.fromStack(stack).findResources(REPLICATION_TYPE)) as {
    Properties: Record<string, unknown>;
  }[];
  return resource.Properties;
}

describe('findReplications', () => {
  test('reads the rule of a custom resource as the handler writes it', () => {
    const [{ rules, ...found }] = findReplications(applicationOf({ Replication: replication([RULE]) }));
    expect(found).toMatchObject({ isBucketProperty: false, sourceName: 'media-ireland', role: ROLE, complete: true });
    expect(rules).toMatchObject([{ location: 'Properties/Rules/0', destinationName: 'media-virginia', enabled: true }]);
    expect(rules[0].fields).toEqual({
      Id: 'all',
      Priority: 1000,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: { Bucket: 'arn:aws:s3:::media-virginia', Metrics: { Status: 'Enabled' } },
    });
  });

  test.each<[string, boolean, string]>([
    ['a replica key', false, 'SourceMultiRegionKey'], ['the key of the source', true, 'ReplicaKmsKeyId'],
  ])('reads every option of CrossRegionReplication with %s as the handler writes it', (_, sourceKey, absent) => {
    const properties = { ...synthesizeAllOptions(sourceKey), Role: ROLE };
    const desired = readReplicationResourceProperties(properties);
    expect(Object.keys(desired.Rules[0]).sort()).toEqual(Object.keys(COMPLETE_RULE).sort());
    expect(Object.entries(desired.Rules[0]).filter(([, value]) => value === undefined).map(([name]) => name))
      .toEqual([absent]);
    const written = mergeRules(undefined, desired).rules as S3ReplicationRule[];
    const [{ rules }] =
      findReplications(applicationOf({ Replication: { Type: REPLICATION_TYPE, Properties: properties } }));
    expect(rules.map(({ fields }) => fields)).toEqual(written.map(toCloudFormationRule));
  });

  test.each<[string, unknown, boolean]>([
    ['known rules', [RULE], true],
    ['rules from a parameter', UNKNOWN, false],
    ['a known rule and a rule from a parameter', [RULE, UNKNOWN], false],
    ['a known rule and a rule to a bucket from a parameter', [RULE, { ...RULE, DestinationBucket: UNKNOWN }], false],
    ['a rule with an option from a parameter', [{ ...RULE, DeleteMarkers: UNKNOWN }], false],
  ])('returns whether the rules are complete for %s', (_, rules, expected) => {
    expect(findReplications(applicationOf({ Replication: replication(rules) }))[0].complete).toBe(expected);
  });

  test('reads the rules of a call on creation and update, but not on deletion', () => {
    const put = (phase: string) => make.call('putBucketReplication', {
      Bucket: 'media-ireland',
      ReplicationConfiguration: { Role: 'r', Rules: [make.rule('arn:aws:s3:::media-virginia')] },
    }, {}, phase);
    expect(findReplications(applicationOf({ Call: put('Delete') }))).toEqual([]);
    expect(findReplications(applicationOf({ Call: put('Update') })))
      .toMatchObject([{ isBucketProperty: false, sourceName: 'media-ireland' }]);
  });
});

describe('findLocatedRules', () => {
  test('reads a rule with all properties', () => {
    const [{ rule }] = findLocatedRules(applicationOf({ Replication: replication([COMPLETE_RULE]) }));
    expect(rule.fields).toMatchObject({
      Filter: { And: { Prefix: 'films/', TagFilters: [{ Key: 'kind', Value: 'film' }] } },
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: {
        Account: '444455556666',
        StorageClass: 'STANDARD_IA',
        EncryptionConfiguration: { ReplicaKmsKeyID: COMPLETE_RULE.ReplicaKmsKeyId },
        AccessControlTranslation: { Owner: 'Destination' },
      },
    });
  });
});

describe('findRulesBetween', () => {
  test('omits disabled rules', () => {
    const disabled = make.bucket(
      'media-ireland', make.replication([make.rule('arn:aws:s3:::media-virginia', { Status: 'Disabled' })]),
    );
    expect(findRulesBetween(applicationOf({ Disabled: disabled }), 'media-ireland', 'media-virginia')).toEqual([]);
    expect(findRulesBetween(applicationOf({ Replication: replication([RULE]) }), 'media-ireland', 'media-virginia'))
      .toHaveLength(1);
  });
});
