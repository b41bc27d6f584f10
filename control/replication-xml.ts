import { XMLParser } from 'fast-xml-parser';

/** A child element of the configuration, and its position in the text. */
interface XmlElement {
  readonly element: string;
  readonly start: number;
  readonly end: number;
}

interface Position { readonly startIndex: number; readonly endIndex: number }
type ParsedNode = { readonly [element: string]: readonly ParsedNode[] } & {
  readonly [meta: symbol]: Position | undefined;
};

const ROOT = 'ReplicationConfiguration';
const RULE = 'Rule';
const KNOWN = ['Role', RULE];

const POSITION = XMLParser.getMetaDataSymbol() as symbol;
const parser = new XMLParser({
  preserveOrder: true, captureMetaData: true, processEntities: false, ignoreDeclaration: true, ignorePiTags: true,
});

/** Returns the text of each rule of a configuration, from the first to the last character of its element. */
export function extractRulesFromXml(xml: string): string[] {
  return parseElements(xml).filter(({ element }) => element === RULE).map(({ start, end }) => xml.slice(start, end));
}

/** Lists the elements of a configuration other than its role and its rules. */
export function listUnknownElements(xml: string): string[] {
  return parseElements(xml).map(({ element }) => element).filter((element) => !KNOWN.includes(element));
}

/**
 * Replaces the text of some rules of a configuration.
 *
 * @param texts the new text of each rule by its index; undefined leaves a rule unchanged
 */
export function replaceRulesInXml(xml: string, texts: readonly (string | undefined)[]): string {
  const rules = parseElements(xml).filter(({ element }) => element === RULE);
  // From the last to the first, so that the earlier positions stay valid.
  return rules.reduceRight(
    (text, { start, end }, index) => text.slice(0, start) + (texts[index] ?? text.slice(start, end)) + text.slice(end),
    xml,
  );
}

function parseElements(xml: string): XmlElement[] {
  const document = parser.parse(xml) as readonly ParsedNode[];
  const children = document.find((node) => ROOT in node)?.[ROOT] ?? [];
  return children.flatMap((node) => {
    const position = node[POSITION];
    return position === undefined
      ? []
      : [{ element: Object.keys(node)[0], start: position.startIndex, end: position.endIndex }];
  });
}
