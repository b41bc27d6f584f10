import { parseXml, XmlElement } from '@rgrove/parse-xml';

const ROOT = 'ReplicationConfiguration';
const RULE = 'Rule';
const KNOWN = ['Role', RULE];

/** Returns the text of each rule of a configuration, from the first to the last character of its element. */
export function extractRulesFromXml(xml: string): string[] {
  return parseElements(xml).filter(({ name }) => name === RULE).map(({ start, end }) => xml.slice(start, end));
}

/** Lists the elements of a configuration other than its role and its rules. */
export function listUnknownElements(xml: string): string[] {
  return parseElements(xml).map(({ name }) => name).filter((name) => !KNOWN.includes(name));
}

/**
 * Replaces the text of some rules of a configuration.
 *
 * @param texts the new text of each rule by its index; undefined leaves a rule unchanged
 */
export function replaceRulesInXml(xml: string, texts: readonly (string | undefined)[]): string {
  const rules = parseElements(xml).filter(({ name }) => name === RULE);
  // From the last to the first, so that the earlier positions stay valid.
  return rules.reduceRight(
    (text, { start, end }, index) => text.slice(0, start) + (texts[index] ?? text.slice(start, end)) + text.slice(end),
    xml,
  );
}

/** The child elements of the configuration, with their positions in the text. */
function parseElements(xml: string): XmlElement[] {
  const root = xml === '' ? null : parseXml(xml, { includeOffsets: true }).root;
  return root?.name === ROOT ? listElements(root) : [];
}

/** Lists the child elements of an element. */
export function listElements(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child instanceof XmlElement);
}
