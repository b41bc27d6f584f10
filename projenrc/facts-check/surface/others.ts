import { fileOfType, type ProjectProperties, usedTypes } from '../checks/cloudformation';
import { mergedPartitions } from '../checks/partitions';
import { type AuthorizationInput, type CloudFormationInput, type PartitionsInput } from '../inputs/inputs';
import { schemaProperties } from '../inputs/schema-properties';
import { type SourceText } from '../project/source-text';
import { type RenderedStatement } from '../project/statements';

interface Entry {
  readonly file: string;
  readonly id: string;
  readonly description: string;
}

/**
 * All top-level properties of S3 types with the complete tree of used properties, and the used properties of other
 * types.
 */
export function cloudFormationEntries(
  { schemas, typesIn }: CloudFormationInput, properties: ProjectProperties, source: SourceText,
): Entry[] {
  const used = new Set([...properties.rendered, ...properties.read].map(({ type, path }) => `${type}.${path}`));
  const types = usedTypes(properties, source).filter((type) => type in schemas);
  const relevant = (type: string, path: string) => {
    const top = path.split(/[.[]/)[0];
    return type.startsWith('AWS::S3::') ? path === top || used.has(`${type}.${top}`) : used.has(`${type}.${path}`);
  };
  const allTypes = [...new Set(Object.values(typesIn).flat())].filter((type) => !types.includes(type));
  return [
    ...allTypes.map((type) => ({ file: 'src/facts/regions.ts', id: `type ${type}`, description: 'in the registry' })),
    ...types.flatMap((type) => [...schemaProperties(schemas[type])].filter(([path]) => relevant(type, path))
      .map(([path, { description }]) => ({ file: fileOfType(type, source), id: `${type}.${path}`, description }))),
    ...types.filter((type) => /MultiRegionAccessPoint/.test(type)).flatMap((type) => [
      ...handlerEntries(type, schemas[type]).map((entry) => ({ ...entry, file: fileOfType(type, source) })),
      ...Object.keys(typesIn).map((region) => ({
        file: 'src/facts/regions.ts',
        id: `${type} in ${region}`,
        description: typesIn[region].includes(type) ? 'in the registry' : 'absent',
      })),
    ]),
  ];
}

/** The permissions that CloudFormation's own handlers need. */
function handlerEntries(type: string, schema: Readonly<Record<string, unknown>>): Omit<Entry, 'file'>[] {
  const handlers = (schema.handlers ?? {}) as Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
  return Object.entries(handlers).map(([handler, { permissions = [] }]) => ({
    id: `${type} handler ${handler}`,
    description: [...permissions].sort().join(' '),
  }));
}

/** All actions, condition keys and resource types of S3, and the actions of other services that statements contain. */
export function authorizationEntries(
  { services, globalConditionKeys }: AuthorizationInput, statements: readonly RenderedStatement[],
): Entry[] {
  const used = new Set(statements.flatMap(({ actions }) => actions));
  return [
    ...Object.entries(services).flatMap(([prefix, { actions, conditionKeys, resourceTypes }]) => [
      ...actions.filter(({ name }) => prefix === 's3'
        || used.has(`${prefix}:${name}`)).map(({ name, resourceTypes: types, dependentActions }) => ({
        file: prefix === 's3' ? 'src/facts/data-plane.ts' : 'docs/security.md',
        id: `action ${prefix}:${name}`,
        description: [
          types.map((type) => `${type.name}${type.required ? ' (required)' : ''}`).sort().join(' or ') || '*',
          ...(dependentActions.length > 0 ? [`with ${[...dependentActions].sort().join(' and ')}`] : []),
        ].join(', '),
      })),
      ...(prefix === 's3' ? [
        ...conditionKeys.map((key) => ({
          file: 'src/linter/iam/public.ts',
          id: `condition key ${key}`,
          description: 'of S3',
        })),
        ...resourceTypes.map(({ key, arn, conditionKeys: keys }) =>
          ({
            file: 'src/facts/management-actions.ts',
            id: `resource type ${key}`,
            description: [arn, ...[...keys].sort()].join(' '),
          })),
      ] : []),
    ]),
    ...globalConditionKeys.map((key) => ({
      file: 'src/linter/iam/public.ts',
      id: `condition key ${key}`,
      description: 'global',
    })),
  ];
}

export function partitionEntries(partitions: PartitionsInput): Entry[] {
  return mergedPartitions(partitions).flatMap(({ partition, dnsSuffix, regionRegex, supportsDualStack, regions }) => [
    {
      file: 'src/facts/partitions.ts',
      id: `partition ${partition}`,
      description: [dnsSuffix, regionRegex, ...(supportsDualStack === true ? ['dual-stack'] : [])]
        .filter((text) => text !== undefined)
        .join(', '),
    },
    ...Object.entries(regions).map(([region, name]) => ({
      file: 'src/facts/regions.ts',
      id: `Region ${region}`,
      description: [partition, name].filter((text) => text !== undefined).join(', '),
    })),
  ]);
}
