import { type Resource, type SynthesizedTemplate, type Template } from './applications';

/** A policy statement in the form of a template. */
export interface RawStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The owner of a statement: a role, or a resource with a policy. */
export type PolicyOwner =
  | 'handlers' | 'provider framework' | 'waiter'
  | 'replication role' | 'grantee' | 'access point' | 'bucket' | 'log bucket' | 'key' | 'VPC endpoint'
  | 'runbook' | 'Region switch' | 'alarm' | 'topic';

export interface OwnedStatement {
  readonly owner: PolicyOwner;
  readonly application: string;
  readonly statement: RawStatement;
}

interface PolicyDocument {
  readonly Statement: readonly RawStatement[];
}

/** Finds all statements of a template with their owners. */
export function findStatements({ application, template }: SynthesizedTemplate): OwnedStatement[] {
  return Object.entries(template.Resources).flatMap(
    ([id, { Type: type, Properties: properties = {} }]): OwnedStatement[] => {
      const withOwner = (owner: PolicyOwner, document: unknown) =>
        (document as PolicyDocument).Statement.map((statement) => ({ owner, application, statement }));
      switch (type) {
        case 'AWS::IAM::Policy':
        case 'AWS::IAM::ManagedPolicy': {
          const owners = listRoles(properties).map((role) => findOwner(role, template.Resources[role]));
          return [...new Set(owners)].flatMap((owner) => withOwner(owner, properties.PolicyDocument));
        }
        case 'AWS::S3::BucketPolicy':
          return withOwner(/Logs/.test(id) ? 'log bucket' : 'bucket', properties.PolicyDocument);
        case 'AWS::EC2::VPCEndpoint':
          return withOwner('VPC endpoint', properties.PolicyDocument);
        case 'AWS::SNS::TopicPolicy':
          return withOwner('topic', properties.PolicyDocument);
        case 'AWS::KMS::Key':
          return withOwner('key', properties.KeyPolicy);
        case 'Custom::S3MultiRegionAccessPointPolicy':
        case 'AWS::S3::MultiRegionAccessPointPolicy':
          return withOwner('access point', properties.Policy);
        default:
          return [];
      }
    },
  );
}

/** The services that assume a role of the library for one purpose. */
const TRUSTED: readonly (readonly [string, PolicyOwner])[] = [
  ['s3.amazonaws.com', 'replication role'], ['ssm.amazonaws.com', 'runbook'], ['events.amazonaws.com', 'alarm'],
];

function listRoles({ Roles: roles }: Readonly<Record<string, unknown>>): string[] {
  return (roles as { readonly Ref: string }[]).map(({ Ref: id }) => id);
}

function findOwner(role: string, { Properties: properties = {} }: Resource): PolicyOwner {
  const trust = JSON.stringify(properties.AssumeRolePolicyDocument);
  if (role.includes('waiterstatemachine')) return 'waiter';
  if (/HandlersProvider(OnEvent|IsComplete)Role/.test(role)) return 'provider framework';
  if (/HandlersProviderRole/.test(role)) return 'handlers';
  const service = TRUSTED.find(([name]) => trust.includes(name))?.[1];
  return service ?? (/Switch(Check)?Role/.test(role) ? 'Region switch' : 'grantee');
}

/** Extracts the statements of the handlers' role. */
export function extractHandlerPolicies(template: Template): unknown[] {
  return findStatements({ application: '', stack: '', template })
    .filter(({ owner }) => owner === 'handlers')
    .map(({ statement }) => ({
      ...statement,
      Resource: [statement.Resource].flat().map((resource) => renderValue(resource)),
    }));
}

/** Short names for references to resources of the library, instead of their logical ids. */
const REFERENCE_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\.Alias$/, 'Alias'],
  [/ReplicationRole\w*\.Arn$/, 'ReplicationRole'],
  [/(Handlers|Switch)\w*Logs\w*\.Arn$/, 'LogGroup'],
  [/Logs[0-9A-F]{8}\.Arn$/, 'LogBucket'],
  [/Framework(framework\w+?)[0-9A-F]{8}\.Arn$/, 'FunctionOfFramework'],
  [/ProviderFunction[0-9A-F]{8}\.Arn$/, 'Function'],
  [/Bucket[0-9A-F]{8}\.Arn$/, 'Bucket'],
];

/** Renders a value. References are in braces. */
export function renderValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(renderValue).join(', ');
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as IntrinsicFunction;
  if (join) return join[1].map(renderValue).join(join[0]);
  if (ref === 'AWS::Partition') return 'aws';
  if (ref !== undefined) {
    return `\${${ref.includes('waiterstatemachine') ? 'Waiter' : ref.replace(/[0-9A-F]{8}$/, '')}}`;
  }
  // The only output of another stack is the ARN of the access point.
  if ('Fn::GetStackOutput' in value) return '${AccessPointArn}';
  if (attribute === undefined) return JSON.stringify(value);
  const reference = attribute.join('.');
  return `\${${REFERENCE_NAMES.find(([pattern]) => pattern.test(reference))?.[1] ?? reference}}`;
}

interface IntrinsicFunction {
  readonly 'Ref'?: string;
  readonly 'Fn::GetAtt'?: [string, string];
  readonly 'Fn::Join'?: [string, unknown[]];
}
