import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { createProxy } from 'proxy';
import { toFailure } from '../../control/failure';
import { createHttpHandler, readCertificates } from '../../control/network';
import { sdkS3Control } from '../../control/s3-control';
import { makeCertificate } from '../clients/certificate';
import { ACCOUNT } from '../support/accounts';
import { temporaryFolder } from '../support/temporary-folder';

const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`;
const BODY = `<GetMultiRegionAccessPointRoutesResult><Mrap>${ARN}</Mrap><Routes><Route><Bucket>media-eu</Bucket>`
  + '<Region>eu-west-1</Region><TrafficDialPercentage>100</TrafficDialPercentage></Route></Routes>'
  + '</GetMultiRegionAccessPointRoutesResult>';

async function start(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('createHttpHandler', () => {
  const certificate = makeCertificate(temporaryFolder(), 'localhost');
  const endpoint = createHttpsServer(certificate, (_request, response) => response.end(BODY));
  const proxy = createProxy(createHttpServer());
  const tunnels: string[] = [];
  let port: number;
  let proxyUrl: string;

  beforeAll(async () => {
    proxy.on('connect', ({ url }) => tunnels.push(String(url)));
    port = await start(endpoint);
    proxyUrl = `http://127.0.0.1:${await start(proxy)}`;
  });

  afterEach(() => {
    tunnels.length = 0;
    for (const name of ['HTTPS_PROXY', 'NO_PROXY']) delete process.env[name];
  });

  afterAll(() => {
    endpoint.closeAllConnections();
    proxy.closeAllConnections();
    endpoint.close();
    proxy.close();
  });

  async function readRoutes(environment: NodeJS.ProcessEnv): Promise<unknown> {
    const s3 = sdkS3Control({
      credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
      endpointProvider: () => ({ url: new URL(`https://localhost:${port}`) }),
      requestHandler: createHttpHandler(environment),
    });
    const { Routes } = await s3.call('eu-west-1', 'GetMultiRegionAccessPointRoutes', { AccountId: ACCOUNT, Mrap: ARN });
    return Routes;
  }

  const ROUTES = [{ Bucket: 'media-eu', Region: 'eu-west-1', TrafficDialPercentage: 100 }];

  test('calls through the proxy of HTTPS_PROXY and trusts the bundle of AWS_CA_BUNDLE', async () => {
    process.env.HTTPS_PROXY = proxyUrl;
    expect(await readRoutes({ AWS_CA_BUNDLE: certificate.file })).toEqual(ROUTES);
    expect(tunnels).toEqual([`localhost:${port}`]);
  });

  test('does not call through the proxy for a host in NO_PROXY', async () => {
    Object.assign(process.env, { HTTPS_PROXY: proxyUrl, NO_PROXY: 'localhost' });
    expect(await readRoutes({ CDK_S3_MRAP_CA_CERTIFICATES: certificate.cert.toString() })).toEqual(ROUTES);
    expect(tunnels).toEqual([]);
  });

  test('reports a certificate that it does not trust', async () => {
    const error: unknown = await readRoutes({}).catch((thrown: unknown) => thrown);
    expect(toFailure(error)).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('self-signed') });
  });

  test('reports a proxy that refuses connections', async () => {
    process.env.HTTPS_PROXY = 'http://127.0.0.1:1';
    const error: unknown = await readRoutes({}).catch((thrown: unknown) => thrown);
    expect(toFailure(error)).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('readCertificates', () => {
  test.each([
    ['does not exist', '/nonexistent/bundle.pem', 'ENOENT'],
    ['contains no certificate', __filename, 'contains no certificate in PEM format'],
  ])('throws if the bundle %s', (_name, file, message) => {
    expect(() => readCertificates({ AWS_CA_BUNDLE: file })).toThrow(message);
  });
});
