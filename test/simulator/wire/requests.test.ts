import { createHash } from 'node:crypto';
import { inProcessHandler, type InProcessRequest, Simulator } from '../../../simulator';
import { ACCOUNT } from '../support';

const CREATE_PATH = '/v20180820/async-requests/mrap/create';
const ROOT = 'CreateMultiRegionAccessPointRequest';

function authorization(region = 'us-west-2', service = 's3'): string {
  const credential = `AKID/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=00`;
}

function digest(body: string): string {
  return createHash('md5').update(body).digest('base64');
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const NAMESPACE = 'http://awss3control.amazonaws.com/doc/2018-08-20/';
const DETAILS = '<Details><Name>media</Name><Regions><Region><Bucket>b</Bucket></Region></Regions></Details>';
const WELL_FORMED = `<${ROOT}><ClientToken>t</ClientToken>${DETAILS}</${ROOT}>`;

interface Given {
  method?: string;
  path?: string;
  query?: Record<string, string | string[] | null>;
  hostname?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

const simulator = new Simulator();
const handler = inProcessHandler(simulator);

async function ask({ method = 'POST', path = CREATE_PATH, query, hostname = '127.0.0.1', headers, body }: Given) {
  const request: InProcessRequest = {
    protocol: 'http:',
    port: 5_000,
    method,
    path,
    query,
    hostname,
    body,
    headers: { 'host': `${hostname}:5000`, 'authorization': authorization(), 'x-amz-account-id': ACCOUNT, ...headers },
  };
  const { response } = await handler.handle(request);
  return { ...response, text: Buffer.from(response.body).toString() };
}

async function create(body: string, headers: Record<string, string> = {}) {
  return ask({ body, headers: { 'content-md5': digest(body), ...headers } });
}

function parseCode({ statusCode, text }: { statusCode: number; text: string }): [number, string | undefined] {
  return [statusCode, /<Code>(\w+)<\/Code>/.exec(text)?.[1]];
}

describe('simulator/wire', () => {
  describe('with an XML document', () => {
    test.each([
      [
        'with a declaration and a namespace',
        DECLARATION + WELL_FORMED.replace(`<${ROOT}>`, `<${ROOT} xmlns="${NAMESPACE}">`),
      ],
      ['with a prefix', WELL_FORMED.replaceAll('<', '<s:').replaceAll('<s:/', '</s:').replace('>', ' xmlns:s="u">')],
      ['with white space', WELL_FORMED.replaceAll('><', '>\n  <')],
      [
        'with comments and CDATA sections',
        WELL_FORMED.replace('<Name>media</Name>', '<!-- it --><Name><![CDATA[media]]></Name>'),
      ],
      [
        'with a public access block',
        WELL_FORMED.replace(
          '<Regions>',
          '<PublicAccessBlock><BlockPublicAcls> TRUE </BlockPublicAcls></PublicAccessBlock><Regions>',
        ),
      ],
      ['as bytes', WELL_FORMED],
    ])('parses a document %s', async (name, document) => {
      const body = document.replace(/(ClientToken>)t</, `$1${name.replaceAll(' ', '-')}<`);
      const { statusCode, text } = await ask({ body: Buffer.from(body), headers: { 'content-md5': digest(body) } });
      expect(text).toContain(`<CreateMultiRegionAccessPointResult xmlns="${NAMESPACE}"><RequestTokenARN>`);
      expect(statusCode).toBe(200);
    });

    test.each([
      ['an empty body', ''],
      ['other text', 'Name=media'],
      ['an unclosed element', `<${ROOT}><Details>`],
      ['another root', WELL_FORMED.replaceAll(ROOT, 'Something')],
      ['two roots', `${WELL_FORMED}<More/>`],
      ['an unknown element', WELL_FORMED.replace('<Name>', '<Colour/><Name>')],
      ['text among elements', WELL_FORMED.replace('<Name>', 'hello<Name>')],
      ['text instead of elements', WELL_FORMED.replace(/<Details>.*<\/Details>/, '<Details>media</Details>')],
      ['elements instead of text', WELL_FORMED.replace('media', '<b>media</b>')],
      ['a repeated name', WELL_FORMED.replace('<Name>', '<Name>other</Name><Name>')],
      ['repeated details', WELL_FORMED.replace('</Details>', '</Details><Details/>')],
      [
        'an invalid boolean',
        WELL_FORMED.replace(
          '<Regions>',
          '<PublicAccessBlock><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlock><Regions>',
        ),
      ],
      ['a forbidden character', WELL_FORMED.replace('media', 'me\u0001dia')],
      ['a dangerous element', WELL_FORMED.replace('<Name>', '<__proto__/><Name>')],
    ])('refuses %s as malformed', async (_name, body) => {
      expect(parseCode(await create(body))).toEqual([400, 'MalformedXML']);
      expect(simulator.journal.last()).toMatchObject({
        operation: 'CreateMultiRegionAccessPoint',
        accountId: ACCOUNT,
        outcome: { code: 'MalformedXML' },
      });
    });

    test('requires a traffic dial to be an integer', async () => {
      const root = 'SubmitMultiRegionAccessPointRoutesRequest';
      const route = '<Route><TrafficDialPercentage>half</TrafficDialPercentage></Route>';
      const body = `<${root}><RouteUpdates>${route}</RouteUpdates></${root}>`;
      const path = '/v20180820/mrap/instances/arn/routes';
      expect(parseCode(await ask({ method: 'PATCH', path, body, headers: { 'content-md5': digest(body) } }))).toEqual([
        400,
        'MalformedXML',
      ]);
    });
  });

  describe('with a digest', () => {
    test.each<[string, Record<string, string>, [number, string | undefined]]>([
      ['a missing digest', {}, [400, 'InvalidRequest']],
      ['an invalid digest', { 'content-md5': 'short' }, [400, 'InvalidDigest']],
      ['the digest of another body', { 'content-md5': digest('something else') }, [400, 'BadDigest']],
      ['the right digest', { 'content-md5': digest(WELL_FORMED) }, [200, undefined]],
      ['a wrong checksum', { 'x-amz-checksum-crc32': 'AAAAAA==' }, [400, 'BadDigest']],
      ['an algorithm that the simulator does not implement', { 'x-amz-checksum-xxhash64': 'AAAAAA==' },
        [501, 'NotImplemented']],
    ])('returns the documented answer for %s', async (_name, headers, expected) => {
      expect(parseCode(await ask({ body: WELL_FORMED, headers }))).toEqual(expected);
    });
  });

  describe('with a signer', () => {
    const list: Given = { method: 'GET', path: '/v20180820/mrap/instances' };

    test.each<[string, Given, [number, string | undefined]]>([
      ['an empty account', { headers: { 'x-amz-account-id': '' } }, [400, 'InvalidRequest']],
      ['an invalid account', { headers: { 'x-amz-account-id': 'me' } }, [400, 'InvalidRequest']],
      ['another account in the host', { hostname: '210987654321.localhost' }, [400, 'InvalidRequest']],
      ['the same account in the host', { hostname: `${ACCOUNT}.localhost` }, [200, undefined]],
      ['an unknown algorithm', { headers: { authorization: 'Bearer x' } }, [400, 'AuthorizationHeaderMalformed']],
      [
        'another service',
        { headers: { authorization: authorization('us-west-2', 'sts') } },
        [400, 'AuthorizationHeaderMalformed'],
      ],
      ['another Region', { headers: { authorization: authorization('us-east-1') } }, [301, 'PermanentRedirect']],
      [
        'a credential in the middle of the header',
        { headers: { authorization: authorization().replace(/(Credential=\S+), (SignedHeaders=host)/, '$2, $1') } },
        [200, undefined],
      ],
    ])('returns the documented answer for %s', async (_name, given, expected) => {
      expect(parseCode(await ask({ ...list, ...given }))).toEqual(expected);
    });

    test('refuses a request without a signature', async () => {
      const { response } = await handler.handle({
        protocol: 'http:',
        hostname: '127.0.0.1',
        method: 'GET',
        path: '/v20180820/mrap/instances',
        headers: {},
      });
      expect(response).toMatchObject({
        statusCode: 403,
        headers: { 'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/) },
      });
      expect(simulator.journal.last()).toMatchObject({ accountId: '', region: '', outcome: { code: 'AccessDenied' } });
    });
  });

  test('refuses a request without an account', async () => {
    const { response } = await handler.handle({
      protocol: 'http:',
      hostname: '127.0.0.1',
      method: 'GET',
      path: '/v20180820/mrap/instances',
      headers: { authorization: authorization() },
    });
    expect(response.statusCode).toBe(400);
  });

  test('accepts a request without a host header', async () => {
    const headers = { 'authorization': authorization(), 'x-amz-account-id': ACCOUNT };
    const request = { protocol: 'http:', hostname: '127.0.0.1', method: 'GET', headers };
    const statuses = await Promise.all(
      ['/', '/v20180820/mrap/instances'].map(async (path) => handler.handle({ ...request, path })),
    );
    expect(statuses.map(({ response }) => response.statusCode)).toEqual([200, 200]);
  });

  describe('with an unknown operation', () => {
    test.each<[string, string, Record<string, string>?]>([
      ['GET', '/v20180820/storagelens'],
      ['DELETE', '/v20180820/mrap/instances/media'],
      ['POST', '/v20180820/mrap/instances'],
      ['GET', '/bucket/key', { torrent: '' }],
      ['GET', '/bucket', { lifecycle: '' }],
      ['POST', '/bucket'],
      ['PUT', '/bucket', { acl: '' }],
      ['GET', '/bucket', { versioning: '', location: '' }],
      ['DELETE', '/'],
    ])('returns NotImplemented for %s %s %j', async (method, path, query = {}) => {
      expect(parseCode(await ask({ method, path, query }))).toEqual([501, 'NotImplemented']);
      expect(simulator.journal.last()?.operation).toBeUndefined();
    });
  });

  describe('with a query', () => {
    const path = '/v20180820/mrap/instances';
    test.each<[string, [number, string | undefined]]>([
      ['5', [200, undefined]],
      ['many', [400, 'InvalidRequest']],
      ['1001', [400, 'InvalidRequest']],
    ])('validates maxResults=%s', async (maxResults, expected) => {
      expect(parseCode(await ask({ method: 'GET', path, query: { maxResults } }))).toEqual(expected);
    });
  });

  test('refuses an empty ARN for routes as an invalid request', async () => {
    expect(parseCode(await ask({ method: 'GET', path: '/v20180820/mrap/instances//routes' }))).toEqual([
      400,
      'InvalidRequest',
    ]);
  });

  test('wraps errors of S3 Control only', async () => {
    const control = await ask({ method: 'GET', path: '/v20180820/mrap/instances/none' });
    const [error] = /<Error>.*<\/Error>/.exec(control.text)!;
    const ids = /<RequestId>\w+<\/RequestId><HostId>\w+<\/HostId>/;
    expect(control.text.replace(ids, '')).toBe(
      `${DECLARATION}<ErrorResponse xmlns="${NAMESPACE}">${error}</ErrorResponse>`,
    );
    expect(error).toMatch(/^<Error><Code>\w+<\/Code><Message>[^<]+<\/Message><\/Error>$/);
    const s3 = await ask({ method: 'GET', path: '/none', query: { location: null } });
    expect(s3.text).toMatch(ids);
    const s3Error = s3.text.replace(DECLARATION, '').replace(ids, '');
    expect(s3Error).toMatch(/^<Error><Code>NoSuchBucket<\/Code><Message>[^<]+<\/Message><\/Error>$/);
    expect(control.headers).toMatchObject({
      'content-type': 'application/xml',
      'x-amz-request-id': expect.any(String),
    });
  });
});
