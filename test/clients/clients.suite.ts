import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { AccessPointServer } from './access-point-server';
import { makeCertificate } from './certificate';
import { PREPARATIONS, type Program } from './programs';
import { type SignedRequest } from './sigv4a';

const ALIAS = 'mfzwi23gnjvgw.mrap';
const HOST = `${ALIAS}.accesspoint.s3-global.amazonaws.com`;
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const ENVIRONMENT = {
  ACCESS_POINT_ARN: `arn:aws:s3::111122223333:accesspoint/${ALIAS}`,
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
const FILM = Buffer.concat([Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')]);

/** What each client says. */
const SAID = [
  'put films/alien.txt',
  'got In space no one can hear you scream.',
  'listed films/alien.txt',
  'uploaded films/alien.mp4 in 2 parts',
  'paid for The spice must flow. requester',
];
const PRESIGNED = 'presigned In space no one can hear you scream.';
const NOT_PRESIGNED = 'not presigned presign with signingRegion \'*\' is only supported when using the CRT dependency @aws-sdk/signature-v4-crt';

const ENDPOINTS = ['AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT'];
const SWITCH = 'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS';

/** What is different from one to another: whether it presigns, and what it says without its signer. */
const EXPECTED: Record<string, { last: string; unsigned: RegExp; ruledOutBy: readonly string[] }> = {
  'JavaScript': { last: NOT_PRESIGNED, unsigned: /Neither CRT nor JS SigV4a implementation is available/, ruledOutBy: ENDPOINTS },
  'JavaScript, bundled': { last: NOT_PRESIGNED, unsigned: /Neither CRT nor JS SigV4a implementation is available/, ruledOutBy: ENDPOINTS },
  'Python': { last: PRESIGNED, unsigned: /requires an additional dependency.*botocore\[crt\]/, ruledOutBy: [...ENDPOINTS, SWITCH] },
  'Java': { last: PRESIGNED, unsigned: /aws-crt/, ruledOutBy: [...ENDPOINTS, SWITCH] },
};

// A virtual machine and its SDK take seconds to begin.
jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
const certificate = makeCertificate(folder, HOST);
const programs = new Map<string, Program>();
const NAMES = Object.keys(PREPARATIONS);

let server: AccessPointServer;
/** All clients come by one port; each test has a server of its own behind it. */
let port: number;

async function freshServer(): Promise<void> {
  server = new AccessPointServer(HOST, CREDENTIALS, certificate);
  port = await server.listen(port);
}

beforeAll(async () => {
  await freshServer();
  await Promise.all(NAMES.map(async (name, index) => {
    const own = path.join(folder, String(index));
    mkdirSync(own);
    programs.set(name, await PREPARATIONS[name](own, { proxyPort: port, certificate: certificate.file, environment: ENVIRONMENT }));
  }));
  await server.close();
}, 240_000);

beforeEach(freshServer);
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(NAMES)('%s', (name) => {
  const program = () => programs.get(name)!;

  test('does everything by the ARN, and every request verifies', async () => {
    const { lines, errors, exitCode } = await program().run();
    expect({ lines, exitCode, errors: exitCode === 0 ? '' : errors }).toEqual({ lines: [...SAID, EXPECTED[name].last], exitCode: 0, errors: '' });

    const { received, turnedAway, store } = server;
    expect(received.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(received.map(({ host, regionSet }) => `${host} ${regionSet}`))).toEqual(new Set([`${HOST} *`]));
    expect(received.filter(({ payer }) => payer).map(({ url }) => url.split('?')[0])).toEqual(['/requester-pays/dune.txt', '/requester-pays/dune.txt']);
    expect(received.filter(({ url }) => url.includes('partNumber='))).toHaveLength(2);
    expect(received.filter(({ url }) => url.includes('X-Amz-Signature='))).toHaveLength(EXPECTED[name].last === PRESIGNED ? 1 : 0);
    expect(store.object('films/alien.mp4')?.equals(FILM)).toBe(true);
    expect(turnedAway).toEqual([]);
    for (const { request } of received) expect(tamperings(request).filter((tampered) => server.problemsOf(tampered).length === 0)).toEqual([]);
  });

  test.each<[string, (request: SignedRequest) => SignedRequest, RegExp]>([
    ['its path', (request) => ({ ...request, url: request.url.replace('alien', 'bambi') }), /does not verify/],
    ['its body', (request) => ({ ...request, body: Buffer.from(request.body.toString('latin1').replace('space', 'spice'), 'latin1') }), /another body|checksum/],
  ])('is refused if on the way something changes %s', async (_, tampering, refusal) => {
    server.tampering = tampering;
    const { exitCode, errors } = await program().run();
    expect(exitCode).not.toBe(0);
    expect(errors).toMatch(refusal);
    expect(server.store.object('films/alien.txt')).toBeUndefined();
  });

  test('says what is missing without its signer, and sends nothing', async () => {
    const { exitCode, errors } = await program().runWithoutSigner();
    expect(exitCode).not.toBe(0);
    expect(errors).toMatch(EXPECTED[name].unsigned);
    expect(server.received).toEqual([]);
  });

  test('sends nothing with a setting that rules access points out', async () => {
    const outcomes = await Promise.all(EXPECTED[name].ruledOutBy.map((variable) => program().run({ [variable]: 'true' })));
    expect(outcomes.map(({ exitCode }) => exitCode !== 0)).toEqual(EXPECTED[name].ruledOutBy.map(() => true));
    expect(server.received).toEqual([]);
  });
});

/** Everything that is signed for, changed by a little. */
function tamperings(request: SignedRequest): SignedRequest[] {
  const { method, url, headers } = request;
  const changed = (name: string, change: (value: string) => string) =>
    ({ ...request, headers: headers.map(([key, value]) => [key, key.toLowerCase() === name ? change(value) : value] as const) });
  const [signedHeaders] = /(?<=SignedHeaders=)[^,&]+/.exec(`${headers.find(([key]) => key.toLowerCase() === 'authorization')?.[1]} ${url}`)!;
  return [
    { ...request, method: method === 'GET' ? 'DELETE' : 'GET' },
    { ...request, url: url.replace(/^\/(\w*)/, '/$1x') },
    { ...request, url: `${url}${url.includes('?') ? '&' : '?'}versionId=1` },
    ...signedHeaders.replaceAll('%3B', ';').split(';').map((name) => changed(name, (value) => (name === 'x-amz-date' ? value.replace(/\dZ$/, (end) => (end === '0Z' ? '1Z' : '0Z')) : `${value}0`))),
    ...(url.includes('X-Amz-Signature=')
      ? [{ ...request, url: url.replace('Region-Set=%2A', 'Region-Set=us-east-1') }, { ...request, url: url.replace('Expires=300', 'Expires=301') }]
      : [changed('authorization', (value) => value.replace(/(?<=Signature=.{12})./, (digit) => (digit === '0' ? '1' : '0')))]),
  ];
}
