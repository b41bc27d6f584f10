import { type ReplicationRule, type S3Client } from '@aws-sdk/client-s3';
import { listUnknownRuleElements } from './replication-elements';
import { extractRulesFromXml, listUnknownElements, replaceRulesInXml } from './replication-xml';

/** The configuration contains elements other than role and rules, which this version cannot write back. */
export class UnknownReplicationElementsError extends Error {
  constructor(public readonly elements: readonly string[]) {
    super(`unknown elements: ${elements.join(', ')}`);
    this.name = 'UnknownElements';
  }
}

/** The XML text that each rule was read from. */
const RULE_TEXTS = new WeakMap<object, string>();

interface WithConfiguration { readonly ReplicationConfiguration?: { readonly Rules?: readonly ReplicationRule[] } }

/**
 * Makes the client write rules that it read as the same text that S3 returned. S3 accepts a replication configuration
 * only as a whole, and the SDK keeps only the elements that its model contains. Without this, a write would remove
 * settings of foreign rules that are newer than this version.
 */
export function preserveForeignRulesInRequests({ middlewareStack }: S3Client): void {
  middlewareStack.add((next, context) => async (args) => {
    const result = await next(args);
    const response = result.response as { body?: unknown };
    const bytes = await readBody(response.body);
    response.body = new Uint8Array(bytes);
    context.responseText = bytes.toString();
    return result;
  }, { step: 'deserialize', priority: 'low', name: 'keepResponseText' });

  middlewareStack.add((next, context) => async (args) => {
    const result = await next(args);
    const { ReplicationConfiguration: configuration } = result.output as WithConfiguration;
    if (configuration !== undefined) rememberRuleTexts(configuration.Rules ?? [], String(context.responseText));
    return result;
  }, { step: 'deserialize', priority: 'high', name: 'rememberRuleTexts' });

  middlewareStack.add((next) => async (args) => {
    const { ReplicationConfiguration: configuration } = args.input as WithConfiguration;
    const request = args.request as { body?: unknown };
    if (configuration !== undefined) {
      // Before the SDK computes length and checksum.
      request.body = replaceRulesInXml(
        String(request.body),
        (configuration.Rules ?? []).map((rule) => RULE_TEXTS.get(rule)),
      );
    }
    return next(args);
  }, { step: 'serialize', priority: 'low', name: 'writeRuleTexts' });
}

/** Lists the elements of a rule of a response that the SDK may have dropped. A rule without a response has none. */
export function findRuleElementsDroppedBySdk(rule: object): string[] {
  const text = RULE_TEXTS.get(rule);
  return text === undefined ? [] : listUnknownRuleElements(text);
}

function rememberRuleTexts(rules: readonly ReplicationRule[], xml: string): void {
  const unknown = listUnknownElements(xml);
  if (unknown.length > 0) throw new UnknownReplicationElementsError(unknown);
  const texts = extractRulesFromXml(xml);
  rules.forEach((rule, index) => RULE_TEXTS.set(rule, texts[index]));
}

/** The responses to these operations are small: a rule has a few hundred bytes. */
async function readBody(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
