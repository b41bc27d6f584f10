import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { rootCertificates } from 'node:tls';
import { encodeJavaTrustStore } from './java-trust-store';

/** Files that make clients trust the proxy. They contain certificates only, and no private key. */
export interface TrustFiles {
  /** The certificate of the proxy, in PEM. */
  readonly certificate: string;
  /** The public root certificates and the certificate of the proxy, in PEM. */
  readonly bundle: string;
  /** The same certificates as a trust store for Java, without a password. */
  readonly javaTrustStore: string;
}

const READABLE_BY_ALL = 0o644;

/** Writes the files into a folder, which it creates if necessary. */
export function writeTrustFolder(folder: string, certificate: string): TrustFiles {
  mkdirSync(folder, { recursive: true });
  const certificates = [...rootCertificates, certificate];
  const write = (name: string, content: string | Buffer) => {
    const file = path.join(folder, name);
    writeFileSync(file, content, { mode: READABLE_BY_ALL });
    return file;
  };
  return {
    certificate: write('proxy-certificate.pem', certificate),
    bundle: write('ca-bundle.pem', `${certificates.map((pem) => pem.trim()).join('\n')}\n`),
    javaTrustStore: write('trust-store.p12', encodeJavaTrustStore(certificates)),
  };
}
