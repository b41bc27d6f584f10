import { X509Certificate } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { connect, createServer, type SecureContext } from 'node:tls';
import { CertificateAuthority } from '../../../simulator/proxy/certificate-authority';

const HOUR = 3_600_000;
const HOST = 'media.s3.eu-west-1.amazonaws.com';

interface Handshake {
  readonly authorized: boolean;
  readonly problem?: string;
  readonly certificate: X509Certificate;
}

/** Performs a TLS handshake with a server that has the given certificate. */
async function shakeHands(secureContext: SecureContext, ca: string, servername: string): Promise<Handshake> {
  const server = createServer({ SNICallback: (_, done) => done(null, secureContext) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, servername, ca, rejectUnauthorized: false });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const { authorized, authorizationError } = socket;
  const certificate = socket.getPeerX509Certificate()!;
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  return { authorized, problem: authorized ? undefined : String(authorizationError), certificate };
}

describe('CertificateAuthority', () => {
  test('issues a certificate that clients accept for its host only', async () => {
    const authority = await CertificateAuthority.create();
    const context = await authority.findSecureContext(HOST);
    const { authorized, certificate } = await shakeHands(context, authority.pem, HOST);
    expect(authorized).toBe(true);
    expect(certificate.subjectAltName).toBe(`DNS:${HOST}`);
    expect((await shakeHands(context, authority.pem, 'other.s3.eu-west-1.amazonaws.com')).authorized).toBe(false);
  });

  test('issues certificates that are valid for one day', async () => {
    const authority = await CertificateAuthority.create();
    const { certificate } = await shakeHands(await authority.findSecureContext(HOST), authority.pem, HOST);
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBe(24 * HOUR);
  });

  test('reuses a certificate for half a day and replaces it then', async () => {
    let now = Date.now();
    const authority = await CertificateAuthority.create(() => now);
    const first = await authority.findSecureContext(HOST);
    now += 10 * HOUR;
    expect(await authority.findSecureContext(HOST)).toBe(first);
    now += 2 * HOUR;
    expect(await authority.findSecureContext(HOST)).not.toBe(first);
  });

  test('has a certificate that permits only names of AWS', async () => {
    const authority = await CertificateAuthority.create();
    expect(new X509Certificate(authority.pem).ca).toBe(true);
    const foreign = await authority.findSecureContext('example.com');
    const { authorized, problem } = await shakeHands(foreign, authority.pem, 'example.com');
    expect(authorized).toBe(false);
    // Node.js has no code of its own for a violated name constraint.
    expect(problem).toBe('UNSPECIFIED');
  });

  test('differs between two authorities, so that one does not trust the certificates of another', async () => {
    const [first, second] = [await CertificateAuthority.create(), await CertificateAuthority.create()];
    expect((await shakeHands(await second.findSecureContext(HOST), first.pem, HOST)).authorized).toBe(false);
  });
});
