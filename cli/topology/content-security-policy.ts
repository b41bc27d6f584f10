import { createHash } from 'node:crypto';

/** Makes a policy that allows one style and nothing else: no script, no image, no frame, no request. */
export function makeContentSecurityPolicy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
