import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, Delegation, MultiRegionAccessPoint, ReplicationTopology, UnderlyingBucket,
} from '../../../src';
import { supportedActions } from '../../../src/facts/data-plane';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { readOwnerRequirements, stackIn, warningTexts } from '../../support/synthesis';
import { declare, encrypt, EU, US } from './support';

const FOREIGN = UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', { account: OTHER_ACCOUNT });
const FOREIGN_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/s3-replication-theirs`;

interface OwnerRequest {
  readonly bucketPolicy?: Record<string, unknown>[];
  readonly keyPolicy?: Record<string, unknown>[];
  readonly replicationRole?: {
    PolicyDocument: { Statement: { Action: string | string[]; Resource: string | string[] }[] };
  };
  readonly replication?: { Role: string; Rules: unknown[] };
}

function findRequests(stack: Stack, code = 'MRAP208'): OwnerRequest[] {
  Template.fromStack(stack);
  return readOwnerRequirements<OwnerRequest>(stack, code);
}

describe('CrossRegionReplication', () => {
  test('requests a bucket policy from the owner of a destination in another account', () => {
    const { stack, rules, statements } = declare({
      buckets: [EU, US, FOREIGN],
      topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'sa-east-1']),
    });
    expect(rules['media-eu'].Rules[0])
      .toMatchObject({ DestinationBucket: 'theirs', DestinationAccount: OTHER_ACCOUNT, OwnerOverride: true });
    expect(rules['media-eu'].Rules[1]).toMatchObject({ DestinationBucket: 'media-us', OwnerOverride: false });
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 's3:ObjectOwnerOverrideToBucketOwner',
      Resource: 'arn:aws:s3:::theirs/*',
    });
    expect(findRequests(stack)).toEqual([{
      bucketPolicy: [{
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: ['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete', 's3:ObjectOwnerOverrideToBucketOwner'],
        Resource: 'arn:aws:s3:::theirs/*',
      }],
    }]);
  });

  test('allows the role in the policies of a bucket and a key of the application in another account', () => {
    const home = stackIn();
    const app = home.node.root as App;
    const theirs = new Stack(app, 'Theirs', { env: { account: OTHER_ACCOUNT, region: 'sa-east-1' } });
    const encryptionKey = new kms.Key(theirs, 'Key', { alias: 'alias/theirs' });
    const bucket = new s3.Bucket(theirs, 'Bucket', { bucketName: 'theirs', versioned: true, encryptionKey });
    const encryptionKeyArn = `arn:aws:kms:sa-east-1:${OTHER_ACCOUNT}:alias/theirs`;
    declare({
      buckets: [EU, UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn })],
      topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']),
    }, home);
    const { template, dependencies } = app.synth().getStackByName('Theirs');
    expect(findRequests(home)).toEqual([]);
    expect(dependencies.map(({ id }) => id)).not.toContain('Stack');
    const roleName = /role\/cdk-s3-mrap\/Stack\/(stack[a-z0-9]+)/.exec(JSON.stringify(template))![1];
    Template.fromStack(home).hasResourceProperties('AWS::IAM::Role', { RoleName: roleName });
    const allowed = Match.objectLike({
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Condition: Match.objectLike({ ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } }),
    });
    const written = Template.fromJSON(template as object);
    written.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([allowed]) },
    });
    written.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([allowed]) } });
  });

  test('names a role with a known ARN in the requested policy', () => {
    const stack = stackIn();
    const role = iam.Role.fromRoleArn(stack, 'Given', `arn:aws:iam::${ACCOUNT}:role/given`);
    declare(
      { role, buckets: [EU, FOREIGN], topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']) }, stack,
    );
    expect(findRequests(stack)[0].bucketPolicy![0].Principal).toEqual({ AWS: `arn:aws:iam::${ACCOUNT}:role/given` });
  });

  test('requests a key policy from the owner of an encrypted destination', () => {
    const { stack } = declare({
      buckets: [encrypt(EU), encrypt(FOREIGN)],
      topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']),
    });
    expect(findRequests(stack)[0].keyPolicy).toEqual([{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': 's3.sa-east-1.amazonaws.com' } },
    }]);
  });

  describe('from a source of another account', () => {
    const declareTwoWay = () => declare({ buckets: [encrypt(EU), encrypt(FOREIGN)] });

    test('requests the configuration and the role from the owner', () => {
      const { stack, rules } = declareTwoWay();
      expect(Object.keys(rules)).toEqual(['media-eu']);
      const [{ replication, replicationRole }] = findRequests(stack);
      expect(replication).toEqual({
        Role: FOREIGN_ROLE,
        Rules: [{
          ID: 'cdk-s3-mrap/theirs/media-eu',
          Priority: 1012,
          Status: 'Enabled',
          Filter: { Prefix: '' },
          SourceSelectionCriteria: {
            SseKmsEncryptedObjects: { Status: 'Enabled' },
            ReplicaModifications: { Status: 'Enabled' },
          },
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
        [
          [
            's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
            's3:GetObjectVersionAnnotationForReplication',
          ],
          'arn:aws:s3:::theirs/*',
        ],
        [['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'], 'arn:aws:s3:::media-eu/*'],
        ['s3:ObjectOwnerOverrideToBucketOwner', 'arn:aws:s3:::media-eu/*'],
        ['kms:Decrypt', `arn:aws:kms:sa-east-1:${OTHER_ACCOUNT}:key/*`],
        [['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`],
      ]);
    });

    test('grants only the requested role access to buckets and keys of the application', () => {
      const stack = stackIn();
      const bucket = new s3.Bucket(stack, 'Bucket', {
        bucketName: 'media-eu',
        versioned: true,
        encryptionKey: new kms.Key(stack, 'Key'),
      });
      const { template } = declare({ buckets: [UnderlyingBucket.fromBucket(bucket), encrypt(FOREIGN)] }, stack);
      const condition = Match.objectLike({ ArnEquals: { 'aws:PrincipalArn': FOREIGN_ROLE } });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
            Resource: 'arn:aws:s3:::media-eu/*',
            Condition: condition,
          })]),
        },
      });
      template.hasResourceProperties('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: Match.arrayWith([Match.objectLike({
            Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
            Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
            Condition: condition,
          })]),
        },
      });
      expect(warningTexts(stack, 'MRAP555')).toEqual([]);
    });

    test('requests access for the role if the library cannot modify the policies', () => {
      expect(findRequests(declareTwoWay().stack, 'MRAP555')).toEqual([{
        bucketPolicy: [expect.objectContaining({
          Resource: 'arn:aws:s3:::media-eu/*',
          Condition: { ArnEquals: { 'aws:PrincipalArn': FOREIGN_ROLE } },
        })],
        keyPolicy: [expect.objectContaining({
          Condition: {
            StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
            ArnEquals: { 'aws:PrincipalArn': FOREIGN_ROLE },
          },
        })],
      }]);
    });
  });

  test('combines the requests of several constructs for a bucket in one finding', () => {
    const stack = stackIn();
    const foreign = encrypt(FOREIGN);
    for (const id of ['One', 'Two']) {
      new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id.toLowerCase(), buckets: [EU, foreign] });
    }
    new CrossRegionReplication(stack, 'Replication', { buckets: [encrypt(EU), foreign] });
    const [request, ...others] = findRequests(stack);
    expect(others).toEqual([]);
    expect(request.bucketPolicy!.map(({ Action }) => Action))
      .toEqual([supportedActions(), expect.arrayContaining(['s3:ReplicateObject'])]);
    expect(request.keyPolicy!.map(({ Action }) => Action))
      .toEqual([['kms:Decrypt', 'kms:GenerateDataKey'], ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']]);
    const [text] = warningTexts(stack, 'MRAP208');
    expect(text).toContain('add the statements of bucketPolicy to the bucket policy, add the statements of keyPolicy '
      + 'to the policy of the KMS key, create the role of replicationRole and set replication as the replication '
      + 'configuration of the bucket');
    Template.fromStack(stack);
    expect(warningTexts(stack, 'MRAP208')).toHaveLength(1);
  });

  test('combines the delegations to several access points in one finding', () => {
    const stack = stackIn();
    const makeArn = (alias: string) => `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}.mrap`;
    for (const id of ['one', 'two']) {
      const delegation = Delegation.toAccessPoints([makeArn(id)]);
      new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id, buckets: [EU, US], delegation });
    }
    expect(findRequests(stack, 'MRAP555')[0].bucketPolicy!.map(({ Condition }) => Condition)).toEqual(
      ['one', 'two'].map((alias) => ({ StringEquals: { 's3:DataAccessPointArn': [makeArn(alias)] } })));
  });
});
