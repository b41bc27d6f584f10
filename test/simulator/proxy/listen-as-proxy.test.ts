import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import * as path from 'node:path';
import { rootCertificates, connect as connectTls } from 'node:tls';
import { listenOnLoopback, type ListeningServer } from '../../../simulator';
import { listenAsProxy, type ListeningProxy } from '../../../simulator/proxy/listen-as-proxy';
import { makeProxyEnvironment } from '../../../simulator/proxy/proxy-environment';
import { temporaryFolder } from '../../support/temporary-folder';
import { ACCOUNT, Bench } from '../support';

const CONTROL_HOST = `${ACCOUNT}.s3-control.us-west-2.amazonaws.com`;
const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=AKID/20261129/us-west-2/s3/aws4_request, SignedHeaders=host, '
  + 'Signature=0';

describe('listenAsProxy', () => {
  let bench: Bench;
  let simulator: ListeningServer;
  let proxy: ListeningProxy;
  let folder: string;

  beforeAll(async () => {
    bench = new Bench();
    folder = path.join(temporaryFolder(), 'trust');
    simulator = await listenOnLoopback(bench.simulator);
    proxy = await listenAsProxy({ simulatorPort: simulator.port, folder });
  });

  afterAll(async () => {
    await proxy.close();
    await simulator.close();
  });

  /** Sends CONNECT and returns the answer of the proxy and the connection. */
  async function connect(target: string, { port } = proxy): Promise<{ answer: IncomingMessage; socket: Socket }> {
    return new Promise((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port, method: 'CONNECT', path: target, agent: false })
        .once('connect', (answer, socket: Socket) => resolve({ answer, socket }))
        .once('error', reject).end();
    });
  }

  async function get(host: string, url: string): Promise<{ status: number; body: string }> {
    const { socket } = await connect(`${host}:443`);
    const ca = readFileSync(proxy.trust.certificate);
    const createConnection = () => connectTls({ socket, servername: host, ca });
    const headers = { 'connection': 'close', 'authorization': AUTHORIZATION, 'x-amz-account-id': ACCOUNT };
    return new Promise((resolve, reject) => {
      httpsRequest({ host, path: url, createConnection, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString() }));
      }).once('error', reject).end();
    });
  }

  test('sends requests for hosts of AWS to the simulator, over TLS and with their host name', async () => {
    await bench.ready('media');
    const { status, body } = await get(CONTROL_HOST, '/v20180820/mrap/instances');
    expect(status).toBe(200);
    expect(body).toContain('<Name>media</Name>');
  });

  test('resets connections to a lost Region', async () => {
    bench.simulator.regions.lose('us-west-2');
    await expect(get(CONTROL_HOST, '/v20180820/mrap/instances')).rejects.toThrow(/ECONNRESET|socket hang up/);
    bench.simulator.regions.restore('us-west-2');
  });

  test('refuses other hosts of AWS with their name in the first line', async () => {
    const { answer } = await connect('dynamodb.eu-west-1.amazonaws.com:443');
    expect(answer.statusCode).toBe(403);
    expect(answer.statusMessage).toBe('Forbidden: the simulator does not simulate dynamodb.eu-west-1.amazonaws.com, '
      + 'and the proxy connects to no host of AWS');
  });

  test('refuses requests without CONNECT', async () => {
    const answer = await fetch(`${proxy.url}/latest/meta-data`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('the proxy accepts CONNECT requests only, not GET /latest/meta-data\n');
  });

  test('closes the connection of a client that does not trust the certificate', async () => {
    const { socket } = await connect(`${CONTROL_HOST}:443`);
    const secure = connectTls({ socket, servername: CONTROL_HOST, ca: rootCertificates[0] });
    await expect(new Promise((_, reject) => secure.once('error', reject))).rejects.toThrow(/certificate/);
  });

  describe('with a server outside AWS', () => {
    const foreign = createServer((_, response) => response.end('foreign'));
    let target: string;

    beforeAll(async () => {
      await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
      target = `127.0.0.1:${(foreign.address() as AddressInfo).port}`;
    });
    afterAll(() => foreign.close());

    test('refuses the server without passthrough', async () => {
      const { answer } = await connect(target);
      expect(answer.statusMessage).toBe('Forbidden: the proxy does not connect to 127.0.0.1 without --passthrough');
    });

    test('connects to the server with passthrough, without terminating its connection', async () => {
      const open = await listenAsProxy({ simulatorPort: simulator.port, folder, passthrough: true });
      const { answer, socket } = await connect(target, open);
      expect(answer.statusCode).toBe(200);
      socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toMatch(/foreign/);
      await open.close();
    });

    test('closes the connection if it cannot connect to the server', async () => {
      const open = await listenAsProxy({ simulatorPort: simulator.port, folder, passthrough: true });
      const closed = createServer();
      await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      await expect(connect(`127.0.0.1:${port}`, open)).rejects.toThrow(/socket hang up|ECONNRESET/);
      await open.close();
    });
  });

  describe('trust', () => {
    test('contains certificates only, which all users can read', () => {
      const files = readdirSync(folder).map((name) => path.join(folder, name));
      expect(files.sort()).toEqual(Object.values(proxy.trust).sort());
      for (const file of files) {
        expect(readFileSync(file, 'latin1')).not.toMatch(/PRIVATE/);
        expect(statSync(file).mode.toString(8)).toBe('100644');
      }
    });

    test('contains the public roots and the certificate of the proxy in its bundle', () => {
      const own = readFileSync(proxy.trust.certificate, 'utf8').trim();
      const bundle = readFileSync(proxy.trust.bundle, 'utf8');
      expect(bundle.match(/BEGIN CERTIFICATE/g)).toHaveLength(rootCertificates.length + 1);
      expect(bundle).toContain(own);
      expect(bundle).toContain(rootCertificates[0].trim());
    });
  });

  describe('makeProxyEnvironment', () => {
    test('contains the proxy and the certificates for every client', () => {
      const { bundle, certificate, javaTrustStore } = proxy.trust;
      expect(makeProxyEnvironment(proxy)).toEqual({
        HTTPS_PROXY: proxy.url,
        https_proxy: proxy.url,
        NO_PROXY: '',
        no_proxy: '',
        AWS_CA_BUNDLE: bundle,
        REQUESTS_CA_BUNDLE: bundle,
        SSL_CERT_FILE: bundle,
        CURL_CA_BUNDLE: bundle,
        NODE_EXTRA_CA_CERTS: certificate,
        JAVA_TOOL_OPTIONS: `-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=${proxy.port} `
          + `-Dhttp.nonProxyHosts=localhost|127.* -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${proxy.port} `
          + `-Djavax.net.ssl.trustStore=${javaTrustStore} `
          + '-Djavax.net.ssl.trustStoreType=PKCS12',
      });
    });

    test('quotes a path with spaces for Java', () => {
      const trust = { ...proxy.trust, javaTrustStore: '/my folder/trust-store.p12' };
      expect(makeProxyEnvironment({ ...proxy, trust }).JAVA_TOOL_OPTIONS)
        .toContain(' "-Djavax.net.ssl.trustStore=/my folder/trust-store.p12" ');
    });
  });
});
