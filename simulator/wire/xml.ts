import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXml } from '../engine/service-error';

/** An element as the parser gives it: text, or children by name, repeated ones as a list. */
export type XmlNode = string | XmlElements | readonly XmlNode[];
export interface XmlElements { readonly [name: string]: XmlNode }

/** Characters that no XML 1.0 document can contain. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const TEXT = '#text';

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // The only way to have numeric references decoded.
  htmlEntities: true,
  // Policies are full of quotation marks, and how long one may be is not for the parser to say.
  processEntities: { maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
});

const builderOptions = {
  ignoreAttributes: false,
  suppressEmptyNode: true,
  // A parser turns a bare carriage return into a line feed, so it must go as a reference.
  entities: [
    { regex: /&/g, val: '&amp;' },
    { regex: /</g, val: '&lt;' },
    { regex: />/g, val: '&gt;' },
    { regex: /"/g, val: '&quot;' },
    { regex: /\r/g, val: '&#xD;' },
  ],
};
const builder = new XMLBuilder(builderOptions);

/** The parser also refuses what is valid but dangerous, such as an element named like a prototype. */
function parseDocument(xml: string): XmlElements {
  try {
    return parser.parse(xml) as XmlElements;
  } catch (error) {
    throw malformedXml(String(error));
  }
}

/** The content of a document whose root must be the given one. */
export function parseXml(xml: string, root: string): XmlNode {
  if (FORBIDDEN.test(xml)) {
    throw malformedXml('a character is not allowed in XML');
  }
  const validity = XMLValidator.validate(xml);
  if (validity !== true) {
    throw malformedXml(validity.err.msg);
  }
  const document = parseDocument(xml);
  const roots = Object.keys(document).filter((name) => name !== TEXT);
  if (roots.length !== 1 || roots[0] !== root) {
    throw malformedXml(`the root element is not ${root}`);
  }
  return document[root];
}

/** The children of an element, without the white space between them. */
export function childrenOf(node: XmlNode): XmlElements {
  const { [TEXT]: between = '', ...children } = typeof node === 'string' ? { [TEXT]: node } : node as XmlElements;
  if (Array.isArray(node) || String(between).trim() !== '') {
    throw malformedXml('text or a repetition stands where elements are expected');
  }
  return children;
}

export function buildXml(root: string, namespace: string | undefined, content: XmlNode): string {
  const body = typeof content === 'string' ? { [TEXT]: content } : content;
  const element = namespace === undefined ? body : { '@_xmlns': namespace, ...body };
  return builder.build({ '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, [root]: element });
}
