import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { loadTemplates } from '../../../cli/lint/load-templates';
import { readSetupFromTemplates } from '../../../cli/simulate/setup-of-templates';
import { makeKeyFinder, type Simulation, startSimulation } from '../../../cli/simulate/simulation';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { temporaryFolder } from '../../support/temporary-folder';

const ACCOUNT = '123456789012';
const ROOT = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' };

function policy(Action: string | string[], Resource: unknown): object {
  return { Statement: [{ Effect: 'Allow', Action, Resource }] };
}

function role(Properties: object): object {
  const trust = { Statement: [{ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }] };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...Properties } };
}

const ARN = {
  'Fn::Sub': ['arn:aws:s3::${AWS::AccountId}:accesspoint/${A}', { A: { 'Fn::GetAtt': ['Media', 'Alias'] } }],
};
const OBJECTS = { 'Fn::Sub': ['${Bucket.Arn}/*', {}] };

const RESOURCES = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' }] },
    },
  },
  Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/media', TargetKeyId: { Ref: 'Key' } } },
  Elsewhere: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/other', TargetKeyId: 'elsewhere' } },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'media-eu',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        }],
      },
    },
  },
  Media: {
    Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: [{ Bucket: { Ref: 'Bucket' } }] },
  },
  Writer: role({
    RoleName: 'writer',
    Policies: [{
      PolicyName: 'write',
      PolicyDocument: policy(['s3:PutObject', 'kms:GenerateDataKey'], [OBJECTS, { 'Fn::GetAtt': ['Key', 'Arn'] }]),
    }],
  }),
  Reader: role({
    PermissionsBoundary: { Ref: 'Boundary' },
    Policies: [{ PolicyName: 'read', PolicyDocument: policy(['s3:GetObject', 's3:PutObject'], [OBJECTS, ARN]) }],
  }),
  Boundary: {
    Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy('s3:GetObject', '*') },
  },
  Auditor: role({
    RoleName: 'auditor',
    MaxSessionDuration: 7_200,
    AssumeRolePolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Principal: { AWS: ROOT },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
      }],
    },
  }),
  Limited: role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
};

function readSetup() {
  const folder = path.join(temporaryFolder(), 'templates');
  mkdirSync(folder);
  writeFileSync(path.join(folder, `Media.eu-west-1.${ACCOUNT}.json`), JSON.stringify({ Resources: RESOURCES }));
  return readSetupFromTemplates(new TemplateModel(loadTemplates(folder).stacks), folder);
}

/** Assumes a role and returns a function that sends a command to the bucket with its credentials. */
async function useRole(
  { endpoint, accessKeyId, secretAccessKey }: Simulation, name: string, input: Partial<AssumeRoleCommandInput> = {},
) {
  const config = { endpoint, region: 'eu-west-1', maxAttempts: 1 };
  const sts = new STSClient({ ...config, credentials: { accessKeyId, secretAccessKey } });
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...input }));
  const s3 = new S3Client({
    ...config,
    forcePathStyle: true,
    credentials: {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken,
    },
  });
  const object = { Bucket: 'media-eu', Key: 'a' };
  return {
    put: async () => s3.send(new PutObjectCommand({ ...object, Body: '1' })),
    get: async () => s3.send(new GetObjectCommand(object)),
  };
}

describe('readRoles', () => {
  test('makes roles that applications can assume, with their policies and boundaries', async () => {
    const simulation = await startSimulation({ setup: readSetup() });
    const [writer, reader] = [await useRole(simulation, 'writer'), await useRole(simulation, 'Reader')];
    await writer.put();
    await expect(writer.get()).rejects.toThrow(
      `no identity policy of role arn:aws:iam::${ACCOUNT}:role/writer allows s3:GetObject, and bucket media-eu has no`);
    await expect(reader.put()).rejects.toThrow(
      `the permissions boundary of role arn:aws:iam::${ACCOUNT}:role/Reader does not allow s3:PutObject`);
    await expect(reader.get()).rejects.toThrow(
      `the permissions boundary of role arn:aws:iam::${ACCOUNT}:role/Reader does not allow kms:Decrypt`);
    await expect(useRole(simulation, 'missing')).rejects.toThrow('the simulator knows no such role');
    await simulation.close();
  });

  test('makes roles with the condition on the external id and the longest session of the template', async () => {
    const simulation = await startSimulation({ setup: readSetup(), authorization: 'full' });
    const assume = async (input: Partial<AssumeRoleCommandInput>) => useRole(simulation, 'auditor', input);
    await expect(assume({})).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume({ ExternalId: 'other' })).rejects.toMatchObject({ name: 'AccessDenied' });
    const { put } = await assume({ ExternalId: 'secret', DurationSeconds: 7_200 });
    await expect(put()).rejects.toThrow(`no identity policy of role arn:aws:iam::${ACCOUNT}:role/auditor allows`);
    await expect(assume({ ExternalId: 'secret', DurationSeconds: 7_201 })).rejects.toThrow('MaxSessionDuration');
    await simulation.close();
  });

  test('reads statements with the alias of the access point, and notes policies that are not known', () => {
    const { roles } = readSetup();
    const [writer, reader, , limited] = roles.map(({ render }) => render(new Map([['media', 'mabc.mrap']])));
    expect(reader.statements[0].resources?.values)
      .toEqual(['arn:aws:s3:::media-eu/*', `arn:aws:s3::${ACCOUNT}:accesspoint/mabc.mrap`]);
    expect(reader.boundary).toMatchObject([{ actions: { values: ['s3:GetObject'] } }]);
    expect([writer, reader, limited].map(({ isComplete }) => isComplete)).toEqual([true, true, false]);
    expect(writer.trust).toContain(`"AWS":"arn:aws:iam::${ACCOUNT}:root"`);
  });
});

describe('readKeys', () => {
  test('reads keys with their policies and aliases', () => {
    const { keys, buckets } = readSetup();
    const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/key`;
    expect(keys).toEqual([{
      arn, accountId: ACCOUNT, policy: expect.stringContaining('"kms:*"'), aliases: ['alias/media'],
    }]);
    expect(buckets).toMatchObject([{ kmsKey: arn }]);
    const findKey = makeKeyFinder(keys);
    for (const id of [arn, 'key', 'alias/media']) {
      expect(findKey(id, 'eu-west-1', ACCOUNT)).toMatchObject({ name: arn, policy: keys[0].policy });
    }
    expect(findKey('other', 'us-east-1', '1')).toEqual({ name: 'arn:aws:kms:us-east-1:1:key/other', accountId: '1' });
    expect(findKey('arn:aws:kms:us-east-1:2:key/other', 'eu-west-1', '1')).toEqual({
      name: 'arn:aws:kms:us-east-1:2:key/other', accountId: '2',
    });
    // An id and an alias name a key in the Region and account of the bucket.
    const elsewhere = { ...keys[0], arn: arn.replace('eu-west-1', 'us-east-1') };
    for (const id of ['key', 'alias/media']) {
      expect(makeKeyFinder([...keys, elsewhere])(id, 'us-east-1', ACCOUNT).name).toBe(elsewhere.arn);
      expect(findKey(id, 'eu-west-1', '1')).toMatchObject({ accountId: '1' });
    }
  });
});
