import { type XmlShape } from '../../../simulator/wire/shape';
import { type DifferenceKind } from '../difference';
import { type ModelMember, type ServiceModel } from '../inputs/service-model';

export interface ShapeDifference {
  readonly kind: DifferenceKind;
  readonly path: string;
  readonly detail: string;
}

const KINDS: Readonly<Record<string, XmlShape['kind']>> = {
  string: 'string',
  blob: 'string',
  number: 'integer',
  boolean: 'boolean',
  timestamp: 'timestamp',
  structure: 'structure',
  list: 'list',
};

/**
 * Compares a document of the simulator with a shape of a model. Headers, labels and parameters are not part of a
 * document.
 */
export function compareShapes(
  model: ServiceModel, modelShape: string, shape: XmlShape, path = modelShape,
): ShapeDifference[] {
  const theirs = model.shapes[modelShape];
  const their = KINDS[theirs.kind] ?? theirs.kind;
  const our = shape.kind === 'flat-list' ? 'list' : shape.kind;
  if (their !== our) return [{ kind: 'changed', path, detail: `${their}; the simulator has ${our}` }];
  if (shape.kind === 'list' || shape.kind === 'flat-list') {
    return compareShapes(model, theirs.item!.shape, shape.item, `${path}[]`);
  }
  return shape.kind === 'structure' ? compareMembers(model, theirs.members ?? {}, shape.members, path) : [];
}

function compareMembers(
  model: ServiceModel, members: Readonly<Record<string, ModelMember>>, ours: Readonly<Record<string, XmlShape>>,
  path: string,
): ShapeDifference[] {
  const body = Object.entries(members).filter(([, { location }]) => location === undefined || location === 'payload');
  const theirs = new Map(body);
  return [
    ...body.filter(([name]) => !(name in ours)).map(([name, { shape }]): ShapeDifference =>
      ({ kind: 'new', path: `${path}.${name}`, detail: `${shape}; the simulator does not have it` })),
    ...Object.entries(ours).flatMap(([name, shape]): ShapeDifference[] => {
      const member = theirs.get(name);
      if (member === undefined) return [{ kind: 'gone', path: `${path}.${name}`, detail: 'the simulator has it' }];
      return [
        ...compareElement(model, name, member, shape, `${path}.${name}`),
        ...compareShapes(model, member.shape, shape, `${path}.${name}`),
      ];
    }),
  ];
}

/**
 * How the member is written: the names of its elements, and whether the items of a list have an element around them.
 */
function compareElement(
  model: ServiceModel, name: string, member: ModelMember, shape: XmlShape, path: string,
): ShapeDifference[] {
  if (shape.kind !== 'list' && shape.kind !== 'flat-list') {
    const element = member.wireName ?? name;
    return element === name ? [] : [{ kind: 'changed', path, detail: `element ${element}; the simulator has ${name}` }];
  }
  const flattened = member.flattened === true;
  if (flattened !== (shape.kind === 'flat-list')) {
    return [{
      kind: 'changed',
      path,
      detail: `${flattened ? 'no element' : 'an element'} around the items; the simulator has the opposite`,
    }];
  }
  const element = flattened ? member.wireName ?? name : model.shapes[member.shape].item?.wireName ?? 'member';
  return element === shape.element
    ? []
    : [{ kind: 'changed', path, detail: `items are ${element}; the simulator has ${shape.element}` }];
}
