import { type Readable } from 'node:stream';

/** A request that the SDK passes to its request handler. */
export interface WireRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface WireResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  /** The SDK expects objects as a stream. */
  readonly body: Uint8Array | Readable;
}

export function response(statusCode: number, body = '', headers: Record<string, string> = {}): WireResponse {
  return { statusCode, reason: '', headers: { 'x-amzn-requestid': 'REQUEST', ...headers }, body: Buffer.from(body) };
}

export function json(value: unknown): WireResponse {
  return response(200, JSON.stringify(value), { 'content-type': 'application/x-amz-json-1.1' });
}

export function xml(root: string, content: string): WireResponse {
  return response(200, `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`, {
    'content-type': 'application/xml',
  });
}

/** Makes an error response of S3. */
export function s3Error(status: number, code: string): WireResponse {
  return response(
    status,
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  );
}

/** Returns the Region and the service of the signature. */
export function scopeOf({ headers }: WireRequest): { region: string; service: string } {
  const [, region, service] =
    /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? headers.Authorization ?? '') ?? [];
  return { region, service };
}

export function textOf(body: unknown): string {
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');
}
