import { ACCESS_POINT_ARN, type ImportedState } from '../../../cli/import/imported-state';
import { type ReplicationRule } from '../../../control/replication';
import { replicationRuleId } from '../../../src/wire/replication';
import { toS3ReplicationRule } from '../../../src/wire/s3-replication-rule';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';

const MEMBERS = [
  { bucket: 'media-eu', region: 'eu-west-1' }, { bucket: 'media-us', region: 'us-east-1' },
  { bucket: 'media-jp', region: 'ap-northeast-1' },
] as const;
const VAULT = { bucket: 'media-vault', region: 'eu-west-1', account: OTHER_ACCOUNT };
const makeKey = (region: string) =>
  `arn:aws:kms:${region}:${ACCOUNT}:key/${'0'.repeat(8)}-0000-0000-0000-${'1'.repeat(12)}`;

const COMMON = {
  OwnerOverride: false, Tags: [], DeleteMarkers: true, ReplicaModifications: false, Metrics: true, TimeControl: false,
};

/** Makes the rules between some Regions, as a rule with an id writes them. */
function makeRules(source: string): ReplicationRule[] {
  const toVault = toS3ReplicationRule({
    ...COMMON,
    Id: replicationRuleId(source, VAULT.bucket, 'vault'),
    Priority: 40,
    DestinationBucket: VAULT.bucket,
    DestinationAccount: VAULT.account,
    OwnerOverride: true,
    Prefix: 'films/"new"',
    Tags: [{ Key: 'keep', Value: 'it\'s \\ "here"' }],
    ExcludedPrefixes: ['films/"new"/old', 'films/"new"/tmp'],
    DeleteMarkers: false,
    StorageClass: 'GLACIER_IR',
    TimeControl: true,
    ReplicaKmsKeyId: makeKey('eu-west-1'),
  });
  const between = MEMBERS.filter(({ bucket }) => bucket !== source).map(({ bucket, region }) => toS3ReplicationRule({
    ...COMMON,
    Id: replicationRuleId(source, bucket),
    Priority: 10 + ['ap-northeast-1', 'eu-west-1', 'us-east-1'].indexOf(region),
    DestinationBucket: bucket,
    ReplicaModifications: true,
    Metrics: false,
    ReplicaKmsKeyId: makeKey(region),
  }));
  return [toVault, ...between];
}

/** A state that needs each kind of expression, with texts that need escapes in some language. */
export const FULL_STATE: ImportedState = {
  account: ACCOUNT,
  name: '3-media',
  arn: `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`,
  members: MEMBERS.map((member) => ({
    ...member, encryptionKeyArn: makeKey(member.region), hasObjectLock: true, delegation: 'access point',
  })),
  otherBuckets: [VAULT],
  block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false },
  statements: [
    {
      Sid: 'Read',
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${OTHER_ACCOUNT}:root`] },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [ACCESS_POINT_ARN, `${ACCESS_POINT_ARN}/object/{a}/\${aws:username}/it's \\ "\`*`],
      Condition: { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } },
    },
    { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: `${ACCESS_POINT_ARN}/object/*` },
  ],
  isPublic: false,
  dials: new Map([['eu-west-1', 100], ['us-east-1', 0], ['ap-northeast-1', 100]]),
  replications: MEMBERS.map(({ bucket }) => ({
    bucket, role: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Replication`, rules: makeRules(bucket),
  })),
  alarms: [{
    name: 'lag "A"', region: 'eu-west-1', metrics: ['ReplicationLatency'], buckets: ['media-us', 'media-eu'],
  }],
  unread: [],
  otherTools: [],
};
