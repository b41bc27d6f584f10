import { DATA_PLANE_OPERATIONS } from '../../../src/facts/data-plane';
import { IS_ACCESS_POINT_OPERATION, type NamedModel } from '../checks/models';
import { type BotocoreInput } from '../inputs/inputs';
import { sentencesOf } from '../inputs/prose';
import { type ModelMember, type ServiceModel, type ShapeScope, shapesOf } from '../inputs/service-model';
import { REPLICATION_FILE, S3_HTTP_ROUTES_FILE, SHAPES_FILE, SIMULATED_OPERATIONS } from '../project/simulator';
import { type SourceText } from '../project/source-text';

interface Entry {
  readonly file: string;
  readonly id: string;
  readonly description: string;
}

/** Operations that one file of this project uses, and the relevant parts of their shapes. */
interface Subject extends ShapeScope {
  readonly file: string;
  readonly operations: readonly string[];
  /** Whether changed texts count, because they describe behavior that no shape contains. */
  readonly texts: boolean;
}

const REPLICATION = /BucketReplication$/;

function subjectsOf({ service, model }: NamedModel, { commands }: SourceText): Subject[] {
  const client = service === 's3' ? 's3' : 's3-control';
  const called = commands.filter((command) => command.client === client)
    .map(({ operation, file }): Subject => ({ file, operations: [operation], outputs: true, depth: 1, texts: false }));
  const all = Object.keys(model.operations);
  if (service === 's3control') {
    return [{
      file: SHAPES_FILE,
      operations: all.filter((name) => IS_ACCESS_POINT_OPERATION.test(name)),
      outputs: true,
      texts: true,
    }, ...called];
  }
  return [
    { file: REPLICATION_FILE, operations: all.filter((name) => REPLICATION.test(name)), outputs: true, texts: true },
    {
      file: S3_HTTP_ROUTES_FILE,
      operations: SIMULATED_OPERATIONS.filter((name) => name in model.operations),
      outputs: true,
      texts: false,
    },
    {
      file: 'src/facts/data-plane.ts',
      operations: DATA_PLANE_OPERATIONS.map(({ operation }) => operation),
      outputs: false,
      depth: 0,
      texts: false,
    },
    ...called,
  ];
}

/** The names of all operations, and the shapes and texts of the operations that this project uses. */
export function modelEntries(named: NamedModel, source: SourceText): Entry[] {
  const { model, service } = named;
  const prefix = named.input === 'botocore' ? `${service} ` : '';
  const subjects = subjectsOf(named, source);
  const fileOf = (name: string) =>
    subjects.find(({ operations }) => operations.includes(name))?.file ?? 'src/facts/data-plane.ts';
  return [
    ...Object.keys(model.operations).map((name) => ({
      file: fileOf(name),
      id: `${prefix}operation ${name}`,
      description: describeOperation(model, name),
    })),
    ...subjects.flatMap(({ file, operations, texts, ...scope }) =>
      shapesOf(model, operations, scope).flatMap((shape) => [
        ...Object.entries(model.shapes[shape].members ?? {}).flatMap(([name, member]) => [
          { file, id: `${prefix}${shape}.${name}`, description: describeMember(model, member) },
          ...typeEntries(model, member.shape).map((entry) => ({ ...entry, file, id: `${prefix}${entry.id}` })),
        ]),
        ...(texts ? textsOf(model, shape).map(({
          of, sentence,
        }) => ({ file, id: `${prefix}text of ${of}: ${sentence}`, description: 'documented' })) : []),
      ])),
    ...subjects.filter(({ texts }) => texts).flatMap(({ file, operations }) => operations.flatMap((name) =>
      sentencesOf(model.operations[name]?.documentation)
        .map((sentence) => ({ file, id: `${prefix}text of ${name}: ${sentence}`, description: 'documented' })))),
  ];
}

function describeOperation({ operations }: ServiceModel, name: string): string {
  const { binding, errors = [], hostPrefix, deprecated } = operations[name];
  return [
    binding,
    ...(hostPrefix === undefined ? [] : [`host prefix ${hostPrefix}`]),
    ...(errors.length > 0 ? [`errors ${errors.join(' | ')}`] : []),
    ...(deprecated === true ? ['deprecated'] : []),
  ].join(', ');
}

/** The target, and how the member is written. */
function describeMember(
  { shapes }: ServiceModel, { shape, wireName, location, flattened, required, deprecated }: ModelMember,
): string {
  const { kind = 'other', item } = shapes[shape] ?? {};
  const simple = !['structure', 'list', 'map', 'other', shape].includes(kind);
  return [
    kind === 'structure' ? shape : kind === 'list' || kind === 'map' ? `${kind} of ${item?.shape ?? 'any'}` : kind,
    ...(simple && constraintsOf({ shapes }, shape).length > 0 ? [shape] : []),
    ...(location === undefined ? [] : [`in ${location}`]),
    ...(wireName === undefined ? [] : [`as ${wireName}`]),
    ...(item?.wireName === undefined ? [] : [`items as ${item.wireName}`]),
    ...(flattened === true ? ['flattened'] : []),
    ...(required === true ? ['required'] : []),
    ...(deprecated === true ? ['deprecated'] : []),
  ].join(', ');
}

/** A simple type with constraints is an entry of its own: many members share it. */
function typeEntries(model: ServiceModel, shape: string): { id: string; description: string }[] {
  const constraints = constraintsOf(model, shape);
  return constraints.length === 0 ? [] : [{ id: `type ${shape}`, description: constraints.join(', ') }];
}

function constraintsOf({ shapes }: Pick<ServiceModel, 'shapes'>, shape: string): string[] {
  const { values, pattern, min, max } = shapes[shape] ?? {};
  return [
    ...(values === undefined ? [] : [values.join(' | ')]),
    ...(pattern === undefined ? [] : [`pattern ${pattern}`]),
    ...(min === undefined ? [] : [`min ${min}`]),
    ...(max === undefined ? [] : [`max ${max}`]),
  ];
}

function textsOf({ shapes }: ServiceModel, shape: string): { of: string; sentence: string }[] {
  const { documentation, members = {} } = shapes[shape];
  const documented = [
    [shape, documentation],
    ...Object.entries(members).map(([name, member]) => [`${shape}.${name}`, member.documentation]),
  ] as const;
  return documented.flatMap(([of, text]) => sentencesOf(text).map((sentence) => ({ of: of!, sentence })));
}

/** The parts of botocore that are not models: services of S3, rules for endpoints. */
export function botocoreEntries({ s3Services, endpoints }: BotocoreInput): Entry[] {
  return [
    ...Object.entries(s3Services).map(([service, versions]) => ({
      file: 'control/s3-control.ts',
      id: `service ${service}`,
      description: versions.join(', '),
    })),
    ...endpoints.map(({ outcome, conditions }) => ({
      file: 'src/facts/identifiers.ts',
      id: `endpoint ${outcome}`,
      description: conditions.join(' and '),
    })),
  ];
}
