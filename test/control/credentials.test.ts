import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { createCredentialProvider, CredentialsUnavailable } from '../../control/credentials';
import { temporaryFolder } from '../support/temporary-folder';

const ROLE = 'arn:aws:iam::111122223333:role/Operator';
const VARIABLES = [
  'AWS_ACCESS_KEY_ID', 'AWS_CONFIG_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_ENDPOINT_URL_STS', 'AWS_PROFILE',
  'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SHARED_CREDENTIALS_FILE',
];
/** Short, so that the tests are fast. */
const NETWORK_TIMEOUT = 300;

const makeXml = (expiration: Date) =>
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>'
  + '<AccessKeyId>FROMSTS</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>'
  + `<Expiration>${expiration.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** How STS answers in a Region. */
type StsAnswer = 'answers' | 'hangs' | 'stalls' | 'denies';

describe('createCredentialProvider', () => {
  const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  let server: Server;
  let calls: string[];

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  /** Starts STS, whose answer depends on the Region of the signature, and writes a profile that assumes a role. */
  async function startSts(behave: (region: string) => StsAnswer, profile: string): Promise<void> {
    calls = [];
    server = createServer((request, response) => {
      request.resume();
      const region = /\/([a-z0-9-]+)\/sts\//.exec(request.headers.authorization ?? '')?.[1] ?? 'none';
      calls.push(region);
      respond(response, behave(region));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    process.env.AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    useProfile(profile);
  }

  function respond(response: ServerResponse, answer: StsAnswer): void {
    const type = { 'content-type': 'text/xml' };
    if (answer === 'answers') response.writeHead(200, type).end(makeXml(new Date(Date.now() + 3_600_000)));
    if (answer === 'stalls') response.writeHead(200, type).write('<');
    if (answer === 'denies') {
      response.writeHead(403, type).end('<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>');
    }
  }

  function useProfile(lines: string): void {
    const file = path.join(temporaryFolder(), 'config');
    writeFileSync(file, `[profile operator]\n${lines}\n`);
    for (const name of VARIABLES) if (name !== 'AWS_ENDPOINT_URL_STS') delete process.env[name];
    Object.assign(process.env, {
      AWS_CONFIG_FILE: file,
      AWS_SHARED_CREDENTIALS_FILE: path.join(temporaryFolder(), 'none'),
      AWS_PROFILE: 'operator',
      AWS_ACCESS_KEY_ID: 'SOURCE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  }

  function createProvider(notes: string[] = []) {
    return createCredentialProvider({ onWaiting: (text) => notes.push(text), networkTimeout: NETWORK_TIMEOUT });
  }

  const ASSUME_ROLE = `role_arn = ${ROLE}\ncredential_source = Environment\n`;

  test('assumes the role of a profile in the Region of the profile', async () => {
    await startSts(() => 'answers', `${ASSUME_ROLE}region = eu-west-1`);
    expect(await createProvider()()).toMatchObject({ accessKeyId: 'FROMSTS', sessionToken: 'token' });
    expect(calls).toEqual(['eu-west-1']);
  });

  test.each<StsAnswer>(['hangs', 'stalls'])('calls STS in another Region if it %s in the first', async (answer) => {
    await startSts((region) => (region === 'us-east-1' ? answer : 'answers'), `${ASSUME_ROLE}region = us-east-1`);
    const startedAt = Date.now();
    expect(await createProvider()()).toMatchObject({ accessKeyId: 'FROMSTS' });
    expect(calls).toEqual(['us-east-1', 'us-west-2']);
    expect(Date.now() - startedAt).toBeLessThan(10 * NETWORK_TIMEOUT);
  });

  test('calls STS again in the Region that answered last', async () => {
    await startSts((region) => (region === 'us-east-1' ? 'hangs' : 'answers'), `${ASSUME_ROLE}region = us-east-1`);
    const provide = createProvider();
    await provide();
    await provide();
    expect(calls.slice(0, 2)).toEqual(['us-east-1', 'us-west-2']);
    expect(calls.slice(2).every((region) => region === 'us-west-2')).toBe(true);
  });

  test('names the source and the action if STS answers in no Region', async () => {
    await startSts(() => 'hangs', `${ASSUME_ROLE}region = eu-west-1`);
    const error: unknown = await createProvider()().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialsUnavailable);
    expect((error as Error).message).toMatch(
      /^cannot get credentials from STS \(profile operator\): no answer within 0\.3 s; use another profile, or set /,
    );
    expect(calls).toEqual(['eu-west-1', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1']);
  });

  test('does not call another Region if STS denies the role', async () => {
    await startSts(() => 'denies', `${ASSUME_ROLE}region = eu-west-1`);
    await expect(createProvider()()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(calls).toEqual(['eu-west-1']);
  });

  test('waits longer for a program, and says so after two seconds', async () => {
    const script = path.join(temporaryFolder(), 'credentials.js');
    writeFileSync(script, `setTimeout(() => console.log(JSON.stringify(
      { Version: 1, AccessKeyId: 'FROMPROGRAM', SecretAccessKey: 'secret' })), 2300);`);
    useProfile(`credential_process = "${process.execPath}" "${script}"`);
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    const notes: string[] = [];
    expect(await createProvider(notes)()).toMatchObject({ accessKeyId: 'FROMPROGRAM' });
    expect(notes).toEqual(['waiting for credentials from credential_process (profile operator)']);
  });

  test.each([
    [
      `role_arn = ${ROLE}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/x\n`
      + '[profile base]\naws_access_key_id = A\naws_secret_access_key = b',
      'requires multi-factor authentication, and this command cannot ask for the code',
    ],
    [`role_arn = ${ROLE}\nsource_profile = lost`, 'Could not resolve credentials using profile: [lost]'],
    [`role_arn = ${ROLE}\ncredential_source = Nowhere`, 'Unsupported credential source'],
    [`role_arn = ${ROLE}\nweb_identity_token_file = /nonexistent/token`, '/nonexistent/token'],
    ['credential_process = sh -c "echo locked >&2; exit 3"', 'exit 3" locked'],
    ['credential_process = echo nonsense', 'returned invalid JSON'],
    [
      'credential_process = echo \'{"Version":1,"AccessKeyId":"A","SecretAccessKey":"b","Expiration":"2020-01-01"}\'',
      'returned expired credentials',
    ],
    [
      'sso_session = work\nsso_account_id = 111122223333\nsso_role_name = x\n[sso-session work]\n'
      + 'sso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start',
      'aws sso login',
    ],
    ['region = eu-west-1', 'Could not resolve credentials using profile: [operator]'],
    [
      'sso_session = lost\nsso_account_id = 111122223333\nsso_role_name = x',
      'the profile names a section of the configuration that does not exist or lacks sso_region',
    ],
  ])('names the cause if the profile %j has no credentials', async (profile, cause) => {
    useProfile(profile);
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    const error: unknown = await createProvider()().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialsUnavailable);
    const { message } = error as Error;
    expect(message).toContain(cause);
    expect(message).toMatch(/^cannot get credentials from .*profile operator.*; use another profile, /);
  });

  describe('if the source profile of a role runs a program', () => {
    async function startStsWithProgram(behave: (region: string) => StsAnswer, script: string): Promise<string> {
      const folder = temporaryFolder();
      const [program, runs] = [path.join(folder, 'program.js'), path.join(folder, 'runs')];
      writeFileSync(program, `require('node:fs').appendFileSync(${JSON.stringify(runs)}, 'x');\n${script}`);
      await startSts(behave, `role_arn = ${ROLE}\nsource_profile = base\nregion = eu-west-1\n`
        + `[profile base]\ncredential_process = "${process.execPath}" "${program}"`);
      delete process.env.AWS_ACCESS_KEY_ID;
      delete process.env.AWS_SECRET_ACCESS_KEY;
      return runs;
    }

    const PRINT = 'console.log(JSON.stringify({ Version: 1, AccessKeyId: "A", SecretAccessKey: "b" }))';

    test('waits for the program as long as for the program of a profile', async () => {
      const runs = await startStsWithProgram(() => 'answers', `setTimeout(() => ${PRINT}, ${3 * NETWORK_TIMEOUT});`);
      expect(await createProvider()()).toMatchObject({ accessKeyId: 'FROMSTS' });
      expect([calls, readFileSync(runs, 'utf8')]).toEqual([['eu-west-1'], 'x']);
    });

    test('calls STS in another Region if it hangs in the first', async () => {
      await startStsWithProgram((region) => (region === 'eu-west-1' ? 'hangs' : 'answers'), PRINT);
      expect(await createProvider()()).toMatchObject({ accessKeyId: 'FROMSTS' });
      expect(calls).toEqual(['eu-west-1', 'us-east-1']);
    }, 20_000);

    test('runs a program that fails once', async () => {
      const runs = await startStsWithProgram(() => 'answers', 'process.exit(3);');
      await expect(createProvider()()).rejects.toThrow('cannot get credentials from STS (profile operator): Command');
      expect(readFileSync(runs, 'utf8')).toBe('x');
    });
  });

  test('uses the default profile if the variable of the profile is empty', async () => {
    await startSts((region) => (region === 'us-east-1' ? 'hangs' : 'answers'), '');
    const file = process.env.AWS_CONFIG_FILE!;
    writeFileSync(file, `[default]\nrole_arn = ${ROLE}\nsource_profile = base\nregion = us-east-1\n`
      + '[profile base]\naws_access_key_id = A\naws_secret_access_key = b\n');
    process.env.AWS_PROFILE = '';
    delete process.env.AWS_ACCESS_KEY_ID;
    expect(await createProvider()()).toMatchObject({ accessKeyId: 'FROMSTS' });
    expect(calls).toEqual(['us-east-1', 'us-west-2']);
  });

  test.each([
    ['AWS_ACCESS_KEY_ID', 'KEY\n', 'access key id'], ['AWS_SECRET_ACCESS_KEY', ' secret', 'secret access key'],
    ['AWS_SESSION_TOKEN', 'to\nken', 'session token'],
  ])('refuses a copied %s with a space or a line end', async (variable, value, part) => {
    useProfile('');
    delete process.env.AWS_PROFILE;
    process.env[variable] = value;
    const error: unknown = await createProvider()().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CredentialsUnavailable);
    expect((error as Error).message).toMatch(`the ${part} from the environment contains a space, a line end or`);
  });

  test('uses a new session after the former one has expired, and names the cause if there is none', async () => {
    const folder = temporaryFolder();
    const session = path.join(folder, 'session');
    useProfile(`credential_process = cat ${session}`);
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    const logIn = (key: string, seconds: number) => writeFileSync(session, JSON.stringify({
      Version: 1,
      AccessKeyId: key,
      SecretAccessKey: 'b',
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    }));
    const provide = createProvider();
    logIn('FIRST', 1);
    expect(await provide()).toMatchObject({ accessKeyId: 'FIRST' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await expect(provide()).rejects.toThrow('credential_process returned expired credentials');
    logIn('SECOND', 3600);
    expect(await provide()).toMatchObject({ accessKeyId: 'SECOND' });
  });

  test('returns the credentials of the environment without a call', async () => {
    await startSts(() => 'answers', 'region = eu-west-1');
    delete process.env.AWS_PROFILE;
    expect(await createProvider()()).toMatchObject({ accessKeyId: 'SOURCE' });
    expect(calls).toEqual([]);
  });
});
