export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Temporary credentials have a token, which requests must contain. */
  readonly sessionToken?: string;
}

/** A request as received. */
export interface SignedRequest {
  readonly method: string;
  /** The path and query as received, without decoding. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Returns the first value of a header, or an empty text. */
export function readHeader({ headers }: Pick<SignedRequest, 'headers'>, name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

/** Returns the query as received, without the question mark. */
export function extractQuery(url: string): string {
  return url.split('?').slice(1).join('?');
}
