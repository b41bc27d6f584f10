/** A message of this length is the page of a proxy, or repeats a document. */
const MAX_LENGTH = 1000;
/** The parser of the SDK adds it to its errors. */
const UNREADABLE = 'Deserialization error: to see the raw response';
const NO_CONNECTION = /did not establish a connection with the server within the configured timeout of (\d+) ms/;
const TLS_FAILURE = /EPROTO \w+:error:\w+:SSL routines:[^:]*:([^:]+):/;

/** The parts of an error that a message shows. */
export interface ShownError {
  readonly name?: string;
  readonly code?: string;
  readonly message: string;
}

/** Describes an error of the SDK or of Node.js without their internals. Returns the parts that change. */
export function describeInOperatorWords(
  { message, $metadata: metadata }: Error & { readonly $metadata?: { readonly httpStatusCode?: number } },
): ShownError | undefined {
  if (message.includes(UNREADABLE)) {
    const code = 'UnreadableResponse';
    const status = metadata?.httpStatusCode ?? 'unknown';
    return { name: code, code, message: `the answer is not in the format of the service (status ${status})` };
  }
  const [, limit] = NO_CONNECTION.exec(message) ?? [];
  if (limit !== undefined) return { message: `no connection within ${limit} ms` };
  const [, reason] = TLS_FAILURE.exec(message) ?? [];
  if (reason !== undefined) return { message: `the TLS connection failed: ${reason}` };
  return message.length > MAX_LENGTH ? { message: `${message.slice(0, MAX_LENGTH)}…` } : undefined;
}
