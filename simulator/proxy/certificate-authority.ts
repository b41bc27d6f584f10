// tsyringe, a dependency of @peculiar/x509, requires this import before it.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName, GeneralSubtree, GeneralSubtrees, id_ce_nameConstraints, NameConstraints,
} from '@peculiar/asn1-x509';
import {
  BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, Extension, KeyUsageFlags, KeyUsagesExtension,
  PemConverter, SubjectAlternativeNameExtension, type X509Certificate, X509CertificateGenerator,
} from '@peculiar/x509';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const AUTHORITY_NAME = 'CN=cdk-s3-mrap simulator, O=Test certificates of one process';

interface Leaf {
  readonly context: SecureContext;
  readonly renewAt: number;
}

function createSerialNumber(): string {
  // The first bit is 0, because serial numbers are positive.
  return `4${randomBytes(15).toString('hex').slice(1)}`;
}

/** Permits names below amazonaws.com only. Java 17 ignores this extension in a root certificate. */
function createNameConstraints(): Extension {
  const permittedSubtrees = new GeneralSubtrees([
    new GeneralSubtree({ base: new GeneralName({ dNSName: 'amazonaws.com' }) }),
  ]);
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(new NameConstraints({ permittedSubtrees })));
}

/**
 * Issues certificates for the hosts of AWS. The private key of the authority exists in this process only and cannot be
 * exported, so nothing signs certificates after the end of the process.
 */
export class CertificateAuthority {
  public static async create(now: () => number = Date.now): Promise<CertificateAuthority> {
    const keys = await webcrypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: createSerialNumber(),
      name: AUTHORITY_NAME,
      notBefore: new Date(now() - HOUR),
      notAfter: new Date(now() + 30 * DAY),
      signingAlgorithm: SIGNATURE,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
        createNameConstraints(),
      ],
    }, webcrypto);
    const leafKeys = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
    const leafKey = PemConverter.encode(
      await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey), PemConverter.PrivateKeyTag);
    return new CertificateAuthority(certificate, keys.privateKey, leafKeys.publicKey, leafKey, now);
  }

  private readonly leaves = new Map<string, Promise<Leaf>>();

  private constructor(
    private readonly certificate: X509Certificate,
    private readonly signingKey: webcrypto.CryptoKey,
    private readonly leafPublicKey: webcrypto.CryptoKey,
    private readonly leafKey: string,
    private readonly now: () => number,
  ) {}

  /** The certificate that clients must trust. */
  public get pem(): string {
    return `${this.certificate.toString('pem')}\n`;
  }

  /** Returns the certificate of a host, which is valid for one day and replaced after half a day. */
  public async findSecureContext(host: string): Promise<SecureContext> {
    const known = await this.leaves.get(host);
    if (known !== undefined && this.now() < known.renewAt) return known.context;
    const issued = this.issue(host);
    this.leaves.set(host, issued);
    return (await issued).context;
  }

  private async issue(host: string): Promise<Leaf> {
    const notBefore = this.now() - HOUR;
    const leaf = await X509CertificateGenerator.create({
      serialNumber: createSerialNumber(),
      subject: 'CN=cdk-s3-mrap simulator',
      issuer: this.certificate.subject,
      notBefore: new Date(notBefore),
      notAfter: new Date(notBefore + DAY),
      signingAlgorithm: SIGNATURE,
      publicKey: this.leafPublicKey,
      signingKey: this.signingKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
      ],
    }, webcrypto);
    const context = createSecureContext({ key: this.leafKey, cert: `${leaf.toString('pem')}\n${this.pem}` });
    return { context, renewAt: notBefore + DAY / 2 };
  }
}
