import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { malformedXmlError } from '../engine/service-error';

/** A parsed element: text, or children by name. Repeated children are a list. */
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
  // Required for decoding numeric references.
  htmlEntities: true,
  // Policies contain many quotation marks. S3, not the parser, limits their size.
  processEntities: { maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
});

const builderOptions = {
  ignoreAttributes: false,
  suppressEmptyNode: true,
  // A parser converts a bare carriage return to a line feed, so it is written as a reference.
  entities: [
    { regex: /&/g, val: '&amp;' },
    { regex: /</g, val: '&lt;' },
    { regex: />/g, val: '&gt;' },
    { regex: /"/g, val: '&quot;' },
    { regex: /\r/g, val: '&#xD;' },
  ],
};
const builder = new XMLBuilder(builderOptions);

/** Parses a valid document. The parser also refuses dangerous names, such as `__proto__`. */
function parseDocument(xml: string): XmlElements {
  try {
    return parser.parse(xml) as XmlElements;
  } catch (error) {
    throw malformedXmlError(String(error));
  }
}

/** Parses a document and returns the content of its root, which must have the given name. */
export function parseXml(xml: string, root: string): XmlNode {
  if (FORBIDDEN.test(xml)) {
    throw malformedXmlError('a character is not allowed in XML');
  }
  const validity = XMLValidator.validate(xml);
  if (validity !== true) {
    throw malformedXmlError(validity.err.msg);
  }
  const document = parseDocument(xml);
  const roots = Object.keys(document).filter((name) => name !== TEXT);
  if (roots.length !== 1 || roots[0] !== root) {
    throw malformedXmlError(`the root element is not ${root}`);
  }
  return document[root];
}

/** Returns the children of an element, without white space. */
export function readChildren(node: XmlNode): XmlElements {
  const { [TEXT]: between = '', ...children } = typeof node === 'string' ? { [TEXT]: node } : node as XmlElements;
  if (Array.isArray(node) || String(between).trim() !== '') {
    throw malformedXmlError('expected elements instead of text or a repetition');
  }
  return children;
}

export function buildXml(root: string, namespace: string | undefined, content: XmlNode): string {
  const body = typeof content === 'string' ? { [TEXT]: content } : content;
  const element = namespace === undefined ? body : { '@_xmlns': namespace, ...body };
  return builder.build({ '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, [root]: element });
}
