import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Stack } from 'aws-cdk-lib/core';
import { CrossRegionReplication, Delegation, MultiRegionAccessPoint, ReplicationTopology, UnderlyingBucket } from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, warningTexts } from '../../support/synthesis';
import { declare, EU, underKey, US } from './support';

const THEIRS = UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', { account: OTHER_ACCOUNT });
const THEIR_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/s3-replication-theirs`;

interface Pasted {
  readonly bucketPolicy?: Record<string, unknown>[];
  readonly keyPolicy?: Record<string, unknown>[];
  readonly replicationRole?: { PolicyDocument: { Statement: { Action: string | string[]; Resource: string | string[] }[] } };
  readonly replication?: { Role: string; Rules: unknown[] };
}

function pasted(stack: Stack, code = 'MRAP208'): Pasted[] {
  Template.fromStack(stack);
  return warningTexts(stack, code).map((text) => JSON.parse(/ (\{.*?\}); /.exec(text)![1]) as Pasted);
}

test('a destination of another account must let our replication in', () => {
  const { stack, rules, statements } = declare({ buckets: [EU, US, THEIRS], topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'sa-east-1']) });
  expect(rules['media-eu'].Rules[0]).toMatchObject({ DestinationBucket: 'theirs', DestinationAccount: OTHER_ACCOUNT, OwnerOverride: true });
  expect(rules['media-eu'].Rules[1]).toMatchObject({ DestinationBucket: 'media-us', OwnerOverride: false });
  expect(statements).toContainEqual({ Effect: 'Allow', Action: 's3:ObjectOwnerOverrideToBucketOwner', Resource: 'arn:aws:s3:::theirs/*' });
  expect(pasted(stack)).toEqual([{
    bucketPolicy: [{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete', 's3:ObjectOwnerOverrideToBucketOwner'],
      Resource: 'arn:aws:s3:::theirs/*',
    }],
  }]);
});

test('a role that is known is named', () => {
  const stack = stackIn();
  const role = iam.Role.fromRoleArn(stack, 'Given', `arn:aws:iam::${ACCOUNT}:role/ours`);
  declare({ role, buckets: [EU, THEIRS], topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']) }, stack);
  expect(pasted(stack)[0].bucketPolicy![0].Principal).toEqual({ AWS: `arn:aws:iam::${ACCOUNT}:role/ours` });
});

test('its key must do so too', () => {
  const { stack } = declare({ buckets: [underKey(EU), underKey(THEIRS)], topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']) });
  expect(pasted(stack)[0].keyPolicy).toEqual([{
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': 's3.sa-east-1.amazonaws.com' } },
  }]);
});

describe('what a bucket of another account replicates', () => {
  const declared = () => declare({ buckets: [underKey(EU), underKey(THEIRS)] });

  test('is not written by us; the configuration, and a role for it, are there to paste', () => {
    const { stack, rules } = declared();
    expect(Object.keys(rules)).toEqual(['media-eu']);
    const [{ replication, replicationRole }] = pasted(stack);
    expect(replication).toEqual({
      Role: THEIR_ROLE,
      Rules: [{
        ID: 'cdk-s3-mrap/theirs/media-eu',
        Priority: 1012,
        Status: 'Enabled',
        Filter: { Prefix: '' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' }, ReplicaModifications: { Status: 'Enabled' } },
        Destination: {
          Bucket: 'arn:aws:s3:::media-eu',
          Account: ACCOUNT,
          AccessControlTranslation: { Owner: 'Destination' },
          EncryptionConfiguration: { ReplicaKmsKeyID: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media` },
          Metrics: { Status: 'Enabled' },
        },
        DeleteMarkerReplication: { Status: 'Enabled' },
      }],
    });
    expect(replicationRole!.PolicyDocument.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['s3:GetReplicationConfiguration', 's3:ListBucket'], 'arn:aws:s3:::theirs'],
      [['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'], 'arn:aws:s3:::theirs/*'],
      [['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'], 'arn:aws:s3:::media-eu/*'],
      ['s3:ObjectOwnerOverrideToBucketOwner', 'arn:aws:s3:::media-eu/*'],
      ['kms:Decrypt', `arn:aws:kms:sa-east-1:${OTHER_ACCOUNT}:key/*`],
      [['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`],
    ]);
  });

  test('is let in to buckets and keys of ours, for that role alone', () => {
    const stack = stackIn();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true, encryptionKey: new kms.Key(stack, 'Key') });
    const { template } = declare({ buckets: [UnderlyingBucket.fromBucket(bucket), underKey(THEIRS)] }, stack);
    const condition = Match.objectLike({ ArnEquals: { 'aws:PrincipalArn': THEIR_ROLE } });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, Resource: 'arn:aws:s3:::media-eu/*', Condition: condition })]),
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], Condition: condition })]),
      },
    });
    expect(warningTexts(stack, 'MRAP555')).toEqual([]);
  });

  test('is asked to be let in where that is not ours to say', () => {
    expect(pasted(declared().stack, 'MRAP555')).toEqual([{
      bucketPolicy: [expect.objectContaining({ Resource: 'arn:aws:s3:::media-eu/*', Condition: { ArnEquals: { 'aws:PrincipalArn': THEIR_ROLE } } })],
      keyPolicy: [expect.objectContaining({ Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, ArnEquals: { 'aws:PrincipalArn': THEIR_ROLE } } })],
    }]);
  });
});

test('all that access points and replication ask of one bucket is one finding, each statement once', () => {
  const stack = stackIn();
  const theirs = underKey(THEIRS);
  for (const id of ['One', 'Two']) new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id.toLowerCase(), buckets: [EU, theirs] });
  new CrossRegionReplication(stack, 'Replication', { buckets: [underKey(EU), theirs] });
  const [needs, ...others] = pasted(stack);
  expect(others).toEqual([]);
  expect(needs.bucketPolicy!.map(({ Action }) => Action)).toEqual([supportedActions(), expect.arrayContaining(['s3:ReplicateObject'])]);
  expect(needs.keyPolicy!.map(({ Action }) => Action)).toEqual([['kms:Decrypt', 'kms:GenerateDataKey'], ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']]);
  const [text] = warningTexts(stack, 'MRAP208');
  expect(text).toContain('add the statements of bucketPolicy to the bucket policy, add the statements of keyPolicy to the policy of the KMS key, '
    + 'create the role of replicationRole and set replication as the replication configuration of the bucket');
  Template.fromStack(stack);
  expect(warningTexts(stack, 'MRAP208')).toHaveLength(1);
});

test('several access points that a bucket delegates to by name are in one finding', () => {
  const stack = stackIn();
  const arn = (alias: string) => `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}.mrap`;
  for (const id of ['one', 'two']) {
    const delegation = Delegation.toAccessPoints([arn(id)]);
    new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id, buckets: [EU, US], delegation });
  }
  expect(pasted(stack, 'MRAP555')[0].bucketPolicy!.map(({ Condition }) => Condition)).toEqual(
    ['one', 'two'].map((alias) => ({ StringEquals: { 's3:DataAccessPointArn': [arn(alias)] } })));
});
