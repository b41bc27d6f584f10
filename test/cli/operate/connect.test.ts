import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { rootCertificates } from 'node:tls';
import { connectToAws } from '../../../cli/operate/connect';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('connectToAws', () => {
  afterEach(() => { delete process.env.HTTPS_PROXY; });

  test.each([
    {}, { AWS_ENDPOINT_URL: '' }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' },
    { AWS_ENDPOINT_URL: 'https://example.com', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  ])('accepts the environment %j', async (environment) => {
    Object.assign(process.env, CREDENTIALS);
    expect(await connectToAws(environment, () => {})).toHaveProperty('call');
  });

  test.each([
    ['http://us%er:secret@127.0.0.1:1', 'http://***@127.0.0.1:1'],
    ['http://127.0.0.1:99999', 'http://127.0.0.1:99999'],
    ['http://[', 'http://['],
    ['socks5://user:secret@127.0.0.1:1080', 'socks5://***@127.0.0.1:1080'],
  ])('refuses the proxy %s before the first call, without its password', async (proxy, shown) => {
    Object.assign(process.env, CREDENTIALS, { HTTPS_PROXY: proxy });
    const error: unknown = await connectToAws({}, () => {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 2, message: expect.stringContaining(`HTTPS_PROXY is "${shown}", expected`) });
    expect((error as Error).message).not.toContain('secret');
  });

  test.each([
    [{}, '127.0.0.1:3128'], [{}, 'https://us%25er:a%40b@proxy.example.com'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' }, 'http://['],
  ])('accepts the environment %j with the proxy %s', async (environment, proxy) => {
    Object.assign(process.env, CREDENTIALS, { HTTPS_PROXY: proxy });
    expect(await connectToAws(environment, () => {})).toHaveProperty('call');
  });

  test('reports the time of AWS, also of an answer that refuses the call', async () => {
    const time = Date.parse('2030-01-01T00:00:00Z');
    const server = createServer((_request, response) => {
      response.writeHead(403, { date: new Date(time).toUTCString() }).end('<Error><Code>AccessDenied</Code></Error>');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    Object.assign(process.env, CREDENTIALS);
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const times: number[] = [];
    const aws = await connectToAws({ AWS_ENDPOINT_URL: endpoint }, () => {}, (received) => times.push(received));
    const input = { AccountId: ACCOUNT, Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap` };
    await expect(aws.call('eu-west-1', 'GetMultiRegionAccessPointRoutes', input)).rejects.toThrow();
    server.closeAllConnections();
    server.close();
    // The client corrects its clock and repeats the call.
    expect(new Set(times)).toEqual(new Set([time]));
  });

  const [first, second] = rootCertificates;

  test.each([
    ['none', [first, second], []],
    ['a character that is not of Base64', [first, second.replace(/\n(.{10})/, '\n@@@$1')], ['certificate 2', 'base64']],
    ['an end that is missing', [first.slice(0, 400)], ['certificate 1', 'line']],
    ['a content that is no certificate', [first, first.replace(/\n[^]*\n/, '\nAAAA\n'), second], ['certificate 2']],
  ])('notes in a bundle of certificates the damage: %s', async (_title, certificates, expected) => {
    Object.assign(process.env, CREDENTIALS);
    const file = path.join(temporaryFolder(), 'bundle.pem');
    writeFileSync(file, certificates.join('\n'));
    const notes: string[] = [];
    expect(await connectToAws({ AWS_CA_BUNDLE: file }, (note) => notes.push(note))).toHaveProperty('call');
    expect(notes).toHaveLength(expected.length === 0 ? 0 : 1);
    for (const text of [...expected, ...(notes.length === 0 ? [] : [file, 'not trusted'])]) {
      expect(notes[0]).toContain(text);
    }
  });
});
