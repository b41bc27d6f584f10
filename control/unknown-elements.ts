import { REPLICATION_ELEMENTS } from '../src/facts/replication';

const ELEMENT = /<([A-Za-z][\w.-]*)/g;
const CONFIGURATION = /<ReplicationConfiguration[\s>]/;

/** S3 has told something that this version cannot write back. */
export class UnknownElements extends Error {
  constructor(public readonly elements: readonly string[]) {
    super(`unknown elements: ${elements.join(', ')}`);
    this.name = 'UnknownElements';
  }
}

/**
 * A middleware of the SDK, which reads what its model knows and drops the rest without a word. A replication configuration is written as a
 * whole, so what was dropped would be lost with the next write: better to stop before.
 */
export function refuseUnknownElements<Args, Result extends { response: unknown }>(next: (args: Args) => Promise<Result>) {
  return async (args: Args): Promise<Result> => {
    const result = await next(args);
    const response = result.response as { body?: unknown };
    const bytes = await collect(response.body);
    const unknown = unknownElements(bytes.toString());
    if (unknown.length > 0) throw new UnknownElements(unknown);
    response.body = new Uint8Array(bytes);
    return result;
  };
}

function unknownElements(xml: string): string[] {
  if (!CONFIGURATION.test(xml)) return [];
  const names = [...xml.matchAll(ELEMENT)].map(([, name]) => name);
  return [...new Set(names)].filter((name) => !REPLICATION_ELEMENTS.names.includes(name));
}

/** Answers of these operations are small: a rule has a few hundred bytes. */
async function collect(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
