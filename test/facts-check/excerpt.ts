import { type Project } from '../../projenrc/facts-check/compare';
import { type CloudFormationInput, type Inputs, type ResourceSchema } from '../../projenrc/facts-check/inputs/inputs';
import { type ModelShape, type ServiceModel, shapesOf } from '../../projenrc/facts-check/inputs/service-model';

/** The operations whose shapes an excerpt contains; of others that this project names it contains the request. */
const OPERATIONS = new RegExp([
  'MultiRegionAccessPoint', 'BucketReplication$', 'Annotation', '^(Put|Copy)Object$', '^GetObjectLockConfiguration$',
  '^PutObjectRetention$',
].join('|'));
/** The operations with documented shapes in the excerpt. */
const DOCUMENTED = /MultiRegionAccessPoint|BucketReplication$/;
/** The properties of buckets that changed or that the linter reads. */
const BUCKET_PROPERTIES = [
  'BucketName', 'ObjectLockConfiguration', 'ObjectLockEnabled', 'ReplicationConfiguration', 'VersioningConfiguration',
];
const TYPES = [
  'AWS::S3::Bucket', 'AWS::S3::MultiRegionAccessPoint', 'AWS::S3::MultiRegionAccessPointPolicy',
  'AWS::CloudFront::OriginAccessControl',
];

/**
 * The small part of the inputs that the tests need offline: what this project names, and the annotations of June 2026.
 */
export function excerptOf(inputs: Inputs, { source, statements }: Project): Inputs {
  const { packages, s3ControlModel, s3Model, botocore, cloudFormation, authorization, partitions } = inputs;
  const texts = new Set([
    ...source.literals.map(({ text }) => text), ...source.commands.map(({ operation }) => operation),
  ]);
  const model = (full: ServiceModel) => modelExcerpt(full, (name) => texts.has(name));
  const actions = new Set(statements.flatMap((statement) => statement.actions));
  const isNamed = (action: string) =>
    actions.has(action) || texts.has(action) || /Annotation|Replicat|MultiRegion/.test(action);
  return {
    packages,
    s3ControlModel: s3ControlModel && model(s3ControlModel),
    s3Model: s3Model && model(s3Model),
    botocore: botocore && { ...botocore, s3control: model(botocore.s3control), s3: model(botocore.s3) },
    cloudFormation: cloudFormation && cloudFormationExcerpt(cloudFormation),
    authorization: authorization && {
      ...authorization,
      services: Object.fromEntries(Object.entries(authorization.services).map(([prefix, service]) =>
        [prefix, { ...service, actions: service.actions.filter(({ name }) => isNamed(`${prefix}:${name}`)) }])),
    },
    partitions,
  };
}

function modelExcerpt(full: ServiceModel, isNamed: (operation: string) => boolean): ServiceModel {
  const names = Object.keys(full.operations).filter((name) => isNamed(name) || OPERATIONS.test(name));
  const model = { ...full, operations: Object.fromEntries(names.map((name) => [name, full.operations[name]])) };
  const kept = shapesOf(model, names.filter((name) => OPERATIONS.test(name)), { outputs: true });
  const documented = new Set(shapesOf(model, names.filter((name) => DOCUMENTED.test(name)), { outputs: true }));
  return {
    operations: Object.fromEntries(Object.entries(model.operations).map(([name, { documentation, ...operation }]) =>
      [name, { ...operation, ...(documentation !== undefined && DOCUMENTED.test(name) && { documentation }) }])),
    shapes: Object.fromEntries(
      kept.map((name) => [name, documented.has(name) ? model.shapes[name] : withoutTexts(model.shapes[name])]),
    ),
  };
}

function withoutTexts({ documentation: _, members, ...shape }: ModelShape): ModelShape {
  return {
    ...shape,
    ...(members && {
      members: Object.fromEntries(Object.entries(members)
        .map(([name, { documentation: __, ...member }]) => [name, member])),
    }),
  };
}

function cloudFormationExcerpt({ schemas, typesIn, runtimeDeprecations }: CloudFormationInput): CloudFormationInput {
  return {
    schemas: Object.fromEntries(Object.entries(schemas).filter(([type]) => TYPES.includes(type))
      .map(([type, schema]) => [type, schemaExcerpt(type, schema)])),
    typesIn: Object.fromEntries(Object.entries(typesIn)
      .map(([region, types]) => [region, types.filter((type) => TYPES.includes(type))])),
    runtimeDeprecations: Object.fromEntries(Object.entries(runtimeDeprecations)
      .filter(([runtime]) => runtime.startsWith('nodejs2'))),
  };
}

function schemaExcerpt(type: string, schema: ResourceSchema): ResourceSchema {
  const properties = schema.properties as Readonly<Record<string, unknown>>;
  const kept = type === 'AWS::S3::Bucket'
    ? Object.fromEntries(BUCKET_PROPERTIES.map((name) => [name, properties[name]]))
    : properties;
  const excerpt = withoutDescriptions({ ...schema, properties: kept }) as ResourceSchema;
  const used = new Set(JSON.stringify(excerpt.properties).match(/#\/definitions\/\w+/g)
    ?.map((reference) => reference.split('/')[2]));
  const definitions = (excerpt.definitions ?? {}) as Readonly<Record<string, unknown>>;
  for (const name of used) {
    for (const [, , inner] of (JSON.stringify(definitions[name]).match(/#\/definitions\/\w+/g) ?? [])
      .map((reference) => reference.split('/'))) used.add(inner);
  }
  return {
    ...excerpt,
    definitions: Object.fromEntries(Object.entries(definitions).filter(([name]) => used.has(name))),
  };
}

function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key, inner]) => key !== 'description' || typeof inner !== 'string')
    .map(([key, inner]) => [key, withoutDescriptions(inner)]));
}
