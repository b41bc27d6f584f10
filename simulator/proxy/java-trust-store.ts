import { X509Certificate } from 'node:crypto';
import { ContentInfo, id_data } from '@peculiar/asn1-cms';
import {
  AuthenticatedSafe, CertBag, id_certBag, id_x509Certificate, PFX, PKCS12Attribute, SafeBag, SafeContents,
} from '@peculiar/asn1-pfx';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';

/** The attribute that makes Java trust a certificate of a PKCS #12 file. */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';
/** The DER encoding of `anyExtendedKeyUsage`, an object identifier. */
const ANY_USAGE = Uint8Array.of(0x06, 0x04, 0x55, 0x1d, 0x25, 0x00);
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const BMP_STRING = 0x1e;

/** Encodes a short name as a BMPString: two bytes for each character. */
function encodeFriendlyName(name: string): Uint8Array {
  const text = Buffer.from(name, 'utf16le').swap16();
  return Buffer.concat([Uint8Array.of(BMP_STRING, text.length), text]);
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** The constructor of this library ignores its parameters. */
function createAttribute(attrId: string, value: Uint8Array): PKCS12Attribute {
  return Object.assign(new PKCS12Attribute(), { attrId, attrValues: [toArrayBuffer(value)] });
}

function createBag(pem: string, index: number): SafeBag {
  const certificate = toArrayBuffer(new X509Certificate(pem).raw);
  return new SafeBag({
    bagId: id_certBag,
    bagValue: AsnConvert.serialize(new CertBag({
      certId: id_x509Certificate, certValue: AsnConvert.serialize(new OctetString(certificate)),
    })),
    bagAttributes: [
      createAttribute(TRUSTED_KEY_USAGE, ANY_USAGE),
      createAttribute(FRIENDLY_NAME, encodeFriendlyName(`ca-${index}`)),
    ],
  });
}

function createData(content: ArrayBuffer): ContentInfo {
  return new ContentInfo({ contentType: id_data, content: AsnConvert.serialize(new OctetString(content)) });
}

/** Encodes certificates as a trust store for Java: PKCS #12 without encryption and password, as it has no secrets. */
export function encodeJavaTrustStore(certificates: readonly string[]): Buffer {
  const bags = AsnConvert.serialize(new SafeContents(certificates.map(createBag)));
  const safe = AsnConvert.serialize(new AuthenticatedSafe([createData(bags)]));
  // Without a MAC, which needs a password.
  return Buffer.from(AsnConvert.serialize(new PFX({ version: 3, authSafe: createData(safe), macData: undefined })));
}
