import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { loadTemplates } from '../../../cli/lint/load-templates';
import { type AuthorizationMode } from '../../../cli/simulate/authorize';
import { readSetupFromTemplates } from '../../../cli/simulate/setup-of-templates';
import { startSimulation } from '../../../cli/simulate/simulation';
import { CONTROL_TOKEN_HEADER, CONTROLS_PATH } from '../../../simulator';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { temporaryFolder } from '../../support/temporary-folder';

const ACCOUNT = '123456789012';
const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };
const MEMBERS = { 'eu-west-1': 'media-eu', 'us-east-1': 'media-us' };

interface Permissions {
  /** The actions on keys that the policy of the role allows. */
  readonly actions: readonly string[];
  /** The actions on buckets and objects that it allows. Default: all actions of a replication. */
  readonly s3?: readonly string[];
  /** The action that the policy of the key in us-east-1 denies. */
  readonly denied?: string;
}

function makeKeyPolicy(denied: string | undefined): object {
  const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  return {
    Statement: [
      { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
      ...(denied === undefined ? [] : [{ Effect: 'Deny', Principal: '*', Action: denied, Resource: '*' }]),
    ],
  };
}

function makeBucket(name: string, replication?: object): object {
  return {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: name,
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/media' },
        }],
      },
      ...(replication && { ReplicationConfiguration: replication }),
    },
  };
}

function makeKey(denied?: string): object {
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: makeKeyPolicy(denied) } },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/media', TargetKeyId: { Ref: 'Key' } } },
  };
}

const S3_ACTIONS = [
  's3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl',
  's3:ReplicateObject',
];

function makeTemplates({ actions, denied, s3 = S3_ACTIONS }: Permissions): Readonly<Record<string, object>> {
  const rule = {
    Id: 'to-virginia',
    Priority: 1,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    Destination: {
      Bucket: 'arn:aws:s3:::media-us',
      EncryptionConfiguration: { ReplicaKmsKeyID: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/media` },
    },
  };
  const statements = actions.map((Action) => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    Condition: {
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::media-*' },
    },
  }));
  return {
    'eu-west-1': {
      ...makeKey(),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          Policies: [{
            PolicyName: 'replication',
            PolicyDocument: {
              Statement: [...statements, { Effect: 'Allow', Action: s3, Resource: 'arn:aws:s3:::media-*' }],
            },
          }],
        },
      },
      Bucket: makeBucket('media-eu', { Role: ROLE, Rules: [rule] }),
      Media: {
        Type: 'AWS::S3::MultiRegionAccessPoint',
        Properties: { Name: 'media', Regions: Object.values(MEMBERS).map((Bucket) => ({ Bucket })) },
      },
    },
    'us-east-1': { ...makeKey(denied), Bucket: makeBucket('media-us') },
  };
}

interface CopiedObject {
  readonly status?: string;
  /** The reasons in the state of the simulator. */
  readonly reasons: readonly string[];
}

/** Returns the replication status of an object that a simulation of the templates copied. */
async function copyObject(permissions: Permissions, authorization: AuthorizationMode): Promise<CopiedObject> {
  const folder = path.join(temporaryFolder(), 'templates');
  mkdirSync(folder);
  for (const [region, Resources] of Object.entries(makeTemplates(permissions))) {
    writeFileSync(path.join(folder, `Media.${region}.${ACCOUNT}.json`), JSON.stringify({ Resources }));
  }
  const setup = readSetupFromTemplates(new TemplateModel(loadTemplates(folder).stacks), folder);
  const simulation = await startSimulation({ setup, authorization, lagMs: 0 });
  const { endpoint, accessKeyId, secretAccessKey } = simulation;
  const s3 = new S3Client({
    endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey },
  });
  const object = { Bucket: 'media-eu', Key: 'a' };
  await s3.send(new PutObjectCommand({ ...object, Body: '1' }));
  const { ReplicationStatus: status } = await s3.send(new HeadObjectCommand(object));
  const headers = { [CONTROL_TOKEN_HEADER]: simulation.token };
  const state = await fetch(`${endpoint}${CONTROLS_PATH}/state`, { headers });
  const { lastFailures } = await state.json() as { readonly lastFailures: readonly { readonly reason: string }[] };
  await simulation.close();
  return { status, reasons: lastFailures.map(({ reason }) => reason) };
}

describe('startSimulation', () => {
  const both = ['kms:Decrypt', 'kms:Encrypt'];

  test.each<[string, Permissions, AuthorizationMode, string]>([
    ['for both keys', { actions: both }, 'full', 'COMPLETED'],
    ['for both keys', { actions: both }, 'resource', 'COMPLETED'],
    ['to decrypt only', { actions: ['kms:Decrypt'] }, 'resource', 'FAILED'],
    ['to encrypt only', { actions: ['kms:Encrypt'] }, 'full', 'FAILED'],
    ['that the key policy denies', { actions: both, denied: 'kms:Encrypt' }, 'resource', 'FAILED'],
    ['to decrypt only', { actions: ['kms:Decrypt'] }, 'off', 'COMPLETED'],
  ])('copies encrypted objects with the permissions of the replication role: %s, %o with %s', async (
    _, permissions, authorization, status,
  ) => {
    expect((await copyObject(permissions, authorization)).status).toBe(status);
  });

  test.each(S3_ACTIONS)('reports a copy without %s as FAILED, with the missing policy', async (action) => {
    const s3 = S3_ACTIONS.filter((allowed) => allowed !== action);
    const { status, reasons } = await copyObject({ actions: both, s3 }, 'full');
    expect(status).toBe('FAILED');
    const role = `arn:aws:iam::${ACCOUNT}:role/\\S+`;
    expect(reasons).toEqual([
      expect.stringMatching(new RegExp(`^no identity policy of role ${role} allows ${action}, and bucket media-`)),
    ]);
    expect((await copyObject({ actions: both, s3 }, 'off')).status).toBe('COMPLETED');
  });
});
