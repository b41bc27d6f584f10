import { type ReplicationRule, type S3Client } from '@aws-sdk/client-s3';
import { rulesIn, unknownIn, withRules } from './configuration-text';

/** S3 has told something beside role and rules, which this version cannot write back. */
export class UnknownElements extends Error {
  constructor(public readonly elements: readonly string[]) {
    super(`unknown elements: ${elements.join(', ')}`);
    this.name = 'UnknownElements';
  }
}

/** The text that a rule was read from. */
const TEXTS = new WeakMap<ReplicationRule, string>();

interface Configured { readonly ReplicationConfiguration?: { readonly Rules?: readonly ReplicationRule[] } }

/**
 * Lets rules that were read be written again as the very text that S3 told. A replication configuration is written as a whole, and the SDK reads
 * of it what its model knows and writes that in its own order: what others have in it would lose what is newer than this version.
 */
export function keepRulesVerbatim({ middlewareStack }: S3Client): void {
  middlewareStack.add((next, context) => async (args) => {
    const result = await next(args);
    const response = result.response as { body?: unknown };
    const bytes = await collect(response.body);
    response.body = new Uint8Array(bytes);
    context.answer = bytes.toString();
    return result;
  }, { step: 'deserialize', priority: 'low', name: 'keepAnswer' });

  middlewareStack.add((next, context) => async (args) => {
    const result = await next(args);
    const { ReplicationConfiguration: configuration } = result.output as Configured;
    if (configuration !== undefined) remember(configuration.Rules ?? [], String(context.answer));
    return result;
  }, { step: 'deserialize', priority: 'high', name: 'rememberRules' });

  middlewareStack.add((next) => async (args) => {
    const { ReplicationConfiguration: configuration } = args.input as Configured;
    const request = args.request as { body?: unknown };
    // Before its length and its checksum are taken.
    if (configuration !== undefined) request.body = withRules(String(request.body), (configuration.Rules ?? []).map((rule) => TEXTS.get(rule)));
    return next(args);
  }, { step: 'serialize', priority: 'low', name: 'writeRulesVerbatim' });
}

function remember(rules: readonly ReplicationRule[], xml: string): void {
  const unknown = unknownIn(xml);
  if (unknown.length > 0) throw new UnknownElements(unknown);
  const texts = rulesIn(xml);
  rules.forEach((rule, place) => TEXTS.set(rule, texts[place]));
}

/** Answers of these operations are small: a rule has a few hundred bytes. */
async function collect(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
