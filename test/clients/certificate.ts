import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** The path of the certificate that clients are configured to trust. */
  readonly file: string;
}

/** Creates a self-signed certificate for one host in a temporary folder. */
export function makeCertificate(folder: string, hostName: string): Certificate {
  const [keyFile, file] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      keyFile,
      '-out',
      file,
      '-subj',
      '/CN=access point of the tests',
      '-addext',
      `subjectAltName=DNS:${hostName}`,
    ],
    { stdio: 'pipe' },
  );
  return { key: readFileSync(keyFile), cert: readFileSync(file), file };
}
