import { malformedXmlError } from '../engine/service-error';
import { type XmlShape, type ValueOfShape } from './shape';
import { readChildren, type XmlElements, type XmlNode } from './xml';

type Value = string | number | boolean | Date | readonly Value[] | { readonly [member: string]: Value | undefined };

const INTEGER = /^-?\d{1,15}$/;

function readText(node: XmlNode): string {
  if (typeof node !== 'string') {
    throw malformedXmlError('expected text instead of elements or a repetition');
  }
  return node;
}

function readBoolean(node: XmlNode): boolean {
  const word = readText(node).trim().toLowerCase();
  if (word !== 'true' && word !== 'false') {
    throw malformedXmlError(`"${word}" is not a boolean`);
  }
  return word === 'true';
}

function readInteger(node: XmlNode): number {
  const digits = readText(node).trim();
  if (!INTEGER.test(digits)) {
    throw malformedXmlError(`"${digits}" is not an integer`);
  }
  return Number(digits);
}

function readTimestamp(node: XmlNode): Date {
  const date = new Date(readText(node).trim());
  if (Number.isNaN(date.getTime())) {
    throw malformedXmlError(`"${readText(node)}" is not a timestamp`);
  }
  return date;
}

function readAllowedChildren(node: XmlNode, allowed: readonly string[]): XmlElements {
  const children = readChildren(node);
  const unknown = Object.keys(children).find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw malformedXmlError(`unexpected element ${unknown}`);
  }
  return children;
}

function readNode(shape: XmlShape, node: XmlNode): Value {
  switch (shape.kind) {
    case 'string': return readText(node);
    case 'boolean': return readBoolean(node);
    case 'integer': return readInteger(node);
    case 'timestamp': return readTimestamp(node);
    case 'list': {
      const { [shape.element]: items = [] } = readAllowedChildren(node, [shape.element]);
      return [items].flat().map((item) => readNode(shape.item, item));
    }
    case 'flat-list': return [node].flat().map((item) => readNode(shape.item, item));
    case 'structure': {
      const members = new Map(Object.entries(shape.members)
        .map(([name, member]) => [elementName(name, member), { name, member }]));
      const children = readAllowedChildren(node, [...members.keys()]);
      return Object.fromEntries(Object.entries(children).map(([element, child]) => {
        const { name, member } = members.get(element)!;
        return [name, readNode(member, child)];
      }));
    }
  }
}

/** Returns the element name of a member. Flat lists use the name of their items. */
function elementName(name: string, shape: XmlShape): string {
  return shape.kind === 'flat-list' ? shape.element : name;
}

function writeNode(shape: XmlShape, value: Value): XmlNode {
  switch (shape.kind) {
    case 'flat-list': return (value as Value[]).map((item) => writeNode(shape.item, item));
    case 'list': return { [shape.element]: (value as Value[]).map((item) => writeNode(shape.item, item)) };
    case 'structure': return writeMembers(shape.members, value as Readonly<Record<string, Value | undefined>>);
    case 'timestamp': return (value as Date).toISOString();
    default: return String(value);
  }
}

function writeMembers(
  members: Readonly<Record<string, XmlShape>>, values: Readonly<Record<string, Value | undefined>>,
): XmlElements {
  const present = Object.entries(members).flatMap(([name, shape]) => {
    const value = values[name];
    return value === undefined ? [] : [[elementName(name, shape), writeNode(shape, value)] as const];
  });
  return Object.fromEntries(present);
}

/** Decodes a document. Elements that are not in the shape are errors. */
export function decodeXml<S extends XmlShape>(shape: S, node: XmlNode): ValueOfShape<S> {
  return readNode(shape, node) as ValueOfShape<S>;
}

export function encodeXml<S extends XmlShape>(shape: S, value: ValueOfShape<S>): XmlNode {
  return writeNode(shape, value as Value);
}
