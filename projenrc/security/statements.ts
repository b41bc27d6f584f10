import { type Resource, type SynthesizedTemplate, type Template } from './applications';

/** A statement of a policy, as a template has it. */
export interface RawStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Whose statement it is: a role, or what is protected by a policy of its own. */
export type Holder =
  | 'asynchronous handlers' | 'synchronous handlers' | 'provider framework' | 'waiter'
  | 'replication role' | 'grantee' | 'access point' | 'bucket' | 'log bucket' | 'key' | 'VPC endpoint'
  | 'runbook' | 'Region switch' | 'alarm' | 'topic';

export interface HeldStatement {
  readonly holder: Holder;
  readonly application: string;
  readonly statement: RawStatement;
}

interface PolicyDocument {
  readonly Statement: readonly RawStatement[];
}

/** Every statement of every template, with its holder. */
export function statementsOf({ application, template }: SynthesizedTemplate): HeldStatement[] {
  return Object.entries(template.Resources).flatMap(([id, { Type: type, Properties: properties = {} }]): HeldStatement[] => {
    const held = (holder: Holder, document: unknown) =>
      (document as PolicyDocument).Statement.map((statement) => ({ holder, application, statement }));
    switch (type) {
      case 'AWS::IAM::Policy':
      case 'AWS::IAM::ManagedPolicy': {
        const holders = rolesOf(properties).map((role) => holderOf(role, template.Resources[role]));
        return [...new Set(holders)].flatMap((holder) => held(holder, properties.PolicyDocument));
      }
      case 'AWS::S3::BucketPolicy': return held(/Logs/.test(id) ? 'log bucket' : 'bucket', properties.PolicyDocument);
      case 'AWS::EC2::VPCEndpoint': return held('VPC endpoint', properties.PolicyDocument);
      case 'AWS::SNS::TopicPolicy': return held('topic', properties.PolicyDocument);
      case 'AWS::KMS::Key': return held('key', properties.KeyPolicy);
      case 'Custom::S3MultiRegionAccessPointPolicy':
      case 'AWS::S3::MultiRegionAccessPointPolicy': return held('access point', properties.Policy);
      default: return [];
    }
  });
}

/** The services that assume a role of ours for one purpose. */
const TRUSTED: readonly (readonly [string, Holder])[] = [
  ['s3.amazonaws.com', 'replication role'], ['ssm.amazonaws.com', 'runbook'], ['events.amazonaws.com', 'alarm'],
];

function rolesOf({ Roles: roles }: Readonly<Record<string, unknown>>): string[] {
  return (roles as { readonly Ref: string }[]).map(({ Ref: id }) => id);
}

function holderOf(role: string, { Properties: properties = {} }: Resource): Holder {
  const trust = JSON.stringify(properties.AssumeRolePolicyDocument);
  if (role.includes('waiterstatemachine')) return 'waiter';
  if (role.includes('Providerframework')) return 'provider framework';
  if (/HandlersAsynchronousRole/.test(role)) return 'asynchronous handlers';
  if (/HandlersSynchronousRole/.test(role)) return 'synchronous handlers';
  const service = TRUSTED.find(([name]) => trust.includes(name))?.[1];
  return service ?? (/SwitchRole/.test(role) ? 'Region switch' : 'grantee');
}

/** The statements of the roles of the handlers, with `${Alias}` for the alias of the stack's own access point. */
export function handlerPolicies(template: Template): { asynchronous: unknown[]; synchronous: unknown[] } {
  const all = statementsOf({ application: '', stack: '', template });
  const of = (holder: Holder) => all.filter((one) => one.holder === holder)
    .map(({ statement }) => ({ ...statement, Resource: [statement.Resource].flat().map((resource) => text(resource)) }));
  return { asynchronous: of('asynchronous handlers'), synchronous: of('synchronous handlers') };
}

/** What references of our own are called; their logical ids say too much. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/\.Alias$/, 'Alias'],
  [/ReplicationRole\w*\.Arn$/, 'ReplicationRole'],
  [/(Handlers|Switch)\w*Logs\w*\.Arn$/, 'LogGroup'],
  [/Logs[0-9A-F]{8}\.Arn$/, 'LogBucket'],
  [/Provider(framework\w+?)[0-9A-F]{8}\.Arn$/, 'FunctionOfFramework'],
  [/OnEvent[0-9A-F]{8}\.Arn$/, 'OnEvent'],
  [/IsComplete[0-9A-F]{8}\.Arn$/, 'IsComplete'],
  [/Bucket[0-9A-F]{8}\.Arn$/, 'Bucket'],
];

/** A value with references in braces. */
export function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(text).join(', ');
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map(text).join(join[0]);
  if (ref !== undefined) return ref === 'AWS::Partition' ? 'aws' : `\${${ref.includes('waiterstatemachine') ? 'Waiter' : ref.replace(/[0-9A-F]{8}$/, '')}}`;
  // What another stack tells of itself: the ARN of the access point, and nothing else.
  if ('Fn::GetStackOutput' in value) return '${AccessPointArn}';
  if (attribute === undefined) return JSON.stringify(value);
  return `\${${NAMES.find(([pattern]) => pattern.test(attribute.join('.')))?.[1] ?? attribute.join('.')}}`;
}
