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
  /** A trust store for Java without a password. It contains the public roots only if clients can reach other hosts. */
  readonly javaTrustStore: string;
}

const READABLE_BY_ALL = 0o644;

/** Writes the files into a folder, which it creates if necessary. */
export function writeTrustFolder(folder: string, certificate: string, passthrough: boolean): TrustFiles {
  mkdirSync(folder, { recursive: true });
  const certificates = [...rootCertificates, certificate];
  const write = (name: string, content: string | Buffer) => {
    const file = path.join(folder, name);
    writeFileSync(file, content, { mode: READABLE_BY_ALL });
    return file;
  };
  // Encoding 140 roots takes two seconds.
  return {
    certificate: write('proxy-certificate.pem', certificate),
    bundle: write('ca-bundle.pem', `${certificates.map((pem) => pem.trim()).join('\n')}\n`),
    javaTrustStore: write('trust-store.p12', encodeJavaTrustStore(passthrough ? certificates : [certificate])),
  };
}
