import { asFields, asText } from './read';
import { readTemplateSection, type StackTemplate } from './template';
import { makeBindingAlternative, type Variable, type World } from './world';

/** A longer list of values does not lead to worlds. */
const MAX_ALLOWED_VALUES = 32;
const LIST_TYPE = /^(CommaDelimitedList|List<)/;
/** The value of such a parameter is a name in Systems Manager, whose content is not known. */
const LOOKED_UP_TYPE = /^AWS::SSM::Parameter::Value/;

/** Returns whether the value of a parameter is a name in Systems Manager. */
export function isLookedUpParameter(declaration: unknown): boolean {
  return LOOKED_UP_TYPE.test(String(asFields(declaration)?.Type));
}

/** A parameter of a template. */
export interface TemplateParameter extends Variable {
  readonly isList: boolean;
  /** The only values that CloudFormation accepts; undefined if the template does not list them. */
  readonly allowedValues?: readonly string[];
  /** The value that the user gives. */
  readonly given?: unknown;
}

/** Reads a parameter; undefined if the template has none of this name. */
export function readTemplateParameter(stack: StackTemplate, name: string): TemplateParameter | undefined {
  const fields = asFields(readTemplateSection(stack, 'Parameters')[name]);
  if (fields === undefined) return undefined;
  const type = String(fields.Type);
  const isList = LIST_TYPE.test(type);
  const allowed = Array.isArray(fields.AllowedValues)
    ? fields.AllowedValues.flatMap((value) => asText(value) ?? [])
    : [];
  const text = LOOKED_UP_TYPE.test(type) ? undefined : asText(fields.Default);
  const given = stack.parameters?.[name];
  const read = (value: string) => (isList ? splitList(value) : value);
  return {
    key: `${stack.id} ${name}`,
    title: `parameter ${name}`,
    isList,
    ...(given !== undefined && { given: read(given) }),
    ...(text !== undefined && isAccepted(fields, text) && { defaultValue: read(text) }),
    ...(allowed.length > 0 && allowed.length <= MAX_ALLOWED_VALUES && !isList && !LOOKED_UP_TYPE.test(type)
      && { allowedValues: allowed }),
  };
}

/**
 * An empty default stands for a value that the user gives. CloudFormation refuses a default that breaks a constraint.
 */
function isAccepted({ AllowedPattern: pattern, MinLength: minimum }: Readonly<Record<string, unknown>>, text: string) {
  return text !== '' && text.length >= Number(minimum ?? 0) && (typeof pattern !== 'string' || matches(pattern, text));
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    // CloudFormation has another dialect of regular expressions.
    return false;
  }
}

function splitList(text: string): string[] {
  return text.split(',').map((entry) => entry.trim());
}

/** The value of a parameter in a world; undefined if only a deployment decides it. */
export function evaluateParameterIn(world: World, parameter: TemplateParameter): unknown {
  if (parameter.given !== undefined) return parameter.given;
  if (world.isBound(parameter)) return world.findBinding(parameter);
  const { allowedValues, defaultValue, key, title } = parameter;
  if (allowedValues !== undefined) {
    world.choose(`value of ${key}`, () => allowedValues.map((value) => makeBindingAlternative(parameter, value)));
    return world.findBinding(parameter);
  }
  if (defaultValue === undefined || !world.takesDefaults()) return undefined;
  world.usedDefaults.add(title);
  return defaultValue;
}
