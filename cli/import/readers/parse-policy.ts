import { asFields } from '../../../src/linter/evaluation/read';
import { type UnreadPart } from '../imported-state';

/** Parses the text of a policy. Records a text that is no JSON object, and returns undefined. */
export function parsePolicy(text: string, what: string, unread: UnreadPart[]): object | undefined {
  const document = asFields(parseJson(text));
  if (document === undefined) unread.push({ what, why: 'it is not a JSON object' });
  return document;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
