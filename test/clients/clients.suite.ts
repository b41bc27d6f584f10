import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type SignedRequest } from '../../simulator/signatures/signed-request';
import { AccessPointServer, type RequestChange } from './access-point-server';
import { type Certificate, makeCertificate } from './certificate';
import { PREPARATIONS, type Program } from './programs';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
const FILM_CONTENT = Buffer.concat([Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')]);

/** The lines that all clients print. */
const EXPECTED_LINES = [
  'put films/alien.txt', 'got In space no one can hear you scream.', 'listed films/alien.txt',
  'uploaded films/alien.mp4 in 2 parts', 'paid for The spice must flow. requester',
];
const PRESIGNED = 'presigned In space no one can hear you scream.';
const NOT_PRESIGNED = 'not presigned presign with signingRegion \'*\' is only supported when using '
  + 'the CRT dependency @aws-sdk/signature-v4-crt';

const ENDPOINT_SETTINGS = ['AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT'];
const DISABLE_ACCESS_POINTS = 'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS';

interface ClientBehavior {
  /** The last printed line, which depends on whether the SDK can presign with SigV4A. */
  readonly lastLine: string;
  /** The error without the SigV4A signer. */
  readonly missingSignerError: RegExp;
  /** Environment variables that make the SDK refuse requests to access points. */
  readonly incompatibleSettings: readonly string[];
}

const JAVASCRIPT_BEHAVIOR: ClientBehavior = {
  lastLine: NOT_PRESIGNED,
  missingSignerError: /Neither CRT nor JS SigV4a implementation is available/,
  incompatibleSettings: ENDPOINT_SETTINGS,
};

const EXPECTED_BEHAVIOR: Record<string, ClientBehavior> = {
  'JavaScript': JAVASCRIPT_BEHAVIOR,
  'bundled JavaScript': JAVASCRIPT_BEHAVIOR,
  'Python': {
    lastLine: PRESIGNED,
    missingSignerError: /requires an additional dependency.*botocore\[crt\]/,
    incompatibleSettings: [...ENDPOINT_SETTINGS, DISABLE_ACCESS_POINTS],
  },
  'Java': {
    lastLine: PRESIGNED,
    missingSignerError: /aws-crt/,
    incompatibleSettings: [...ENDPOINT_SETTINGS, DISABLE_ACCESS_POINTS],
  },
};

// A Java virtual machine and its SDK need several seconds to start.
jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
const programs = new Map<string, Program>();
const NAMES = Object.keys(PREPARATIONS);

let server: AccessPointServer;
let certificate: Certificate;
let host: string;
/** Clients are configured once, so all servers use the same port. */
let port: number;

async function startServer(): Promise<void> {
  server = await AccessPointServer.create(CREDENTIALS, certificate);
  port = await server.listen(port);
}

beforeAll(async () => {
  const { arn, hostName } = await AccessPointServer.describe();
  host = hostName;
  certificate = makeCertificate(folder, host);
  const environment = { ...ENVIRONMENT, ACCESS_POINT_ARN: arn };
  await startServer();
  await Promise.all(NAMES.map(async (name, index) => {
    const clientFolder = path.join(folder, String(index));
    mkdirSync(clientFolder);
    const connection = { proxyPort: port, certificate: certificate.file, environment };
    programs.set(name, await PREPARATIONS[name](clientFolder, connection));
  }));
  await server.close();
}, 240_000);

beforeEach(startServer);
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run test:clients', () => {
  describe.each(NAMES)('with the %s client', (name) => {
    const program = () => programs.get(name)!;
    const { lastLine, missingSignerError, incompatibleSettings } = EXPECTED_BEHAVIOR[name];

    test('sends all requests with valid signatures to the access point', async () => {
      const { lines, errors, exitCode } = await program().run();
      expect(exitCode === 0 ? '' : errors).toBe('');
      expect(exitCode).toBe(0);
      expect(lines).toEqual([...EXPECTED_LINES, lastLine]);

      const { received, refusedHosts } = server;
      expect(received.flatMap(({ problems }) => problems)).toEqual([]);
      const scopes = received.map((request) => `${request.host} ${request.regionSet}`);
      expect(new Set(scopes)).toEqual(new Set([`${host} *`]));
      const paidPaths = received.filter(({ requesterPays }) => requesterPays).map(({ url }) => url.split('?')[0]);
      expect(paidPaths).toEqual(['/requester-pays/dune.txt', '/requester-pays/dune.txt']);
      expect(received.filter(({ url }) => url.includes('partNumber='))).toHaveLength(2);
      const presigned = received.filter(({ url }) => url.includes('X-Amz-Signature='));
      expect(presigned).toHaveLength(lastLine === PRESIGNED ? 1 : 0);
      expect(server.object('films/alien.mp4')?.equals(FILM_CONTENT)).toBe(true);
      expect(refusedHosts).toEqual([]);
      const accepted = received.flatMap(({ request }) => makeTamperedCopies(request))
        .filter((tampered) => server.findProblems(tampered).length === 0);
      expect(accepted).toEqual([]);
    });

    const replaceInBody = ({ body }: SignedRequest, before: string, after: string) =>
      Buffer.from(Buffer.from(body).toString('latin1').replace(before, after), 'latin1');

    test.each<[string, RequestChange, RegExp]>([
      ['path', (request) => ({ ...request, url: request.url.replace('alien', 'bambi') }), /does not verify/],
      [
        'body',
        (request) => ({ ...request, body: replaceInBody(request, 'space', 'spice') }),
        /body that does not match|checksum/,
      ],
    ])('fails if the %s of a request changes in transit', async (_, tamper, expectedError) => {
      server.tamper = tamper;
      const { exitCode, errors } = await program().run();
      expect(exitCode).not.toBe(0);
      expect(errors).toMatch(expectedError);
      expect(server.object('films/alien.txt')).toBeUndefined();
    });

    test('prints the missing package and sends no request without the SigV4A signer', async () => {
      const { exitCode, errors } = await program().runWithoutSigner();
      expect(exitCode).not.toBe(0);
      expect(errors).toMatch(missingSignerError);
      expect(server.received).toEqual([]);
    });

    test('fails and sends no request with a setting that access points do not support', async () => {
      const outcomes = await Promise.all(incompatibleSettings.map((variable) => program().run({ [variable]: 'true' })));
      expect(outcomes.filter(({ exitCode }) => exitCode === 0)).toEqual([]);
      expect(server.received).toEqual([]);
    });
  });
});

/** Copies of a request, each with a small change to one signed part. */
function makeTamperedCopies(request: SignedRequest): SignedRequest[] {
  const { method, url, headers } = request;
  const isNamed = (key: string, name: string) => key.toLowerCase() === name;
  const changeHeader = (name: string, change: (value: string) => string) => ({
    ...request,
    headers: headers.map(([key, value]) => [key, isNamed(key, name) ? change(value) : value] as const),
  });
  const changeLastSecond = (value: string) => value.replace(/\dZ$/, (end) => (end === '0Z' ? '1Z' : '0Z'));
  const changeSignature = (value: string) =>
    value.replace(/(?<=Signature=.{12})./, (digit) => (digit === '0' ? '1' : '0'));
  const authorization = headers.find(([key]) => isNamed(key, 'authorization'))?.[1];
  const [signedHeaders] = /(?<=SignedHeaders=)[^,&]+/.exec(`${authorization} ${url}`)!;
  return [
    { ...request, method: method === 'GET' ? 'DELETE' : 'GET' },
    { ...request, url: url.replace(/^\/(\w*)/, '/$1x') },
    { ...request, url: `${url}${url.includes('?') ? '&' : '?'}versionId=1` },
    ...signedHeaders.replaceAll('%3B', ';').split(';')
      .map((name) => changeHeader(name, name === 'x-amz-date' ? changeLastSecond : (value) => `${value}0`)),
    ...(url.includes('X-Amz-Signature=')
      ? [
        { ...request, url: url.replace('Region-Set=%2A', 'Region-Set=us-east-1') },
        { ...request, url: url.replace('Expires=300', 'Expires=301') },
      ]
      : [changeHeader('authorization', changeSignature)]),
  ];
}
