import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand, STSClient,
} from '@aws-sdk/client-sts';
import { type AuthorizationRequest, inProcessHandler, Simulator } from '../../../simulator';

const OWNER = '111122223333';
const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${OTHER}:role/apps/reader`;
const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
const INPUT = { RoleArn: ROLE, RoleSessionName: 'test' };

let asked: AuthorizationRequest[];
let simulator: Simulator;

beforeEach(() => {
  asked = [];
  simulator = new Simulator({
    credentials: [credentials],
    accountForAccessKey: () => OWNER,
    findRole: (arn) => (arn === ROLE ? { name: arn, accountId: OTHER, policy: '{}' } : undefined),
    authorize: (request) => {
      asked.push(request);
      return true;
    },
  });
});

const makeConfig = (given: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = credentials) => (
  { region: 'eu-west-1', credentials: given, maxAttempts: 1, requestHandler: inProcessHandler(simulator) }
);

async function assume(input: Partial<AssumeRoleCommandInput> = {}) {
  const { Credentials, AssumedRoleUser } =
    await new STSClient(makeConfig()).send(new AssumeRoleCommand({ ...INPUT, ...input }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken, Expiration } = Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { session, Expiration, AssumedRoleUser };
}

describe('assumeRoleOperation', () => {
  test('returns credentials that act as the role in the account of the role', async () => {
    const { session, AssumedRoleUser, Expiration } = await assume({ Policy: '{"Statement":[]}', DurationSeconds: 900 });
    const arn = `arn:aws:sts::${OTHER}:assumed-role/reader/test`;
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(Expiration!.getTime()).toBeGreaterThan(Date.now() + 890_000);
    expect(asked).toMatchObject([
      { action: 'sts:AssumeRole', resource: ROLE, accountId: OWNER, required: { name: ROLE, policy: '{}' } },
    ]);
    const sts = new STSClient(makeConfig(session));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn, Account: OTHER });
    await new S3Client(makeConfig(session)).send(new ListBucketsCommand({}));
    expect(asked.at(-1)).toMatchObject({
      action: 's3:ListAllMyBuckets', accountId: OTHER, session: { roleArn: ROLE, arn, policy: '{"Statement":[]}' },
    });
  });

  test('refuses an unknown role', async () => {
    await expect(assume({ RoleArn: 'arn:aws:iam::1:role/other' })).rejects.toMatchObject({
      name: 'AccessDenied', message: expect.stringContaining('the simulator knows no such role'),
    });
    simulator.configure({ findRole: (arn) => ({ name: arn, accountId: OTHER }) });
    await expect(assume({ RoleArn: 'reader' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test.each([
    [{ RoleSessionName: 'a b' }, 'RoleSessionName must have'],
    [{ DurationSeconds: 60 }, 'DurationSeconds must be a number from 900 to 43200'],
    [{ DurationSeconds: 50_000 }, 'DurationSeconds must be a number from 900 to 43200'],
    [{ DurationSeconds: 3_601 }, 'exceeds the MaxSessionDuration set for this role'],
  ])('refuses %j', async (input, message) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'ValidationError', message: expect.stringContaining(message),
    });
  });

  test('permits sessions as long as the role does, and one hour to a session of a role', async () => {
    simulator.configure({ findRole: (arn) => ({ name: arn, accountId: OTHER, maxSessionSeconds: 7_200 }) });
    const { session, Expiration } = await assume({ DurationSeconds: 7_200 });
    expect(Expiration!.getTime()).toBeGreaterThan(Date.now() + 7_100_000);
    const sts = new STSClient(makeConfig(session));
    await expect(sts.send(new AssumeRoleCommand({ ...INPUT, DurationSeconds: 7_200 }))).rejects.toMatchObject({
      name: 'ValidationError', message: expect.stringContaining('1 hour session limit'),
    });
  });

  test.each(['{', 'null', '{"Version":"2012-10-17"}'])('refuses the session policy %s', async (Policy) => {
    await expect(assume({ Policy })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test.each<Partial<AssumeRoleCommandInput>>([
    { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
    { Tags: [{ Key: 'team', Value: 'media' }] },
    { SourceIdentity: 'ann' },
    { SerialNumber: 'arn:aws:iam::1:mfa/ann', TokenCode: '123456' },
  ])('refuses to ignore %j', async (input) => {
    await expect(assume(input)).rejects.toMatchObject({
      name: 'NotImplemented', message: `the simulator does not implement ${Object.keys(input)[0]} of AssumeRole`,
    });
  });

  test('passes the external id and the name of the session to the trust policy', async () => {
    await assume({ ExternalId: 'secret' });
    await assume();
    expect(asked.map(({ conditions }) => conditions)).toEqual([['secret'], []].map((externalId) => ({
      'sts:externalid': externalId, 'sts:rolesessionname': ['test'], 'sts:sourceidentity': [],
    })));
  });

  test('refuses a missing token, another token, and a session that has ended', async () => {
    const { session } = await assume();
    const list = async (sessionToken?: string) =>
      new S3Client(makeConfig({ ...session, sessionToken })).send(new ListBucketsCommand({}));
    await expect(list()).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(list('other')).rejects.toMatchObject({ name: 'InvalidToken' });
    simulator.sessions.add({ ...simulator.sessions.find(session.accessKeyId)!, expiresAt: Date.now() });
    await expect(list(session.sessionToken)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });
});
