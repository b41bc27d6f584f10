import { asFields } from './read';
import { readTemplateResources, type StackTemplate } from './template';

/** The parts of an environment that follow from the resources of a stack. */
export interface InferredEnvironment {
  readonly region?: string;
  readonly account?: string;
}

/** The function of a custom resource is in the Region of the stack. */
const FUNCTION_ARN = /^arn:[^:]+:(?:lambda|sns):(?<region>[a-z0-9-]+):\d{12}:/;
/** A role that a stack passes to a service is in the account of the stack. */
const ROLE_ARN = /^arn:[^:]+:iam::(?<account>\d{12}):role\//;

const KNOWN = new WeakMap<object, InferredEnvironment>();

/** Infers the Region and the account of a stack from literal ARNs that must be in its environment. */
export function inferEnvironment(stack: StackTemplate): InferredEnvironment {
  const { template } = stack;
  if (typeof template !== 'object' || template === null) return {};
  const known = KNOWN.get(template);
  if (known) return known;
  const resources = readTemplateResources(stack);
  const inferred = {
    region: findOnly(resources.map(({ properties }) => match(FUNCTION_ARN, properties.ServiceToken)?.region)),
    account: findOnly(
      resources.map(({ type, properties }) => match(ROLE_ARN, findPassedRole(type, properties))?.account),
    ),
  };
  KNOWN.set(template, inferred);
  return inferred;
}

function findPassedRole(type: string, properties: Readonly<Record<string, unknown>>): unknown {
  switch (type) {
    case 'AWS::Lambda::Function': return properties.Role;
    case 'AWS::S3::Bucket': return asFields(properties.ReplicationConfiguration)?.Role;
    default: return undefined;
  }
}

function match(pattern: RegExp, text: unknown): Readonly<Record<string, string>> | undefined {
  return typeof text === 'string' ? pattern.exec(text)?.groups : undefined;
}

/** The only value of a list. Contradicting values say nothing. */
function findOnly(values: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(values.filter((value) => value !== undefined));
  return others.length === 0 ? first : undefined;
}
