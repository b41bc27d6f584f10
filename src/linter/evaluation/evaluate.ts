import { COMMERCIAL_PARTITION, partitionOfRegion } from '../../facts/partitions';
import { attributeText } from './attributes';
import { collectExports, exportKey, type Exported, writtenKey } from './exports';
import { asFields, asText } from './read';
import { isKnown, isSymbol, type Symbols } from './symbols';
import { type RawResource, sectionOf, type StackTemplate } from './template';

/** A resource that an expression can refer to. */
export interface ReferencedResource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly raw: RawResource;
}

/** The resources and symbols of one application. */
export interface ReferencedResources {
  readonly symbols: Symbols;
  find(stack: string, logicalId: string): ReferencedResource | undefined;
  ofType(...types: readonly string[]): readonly ReferencedResource[];
}

/** The stack that contains an expression, and everything that the expression can refer to. */
export interface EvaluationScope {
  readonly application: ReferencedResources;
  readonly stack: StackTemplate;
  readonly stacks: ReadonlyMap<string, StackTemplate>;
  /** How many references led here: a template may be wrong, and refer in circles. */
  readonly depth: number;
}

/** A reference into another stack that no synthesis has turned into an export yet: stack, logical id, attribute. Not CloudFormation's. */
export const CROSS_STACK_REF = 'Fn::Elsewhere';

const MAX_DEPTH = 50;
const INTRINSIC = /^(Ref|Condition|Fn::.+)$/;

/** The value of an expression as far as templates say; a symbol stands for what they do not. Undefined is CloudFormation's NoValue. */
export function evaluate(scope: EvaluationScope, node: unknown): unknown {
  if (typeof node === 'string') return node.includes('{{resolve:') ? opaque(scope, node, node) : node;
  if (Array.isArray(node)) return node.map((entry) => evaluate(scope, entry)).filter((entry) => entry !== undefined);
  const fields = asFields(node);
  if (fields === undefined) return node;

  const keys = Object.keys(fields);
  if (keys.length === 1 && INTRINSIC.test(keys[0])) return intrinsic(scope, keys[0], fields[keys[0]]);
  return Object.fromEntries(keys.map((key) => [key, evaluate(scope, fields[key])]).filter(([, value]) => value !== undefined));
}

/** Evaluates in another place that a reference leads to. */
function follow(scope: EvaluationScope, stack: StackTemplate, node: unknown): unknown {
  return scope.depth >= MAX_DEPTH ? opaque(scope, node, '(circular)') : evaluate({ ...scope, stack, depth: scope.depth + 1 }, node);
}

function opaque(scope: EvaluationScope, expression: unknown, shown: string): string {
  return scope.application.symbols.opaque(scope.stack.id, expression, shown);
}

function intrinsic(scope: EvaluationScope, name: string, argument: unknown): unknown {
  const unknown = () => opaque(scope, { [name]: argument }, `(${name})`);
  switch (name) {
    case 'Ref': return reference(scope, String(argument));
    case 'Fn::GetAtt': return getAttribute(scope, argument) ?? unknown();
    case CROSS_STACK_REF: return elsewhere(scope, argument) ?? unknown();
    case 'Fn::Join': return join(scope, argument) ?? unknown();
    case 'Fn::Sub': return substitute(scope, argument) ?? unknown();
    case 'Fn::Select': return select(scope, argument) ?? unknown();
    case 'Fn::Split': return split(scope, argument) ?? unknown();
    case 'Fn::FindInMap': return findInMap(scope, argument) ?? unknown();
    case 'Fn::If': return eitherWay(scope, argument, unknown);
    case 'Fn::ImportValue':
    case 'Fn::GetStackOutput': return exportedValue(scope, exportKey(evaluate(scope, argument))) ?? unknown();
    case 'Fn::ToJsonString': return JSON.stringify(evaluate(scope, argument));
    default: return unknown();
  }
}

function reference(scope: EvaluationScope, name: string): unknown {
  if (name.startsWith('AWS::')) return pseudoParameter(scope, name);
  const resource = scope.application.find(scope.stack.id, name);
  if (resource) return attributeOf(scope, resource, 'Ref');
  const { parent } = scope.stack;
  const given = parent && scope.application.find(parent.stack, parent.logicalId);
  const passed = asFields(given?.raw.properties.Parameters)?.[name];
  return passed === undefined ? opaque(scope, { Ref: name }, `\${${name}}`) : follow(scope, scope.stacks.get(parent!.stack)!, passed);
}

function pseudoParameter(scope: EvaluationScope, name: string): unknown {
  const root = rootOf(scope);
  const { region, account } = root;
  switch (name) {
    case 'AWS::NoValue': return undefined;
    case 'AWS::Region': return region ?? scope.application.symbols.opaque(root.id, name, '${AWS::Region}');
    case 'AWS::AccountId': return account ?? scope.application.symbols.opaque(root.id, name, '${AWS::AccountId}');
    // Only one partition has access points: where nothing is known it is that one.
    case 'AWS::Partition': return region === undefined ? COMMERCIAL_PARTITION : partitionOfRegion(region);
    case 'AWS::URLSuffix': return 'amazonaws.com';
    case 'AWS::StackName': return scope.stack.stackName;
    default: return opaque(scope, { Ref: name }, `\${${name}}`);
  }
}

/** A nested stack is where its outermost parent is. */
function rootOf(scope: EvaluationScope): StackTemplate {
  let stack = scope.stack;
  for (let level = 0; stack.parent !== undefined && level < MAX_DEPTH; level += 1) {
    stack = scope.stacks.get(stack.parent.stack) ?? { ...stack, parent: undefined };
  }
  return stack;
}

function getAttribute(scope: EvaluationScope, argument: unknown): unknown {
  const [logicalId, attribute] = typeof argument === 'string' ? splitOnce(argument) : [argument].flat().map((part) => asText(evaluate(scope, part)));
  const resource = logicalId === undefined ? undefined : scope.application.find(scope.stack.id, logicalId);
  return resource === undefined || attribute === undefined || !isKnown(attribute) ? undefined : attributeOf(scope, resource, attribute);
}

function elsewhere(scope: EvaluationScope, argument: unknown): unknown {
  const [stack, logicalId, attribute] = argument as readonly string[];
  const resource = scope.application.find(stack, logicalId);
  return resource && attributeOf(scope, resource, attribute);
}

function splitOnce(text: string): (string | undefined)[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function attributeOf(scope: EvaluationScope, resource: ReferencedResource, attribute: string): unknown {
  if (scope.depth >= MAX_DEPTH) return opaque(scope, [resource.logicalId, attribute], '(circular)');
  const output = nestedOutput(scope, resource, attribute);
  if (output !== undefined) return output;
  const inner: EvaluationScope = { ...scope, stack: resource.stack, depth: scope.depth + 1 };
  return attributeText({
    property: (name) => asText(evaluate(inner, resource.raw.properties[name])),
    pseudo: (name) => String(pseudoParameter(inner, name)),
    symbol: (of) => scope.application.symbols.attribute(resource.stack.id, resource.logicalId, of),
    written: (key) => exportedValue(inner, writtenKey(key)),
  }, resource.type, attribute);
}

function nestedOutput(scope: EvaluationScope, resource: ReferencedResource, attribute: string): unknown {
  if (resource.type !== 'AWS::CloudFormation::Stack' || !attribute.startsWith('Outputs.')) return undefined;
  const nested = [...scope.stacks.values()].find(({ parent }) => parent?.stack === resource.stack.id && parent.logicalId === resource.logicalId);
  const output = nested && asFields(sectionOf(nested, 'Outputs')[attribute.slice('Outputs.'.length)])?.Value;
  return nested && output !== undefined ? follow(scope, nested, output) : undefined;
}

const EXPORTS = new WeakMap<ReferencedResources, ReadonlyMap<string, Exported>>();

function exportedValue(scope: EvaluationScope, key: string | undefined): unknown {
  if (key === undefined) return undefined;
  const found = exportsOf(scope).get(key);
  return found && follow(scope, found.stack, found.value);
}

function exportsOf(scope: EvaluationScope): ReadonlyMap<string, Exported> {
  const { application, stacks } = scope;
  const known = EXPORTS.get(application);
  if (known) return known;
  // Names that are made of other exports find none: none is needed, and a circle of them ends here.
  EXPORTS.set(application, new Map());
  const writers = application.ofType('Custom::CrossRegionExportWriter')
    .map(({ stack, raw }) => ({ stack, exports: asFields(raw.properties.WriterProps)?.exports }));
  const found = collectExports(stacks.values(), writers, (stack, node) => evaluate({ ...scope, stack }, node));
  EXPORTS.set(application, found);
  return found;
}

function join(scope: EvaluationScope, argument: unknown): string | undefined {
  if (!Array.isArray(argument)) return undefined;
  const [delimiter, entries] = argument as unknown[];
  const list = evaluate(scope, entries);
  if (typeof delimiter !== 'string' || !Array.isArray(list)) return undefined;
  const texts = list.map(asText);
  return texts.includes(undefined) ? undefined : texts.join(delimiter);
}

function substitute(scope: EvaluationScope, argument: unknown): string | undefined {
  const [pattern, variables] = [argument].flat() as unknown[];
  if (typeof pattern !== 'string') return undefined;
  return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const given = asFields(variables)?.[name.trim()];
    const value = given === undefined
      ? intrinsic(scope, name.includes('.') ? 'Fn::GetAtt' : 'Ref', name.trim())
      : evaluate(scope, given);
    return asText(value) ?? opaque(scope, { Sub: name }, `\${${name}}`);
  });
}

function select(scope: EvaluationScope, argument: unknown): unknown {
  if (!Array.isArray(argument)) return undefined;
  const index = Number(asText(evaluate(scope, argument[0])));
  const list = evaluate(scope, argument[1]);
  return Array.isArray(list) ? list[index] : undefined;
}

function split(scope: EvaluationScope, argument: unknown): string[] | undefined {
  if (!Array.isArray(argument)) return undefined;
  const [delimiter, source] = [argument[0], evaluate(scope, argument[1])] as unknown[];
  // A symbol may hold the delimiter.
  return typeof delimiter === 'string' && typeof source === 'string' && isKnown(source) ? source.split(delimiter) : undefined;
}

function findInMap(scope: EvaluationScope, argument: unknown): unknown {
  const [map = '', top = '', second = ''] = [argument].flat().map((key) => asText(evaluate(scope, key)));
  // A symbol is no key of any mapping.
  return evaluate(scope, asFields(asFields(sectionOf(scope.stack, 'Mappings')[map])?.[top])?.[second]);
}

/** Where both branches are the same it does not matter which one it is. */
function eitherWay(scope: EvaluationScope, argument: unknown, unknown: () => string): unknown {
  if (!Array.isArray(argument)) return unknown();
  const [yes, no] = [evaluate(scope, argument[1]), evaluate(scope, argument[2])];
  const same = yes !== undefined && JSON.stringify(yes) === JSON.stringify(no);
  return same && !(typeof yes === 'string' && isSymbol(yes)) ? yes : unknown();
}
