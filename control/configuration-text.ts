import { XMLParser } from 'fast-xml-parser';

/** A child of the configuration, and where it stands in the text. */
interface Part {
  readonly element: string;
  readonly start: number;
  readonly end: number;
}

interface Position { readonly startIndex: number; readonly endIndex: number }
type ParsedNode = { readonly [element: string]: readonly ParsedNode[] } & { readonly [meta: symbol]: Position | undefined };

const ROOT = 'ReplicationConfiguration';
const RULE = 'Rule';
const KNOWN = ['Role', RULE];

const POSITION = XMLParser.getMetaDataSymbol() as symbol;
const parser = new XMLParser({ preserveOrder: true, captureMetaData: true, processEntities: false, ignoreDeclaration: true, ignorePiTags: true });

/** The text of each rule of a configuration, from the first to the last character of its element. */
export function rulesIn(xml: string): string[] {
  return partsOf(xml).filter(({ element }) => element === RULE).map(({ start, end }) => xml.slice(start, end));
}

/** What a configuration holds beside its role and its rules. */
export function unknownIn(xml: string): string[] {
  return partsOf(xml).map(({ element }) => element).filter((element) => !KNOWN.includes(element));
}

/** The configuration with other texts for some of its rules, by their place. */
export function withRules(xml: string, texts: readonly (string | undefined)[]): string {
  const rules = partsOf(xml).filter(({ element }) => element === RULE);
  // From behind, so that the places before stay what they are.
  return rules.reduceRight((text, { start, end }, place) => text.slice(0, start) + (texts[place] ?? text.slice(start, end)) + text.slice(end), xml);
}

function partsOf(xml: string): Part[] {
  const document = parser.parse(xml) as readonly ParsedNode[];
  const children = document.find((node) => ROOT in node)?.[ROOT] ?? [];
  return children.flatMap((node) => {
    const position = node[POSITION];
    return position === undefined ? [] : [{ element: Object.keys(node)[0], start: position.startIndex, end: position.endIndex }];
  });
}
