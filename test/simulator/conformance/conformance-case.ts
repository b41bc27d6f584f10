import { createHash } from 'node:crypto';
import { type Answer, type ConformanceSession, type Way } from './conformance-session';

/** A request, and the answers that it must receive. Each is a status and, for an error, the code of its document. */
export interface ConformanceCase {
  /** The heading of the table. */
  readonly area: string;
  readonly request: string;
  readonly expected: Readonly<Record<Way, string>>;
  readonly send: (session: ConformanceSession) => Promise<Answer>;
  /** A pattern of the text of a successful answer. */
  readonly text?: RegExp;
}

/** Returns the answer as the table contains it. */
export function summarizeAnswer({ status, text }: Answer): string {
  const code = /<Error>.*<Code>(\w+)<\/Code>/s.exec(text)?.[1];
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** Returns the header with the digest of a body, which locks need. */
export function digestOf(body: string): Readonly<Record<string, string>> {
  return { 'content-md5': createHash('md5').update(body).digest('base64') };
}

export function answers(accessPoint: string, bucket = accessPoint): ConformanceCase['expected'] {
  return { 'access point': accessPoint, bucket };
}
