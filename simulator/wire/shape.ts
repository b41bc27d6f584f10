/** The shape of an XML document as data. The codec and the types are derived from it. */

export interface StringShape { readonly kind: 'string' }
export interface BooleanShape { readonly kind: 'boolean' }
export interface IntegerShape { readonly kind: 'integer' }
export interface TimestampShape { readonly kind: 'timestamp' }

export interface ListShape<Item extends Shape = Shape> {
  readonly kind: 'list';
  /** The element name of the items. */
  readonly element: string;
  readonly item: Item;
}

/** A list without an enclosing element. Its items are children of the structure. */
export interface FlatListShape<Item extends Shape = Shape> {
  readonly kind: 'flat-list';
  readonly element: string;
  readonly item: Item;
}

export interface StructureShape<Members extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>> {
  readonly kind: 'structure';
  readonly members: Members;
}

export type Shape =
  StringShape | BooleanShape | IntegerShape | TimestampShape | ListShape | FlatListShape | StructureShape;

/** The value that a shape describes. All members are optional. */
export type ValueOf<S extends Shape> =
  S extends StringShape ? string
    : S extends BooleanShape ? boolean
      : S extends IntegerShape ? number
        : S extends TimestampShape ? Date
          : S extends ListShape<infer Item> | FlatListShape<infer Item> ? ValueOf<Item>[]
            : S extends StructureShape<infer Members> ? { readonly [K in keyof Members]?: ValueOf<Members[K]> } : never;

export const text: StringShape = { kind: 'string' };
export const flag: BooleanShape = { kind: 'boolean' };
export const integer: IntegerShape = { kind: 'integer' };
export const timestamp: TimestampShape = { kind: 'timestamp' };

export function list<Item extends Shape>(element: string, item: Item): ListShape<Item> {
  return { kind: 'list', element, item };
}

export function flatList<Item extends Shape>(element: string, item: Item): FlatListShape<Item> {
  return { kind: 'flat-list', element, item };
}

export function structure<Members extends Readonly<Record<string, Shape>>>(members: Members): StructureShape<Members> {
  return { kind: 'structure', members };
}
