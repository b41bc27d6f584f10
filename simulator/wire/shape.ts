/** The shape of an XML document as data. The codec and the types are derived from it. */

export interface XmlStringShape { readonly kind: 'string' }
export interface XmlBooleanShape { readonly kind: 'boolean' }
export interface XmlIntegerShape { readonly kind: 'integer' }
export interface XmlTimestampShape { readonly kind: 'timestamp' }

export interface XmlListShape<Item extends XmlShape = XmlShape> {
  readonly kind: 'list';
  /** The element name of the items. */
  readonly element: string;
  readonly item: Item;
}

/** A list without an enclosing element. Its items are children of the structure. */
export interface XmlFlatListShape<Item extends XmlShape = XmlShape> {
  readonly kind: 'flat-list';
  readonly element: string;
  readonly item: Item;
}

type XmlMembers = Readonly<Record<string, XmlShape>>;

export interface XmlStructureShape<Members extends XmlMembers = XmlMembers> {
  readonly kind: 'structure';
  readonly members: Members;
}

export type XmlShape =
  | XmlStringShape
  | XmlBooleanShape
  | XmlIntegerShape
  | XmlTimestampShape
  | XmlListShape
  | XmlFlatListShape
  | XmlStructureShape;

/** The value that a shape describes. All members are optional. */
export type ValueOfShape<S extends XmlShape> =
  S extends XmlStringShape ? string
    : S extends XmlBooleanShape ? boolean
      : S extends XmlIntegerShape ? number
        : S extends XmlTimestampShape ? Date
          : S extends XmlListShape<infer Item> | XmlFlatListShape<infer Item> ? ValueOfShape<Item>[]
            : S extends XmlStructureShape<infer Members> ? { readonly [K in keyof Members]?: ValueOfShape<Members[K]> }
              : never;

export const xmlStringShape: XmlStringShape = { kind: 'string' };
export const xmlBooleanShape: XmlBooleanShape = { kind: 'boolean' };
export const xmlIntegerShape: XmlIntegerShape = { kind: 'integer' };
export const xmlTimestampShape: XmlTimestampShape = { kind: 'timestamp' };

export function makeXmlListShape<Item extends XmlShape>(element: string, item: Item): XmlListShape<Item> {
  return { kind: 'list', element, item };
}

export function makeXmlFlatListShape<Item extends XmlShape>(element: string, item: Item): XmlFlatListShape<Item> {
  return { kind: 'flat-list', element, item };
}

export function makeXmlStructureShape<Members extends XmlMembers>(
  members: Members,
): XmlStructureShape<Members> {
  return { kind: 'structure', members };
}
