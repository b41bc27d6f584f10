import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { runAwsCommand } from '../../verify/aws-command';
import { Journal } from '../../verify/lab/journal';
import { type Step } from '../../verify/lab/step';
import { getPage } from '../../verify/targets/aws/get-page';
import { createRequestHandler } from '../../verify/targets/aws/request-handler';
import { type AwsRun } from '../../verify/targets/aws/run-on-aws';
import { restoreEnvironment } from '../support/restore-environment';
import { temporaryFolder } from '../support/temporary-folder';
import '../deploy/emulator/localhost.cjs';
import { CLOUDFORMATION, type FakeAnswer, FakeAws, sendPage, sendStackStatus, sendStsError, sendXml } from './fake-aws';
import { RUN_WITHOUT_PROBES } from './support';

const ACCOUNT = '111122223333';
const PAGE = '<html><body>Log in to the network</body></html>';
const START = {
  event: 'started', accountId: ACCOUNT, prefix: 'mrap-verify-0123456789ab', startedAt: '2026-11-29T12:00:00.000Z',
} as const;
const folder = temporaryFolder();
const environment = { ...process.env };
let aws: FakeAws;
let runs = 0;

beforeEach(async () => {
  aws = await FakeAws.start(ACCOUNT);
  for (const name of Object.keys(process.env).filter((one) => /^AWS_(?!SDK_JS_)/.test(one))) delete process.env[name];
  const file = path.join(folder, 'config');
  writeFileSync(file, [
    '[default]', 'aws_access_key_id = test', 'aws_secret_access_key = test', '',
    '[profile sandbox]', 'aws_access_key_id = test', 'aws_secret_access_key = test', '',
    '[sso-session company]', 'sso_region = eu-west-1', '',
  ].join('\n'));
  Object.assign(process.env, {
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: aws.url,
  });
});

afterEach(async () => { await aws.stop(); });

afterAll(() => {
  restoreEnvironment(environment);
  rmSync(folder, { recursive: true });
});

/** Starts a run without probes, and returns its error and its output. */
async function start(options: { readonly profile?: string; readonly isCleanUp?: boolean } = {}) {
  runs += 1;
  const run = path.join(folder, `run-${runs}`);
  const lines: string[] = [];
  let finished: AwsRun | undefined;
  const failure = await runAwsCommand({
    ...RUN_WITHOUT_PROBES,
    folder: run,
    write: (text) => { lines.push(text); },
    askForAccount: async () => ACCOUNT,
    ...options,
  }).then((result) => {
    finished = result;
    return undefined;
  }, (error: Error) => error);
  return { finished, failure, output: lines.join(''), run };
}

describe('runAwsCommand', () => {
  test('starts if all services answer', async () => {
    const { failure, output } = await start();
    expect(failure).toBeUndefined();
    expect(output).toMatch(/starts a run as arn:aws:iam::111122223333:user\/me, with the journal /);
    expect(aws.operations.slice(0, 3)).toEqual(
      ['GetCallerIdentity', 'ListMultiRegionAccessPoints', 'SimulatePrincipalPolicy']);
  });

  test.each<[string, string, FakeAnswer, string]>([
    ['GetCallerIdentity', 'an HTML page', sendPage(200, PAGE), 'UnusableAnswer: GetCallerIdentity failed: '],
    ['GetCallerIdentity', 'an empty body', sendPage(200, '', 'text/xml'), 'UnusableAnswer: '],
    ['GetCallerIdentity', 'another document', sendPage(200, '<a/>', 'text/xml'), 'UnusableAnswer: '],
    ['ListMultiRegionAccessPoints', 'an HTML page', sendPage(200, PAGE), 'UnusableAnswer: ListMultiRegionAcc'],
    ['ListMultiRegionAccessPoints', 'a page without a type', sendPage(200, PAGE, ''), 'UnusableAnswer: '],
    ['ListMultiRegionAccessPoints', 'an empty body', sendPage(200, '', 'text/xml'), 'UnusableAnswer: '],
    ['ListMultiRegionAccessPoints', 'another document', sendPage(200, '<a><b/></a>', 'text/xml'), 'UnusableAnswer: '],
    ['ListMultiRegionAccessPoints', 'a page with status 404', sendPage(404, PAGE), 'UnusableAnswer: '],
  ])('stops after %s answers %s', async (operation, _answer, answer, text) => {
    aws.answers.set(operation, answer);
    const { failure, run } = await start();
    expect(`${failure?.name}: ${failure?.message}`).toContain(text);
    expect(existsSync(run)).toBe(false);
    expect(failure?.message)
      .toMatch(/; expected .*\. Nothing was (created|changed)\. Verify the network, the proxy and AWS_ENDPOINT_URL$/);
    expect(aws.operations.at(-1)).toBe(operation);
  });

  test('returns a note only if the program cannot renew the credentials', async () => {
    const renewed = path.join(folder, 'renewed.json');
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    writeFileSync(renewed, JSON.stringify({
      Version: 1, AccessKeyId: 'test', SecretAccessKey: 'test', SessionToken: 'token', Expiration,
    }));
    // The SDK keeps the content of a file.
    process.env.AWS_CONFIG_FILE = path.join(folder, 'config-of-sessions');
    writeFileSync(process.env.AWS_CONFIG_FILE, [
      '[profile permanent]', 'aws_access_key_id = test', 'aws_secret_access_key = test',
      '[profile temporary]', 'aws_access_key_id = test', 'aws_secret_access_key = test', 'aws_session_token = token',
      '[profile renewed]', `credential_process = cat ${renewed}`, '',
    ].join('\n'));
    const shown = async (profile: string) => /note: the credentials [^.]*/.exec((await start({ profile })).output)?.[0];
    expect(await shown('temporary')).toBe(
      'note: the credentials are temporary, and the program cannot renew them: they must be valid for about 0 minutes');
    expect(await shown('renewed')).toBeUndefined();
    expect(await shown('permanent')).toBeUndefined();
  });

  test.each([
    ['HTTPS_PROXY', 'http://user:se#cret@127.0.0.1:1', 'HTTPS_PROXY is "http://***@127.0.0.1:1", expected a URL'],
    ['AWS_CA_BUNDLE', '/missing', 'AWS_CA_BUNDLE: ENOENT: no such file'],
  ])('refuses the setting %s=%s before the first call, without a password', async (name, value, message) => {
    Object.assign(process.env, { [name]: value });
    if (name === 'HTTPS_PROXY') delete process.env.AWS_ENDPOINT_URL;
    try {
      const { failure, run } = await start();
      expect(`${failure?.name}: ${failure?.message}`).toContain(`NetworkSettingError: ${message}`);
      expect(failure?.message).not.toContain('cret');
      expect(existsSync(run)).toBe(false);
      expect(aws.operations).toEqual([]);
    } finally {
      delete process.env[name];
    }
  });

  test('returns a note if IAM answers an HTML page', async () => {
    aws.answers.set('SimulatePrincipalPolicy', sendPage(200, PAGE));
    const { failure, output } = await start();
    expect(failure).toBeUndefined();
    expect(output).toMatch(/note: IAM did not simulate the policies of [^\n]*; permissions are not checked/);
  });

  test.each([
    ['ExpiredToken', 403, 'The security token included in the request is expired'],
    ['InvalidClientTokenId', 403, 'The security token included in the request is invalid.'],
  ])('names credentials that AWS refuses with %s, and the action', async (code, status, message) => {
    aws.answers.set('GetCallerIdentity', sendStsError(status, code, message));
    const { failure } = await start();
    expect(failure?.name).toBe('RefusedCredentials');
    expect(failure?.message).toBe(`GetCallerIdentity failed: HTTP ${status} ${code} (${message}); expected credentials `
      + 'that AWS accepts. Nothing was created. Log in again, or choose other credentials with --profile');
  });

  test('names a missing profile and the profiles of the configuration, before any call', async () => {
    const { failure, run } = await start({ profile: 'sandbx' });
    expect(failure?.name).toBe('RefusedCredentials');
    expect(failure?.message).toBe('--profile is "sandbx"; expected a profile of the AWS configuration: default, '
      + 'sandbox. No call was made. Choose one of them, or create the profile with "aws configure"');
    expect(aws.operations).toEqual([]);
    expect(existsSync(run)).toBe(false);
  });

  test('names the environment variable of a missing profile', async () => {
    process.env.AWS_PROFILE = 'sandbx';
    expect((await start()).failure?.message).toContain('AWS_PROFILE is "sandbx"; expected a profile');
  });

  test('says that no credentials were found', async () => {
    process.env.AWS_CONFIG_FILE = path.join(folder, 'none');
    const { failure } = await start();
    expect(failure?.name).toBe('RefusedCredentials');
    expect(failure?.message).toBe('no credentials of AWS were found; expected them in the environment, in a profile or '
      + 'from a role. Nothing was created. Choose a profile with --profile, or log in');
  });

  test('names an endpoint that is not a URL, before any call', async () => {
    process.env.AWS_ENDPOINT_URL = 'localhost:4566';
    const { failure, run } = await start();
    expect(failure?.name).toBe('EndpointSettingError');
    expect(failure?.message).toMatch(/^AWS_ENDPOINT_URL is "localhost:4566", expected a URL .*; no call was made$/);
    expect(existsSync(run)).toBe(false);
  });

  test('says why a profile has no credentials', async () => {
    process.env.AWS_CONFIG_FILE = path.join(folder, 'config-of-a-tool');
    writeFileSync(process.env.AWS_CONFIG_FILE, '[profile tool]\ncredential_process = /missing/tool\n');
    const { failure } = await start({ profile: 'tool' });
    expect(failure?.name).toBe('RefusedCredentials');
    expect(failure?.message)
      .toMatch(/^cannot get credentials from credential_process \(profile tool\): .*Nothing was created/);
  });

  test('does not change the journal of an earlier part if a run is refused', async () => {
    const journal = Journal.open(path.join(folder, `run-${runs + 1}`, 'journal.jsonl'));
    journal.write(START);
    aws.answers.set('ListMultiRegionAccessPoints', sendPage(200, PAGE));
    const { failure, run } = await start();
    expect(failure?.name).toBe('UnusableAnswer');
    expect(readdirSync(run)).toEqual(['journal.jsonl']);
    expect(Journal.open(journal.file).otherHosts).toEqual([]);
  });

  test('deletes the resources of a journal in an account with other access points', async () => {
    const journal = Journal.open(path.join(folder, `run-${runs + 1}`, 'journal.jsonl'));
    journal.write(START);
    journal.write({ event: 'planned', kind: 'stack', name: `${START.prefix}-1`, region: 'eu-west-1' });
    aws.answers.set('ListMultiRegionAccessPoints', sendXml('ListMultiRegionAccessPointsResult',
      'http://awss3control.amazonaws.com/doc/2018-08-20/',
      '<AccessPoints><AccessPoint><Name>media</Name></AccessPoint></AccessPoints>'));
    aws.answers.set('DescribeStacks', (response, body) => sendStackStatus(
      `${START.prefix}-1`, START.prefix, aws.count('DeleteStack') === 0 ? 'CREATE_COMPLETE' : 'DELETE_COMPLETE',
    )(response, body));
    aws.answers.set('DeleteStack', sendXml('DeleteStackResponse', CLOUDFORMATION, ''));
    const { failure, finished } = await start({ isCleanUp: true });
    expect(failure).toBeUndefined();
    expect(finished).toMatchObject({ deleted: 1, left: [] });
    expect(Journal.open(journal.file).listRemaining()).toEqual([]);
    expect([...new Set(aws.operations)]).toEqual(['GetCallerIdentity', 'DescribeStacks', 'DeleteStack']);
  }, 30_000);

  test('does not replace the report of another run on AWS', async () => {
    const run = path.join(folder, `run-${runs + 1}`);
    mkdirSync(run);
    writeFileSync(path.join(run, 'report.json'), '{"target":"aws","date":"2026-11-29T12:00:00.000Z"}');
    const { failure } = await start();
    expect(failure?.name).toBe('RefusedReport');
    expect(aws.operations).toEqual([]);
    expect(readdirSync(run)).toEqual(['report.json']);
  });
});

describe('runAwsCommand', () => {
  test('stops if the list of access points has no end', async () => {
    aws.answers.set('ListMultiRegionAccessPoints', sendXml('ListMultiRegionAccessPointsResult',
      'http://awss3control.amazonaws.com/doc/2018-08-20/', '<AccessPoints/><NextToken>next</NextToken>'));
    const { failure } = await start();
    expect(failure?.message).toContain('ListMultiRegionAccessPoints returned more than 100 pages');
    expect(aws.count('ListMultiRegionAccessPoints')).toBe(101);
  });

  test('returns a note if the simulation of permissions has no end', async () => {
    aws.answers.set('SimulatePrincipalPolicy', sendXml('SimulatePrincipalPolicyResponse',
      'https://iam.amazonaws.com/doc/2010-05-08/', '<SimulatePrincipalPolicyResult><IsTruncated>true</IsTruncated>'
      + '<Marker>next</Marker><EvaluationResults/></SimulatePrincipalPolicyResult>'));
    const { failure, output } = await start();
    expect(failure).toBeUndefined();
    expect(output).toMatch(/note: IAM did not simulate the policies of .*; permissions are not checked/);
    expect(aws.count('SimulatePrincipalPolicy')).toBe(101);
  });

  test('keeps text of AWS on its line', async () => {
    aws.answers.set('GetCallerIdentity', sendXml('GetCallerIdentityResponse',
      'https://sts.amazonaws.com/doc/2011-06-15/',
      `<GetCallerIdentityResult><Arn>arn:aws:iam::${ACCOUNT}:user/me\n9 confirmed</Arn><UserId>A</UserId>`
      + `<Account>${ACCOUNT}</Account></GetCallerIdentityResult>`));
    const { output } = await start();
    expect(output).toContain('user/me\\n9 confirmed, with the journal');
    expect(output).not.toMatch(/^9 confirmed/m);
  });
});

describe('createRequestHandler', () => {
  test('ends a call to a server that never answers', async () => {
    const { hostname, port } = new URL(aws.url);
    const request = {
      protocol: 'http:', hostname, port: Number(port), path: '/', method: 'GET', headers: {}, query: {},
    } as never;
    await expect(createRequestHandler(0.2).handle(request)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(aws.operations).toEqual(['GET /']);
  });
});

describe('getPage', () => {
  const options = () => {
    const steps: Step[] = [];
    return {
      steps,
      guard: async <T>(_endpoint: object, send: () => Promise<T>) => send(),
      clock: { now: () => 0 } as never,
      onStep: (step: Step) => { steps.push(step); },
    };
  };

  test('returns the status and the content, and records the request', async () => {
    aws.answers.set('GET /object', sendPage(403, '<Error/>', 'application/xml'));
    const { steps, ...others } = options();
    expect(await getPage(`${aws.url}/object`, others)).toEqual({ status: 403, body: '<Error/>' });
    expect(steps).toEqual([
      { at: '1970-01-01T00:00:00.000Z', operation: 'GET', region: 'localhost', requestId: undefined, outcome: '403' },
    ]);
  });

  test('sends headers with a signature, and does not record them', async () => {
    let sent: unknown;
    aws.answers.set('GET /object', (response) => {
      sent = response.req.headers.authorization;
      response.writeHead(200, { 'x-amz-request-id': 'request-1' });
      response.end('object');
    });
    const { steps, ...others } = options();
    await getPage(`${aws.url}/object`, others, { authorization: 'signature' });
    expect(sent).toBe('signature');
    expect(steps.map(({ requestId }) => requestId)).toEqual(['request-1']);
    expect(JSON.stringify(steps)).not.toContain('signature');
  });

  test('returns the status of an HTML page, with which CloudFront describes its errors', async () => {
    aws.answers.set('GET /object', sendPage(502, PAGE));
    expect(await getPage(`${aws.url}/object`, options())).toEqual({ status: 502, body: '' });
  });

  test('fails without an answer', async () => {
    const { steps, ...others } = options();
    await expect(getPage('http://127.0.0.1:1/object', others)).rejects.toThrow('ECONNREFUSED');
    expect(steps.map(({ outcome }) => outcome)).toEqual(['Error']);
  });
});
