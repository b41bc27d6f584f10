import { type SynthesizedTemplate, type Template } from '../../security/applications';

/** A statement of a policy in a rendered template. ARNs of the same resource types replace its references. */
export interface RenderedStatement {
  readonly application: string;
  /** Logical id and type of the resource that contains the statement. */
  readonly holder: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditionKeys: readonly string[];
  /** Whether the statement is in the trust policy of a role, where a resource is implied. */
  readonly trust: boolean;
}

interface RawStatement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** The ARN of a resource by its type; references to other types are not needed in statements. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'arn:aws:s3:::bucket',
  'AWS::KMS::Key': arn('kms', 'key/11111111-2222-3333-4444-555555555555'),
  'AWS::IAM::Role': `arn:aws:iam::${ACCOUNT}:role/role`,
  'AWS::Lambda::Function': arn('lambda', 'function:function'),
  'AWS::Logs::LogGroup': arn('logs', 'log-group:group:*'),
  'AWS::SNS::Topic': arn('sns', 'topic'),
  'AWS::StepFunctions::StateMachine': arn('states', 'stateMachine:machine'),
  'AWS::SSM::Document': arn('ssm', 'document/document'),
  'AWS::CloudFront::Distribution': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1ABCDEF2GHIJK`,
  'AWS::S3::MultiRegionAccessPoint': `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`,
  'Custom::S3MultiRegionAccessPoint': `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`,
};

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Stack',
  'AWS::StackId': arn('cloudformation', 'stack/Stack/51af3dc0-da77-11e4-872e-1234567db123'),
};

/** Every statement of every policy, wherever a template contains one. */
export function renderedStatements(templates: readonly SynthesizedTemplate[]): RenderedStatement[] {
  return templates.flatMap(({ application, template }) => Object.entries(template.Resources).flatMap(([id, resource]) =>
    policiesIn(resource.Properties ?? {}, '').flatMap(({ statement, path }) => {
      const trust = path.includes('AssumeRolePolicyDocument');
      return [{
        application,
        holder: `${id} (${resource.Type})`,
        actions: listOf(statement.Action ?? statement.NotAction),
        resources: [statement.Resource ?? []].flat().map((value) => textOf(value, template)),
        conditionKeys: Object.values(statement.Condition ?? {}).flatMap((test) => Object.keys(test)),
        trust,
      }];
    })));
}

function listOf(value: string | readonly string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat() as string[];
}

function policiesIn(value: unknown, path: string): { statement: RawStatement; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => policiesIn(item, path));
  return Object.entries(value).flatMap(([key, inner]) => (key === 'Statement' && isStatements(inner)
    ? [inner].flat().map((statement) => ({ statement, path }))
    : policiesIn(inner, `${path}/${key}`)));
}

function isStatements(value: unknown): value is readonly RawStatement[] {
  return [value].flat().every((entry) => typeof entry === 'object' && entry !== null && 'Effect' in entry);
}

/** A value of a template as text. */
export function textOf(value: unknown, template: Template): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map((item) => textOf(item, template)).join('');
  const { 'Ref': ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as {
    'Ref'?: string; 'Fn::GetAtt'?: readonly [string, string]; 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (join !== undefined) return join[1].map((item) => textOf(item, template)).join(join[0]);
  if (ref !== undefined) return PSEUDO[ref] ?? nameOf(ref, template);
  // Another stack's access point is the only resource that a stack refers to by an output.
  if ('Fn::GetStackOutput' in value) return ARNS['Custom::S3MultiRegionAccessPoint'];
  if (attribute !== undefined) return attributeOf(attribute, template);
  return `\${${Object.keys(value).join()}}`;
}

function attributeOf([id, name]: readonly [string, string], template: Template): string {
  const known = ARNS[template.Resources[id]?.Type ?? ''];
  if (known === undefined) return `\${${id}.${name}}`;
  return name.endsWith('Arn') ? known : known.slice(known.lastIndexOf('/') + 1);
}

/** A topic, a document and a state machine are referred to by their ARN or by a name in one. */
function nameOf(id: string, template: Template): string {
  const type = template.Resources[id]?.Type ?? '';
  const known = ARNS[type];
  if (known === undefined) return `\${${id}}`;
  return /SNS|StepFunctions/.test(type)
    ? known
    : known.slice(Math.max(known.lastIndexOf('/'), known.lastIndexOf(':')) + 1);
}
