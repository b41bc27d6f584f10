import * as path from 'node:path';
import { COMMERCIAL_PARTITION, findPartition } from '../../facts/partitions';
import { evaluateAttributeText } from './attributes';
import { decideCondition } from './conditions';
import { replaceOpenParts } from './dynamic-references';
import { collectStackExports, makeExportKey, type ExportedValue, makeCrossRegionKey } from './exports';
import { inferEnvironment } from './inferred-environment';
import { evaluateParameterIn, readTemplateParameter } from './parameters';
import { asFields, asText, type UncheckedFields } from './read';
import { isKnownText, isUnknownSymbol, type SymbolTable } from './symbols';
import { type RawResource, readTemplateSection, type StackTemplate } from './template';
import { type Ternary } from './ternary';
import { makeBindingAlternative, type Variable, type World } from './world';

/** A resource that an expression can refer to. */
export interface ReferencedResource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly raw: RawResource;
}

/** The resources and symbols of one application. */
export interface ReferencedResources {
  readonly symbols: SymbolTable;
  readonly world: World;
  findResource(stack: string, logicalId: string): ReferencedResource | undefined;
  declaresResource(stack: string, logicalId: string): boolean;
  resourcesOfType(...types: readonly string[]): readonly ReferencedResource[];
}

/** The stack that contains an expression, and everything that the expression can refer to. */
export interface EvaluationScope {
  readonly application: ReferencedResources;
  readonly stack: StackTemplate;
  readonly stacks: ReadonlyMap<string, StackTemplate>;
  /** The number of references that were followed. A wrong template may contain a cycle. */
  readonly depth: number;
}

/**
 * A reference into another stack before synthesis turns it into an export: stack, logical id, attribute. It is no
 * function of CloudFormation.
 */
export const CROSS_STACK_REF = 'Fn::Elsewhere';

const MAX_DEPTH = 50;
const INTRINSIC = /^(Ref|Condition|Fn::.+)$/;

/**
 * Evaluates an expression. A symbol represents a value that the templates do not determine; undefined is NoValue of
 * CloudFormation.
 */
export function evaluateTemplateExpression(scope: EvaluationScope, node: unknown): unknown {
  if (typeof node === 'string') return evaluateText(scope, node);
  if (Array.isArray(node)) {
    return node.map((entry) => evaluateTemplateExpression(scope, entry)).filter((entry) => entry !== undefined);
  }
  const fields = asFields(node);
  if (fields === undefined) return node;

  const keys = Object.keys(fields);
  if (isIntrinsicFunction(fields)) return evaluateIntrinsic(scope, keys[0], fields[keys[0]]);
  // A copy is faster than a new object for every resource, and it keeps keys like __proto__.
  const evaluated: Record<string, unknown> = { ...fields };
  for (const key of keys) {
    const value = evaluateTemplateExpression(scope, fields[key]);
    if (value === undefined) delete evaluated[key];
    else evaluated[key] = value;
  }
  return evaluated;
}

function evaluateText(scope: EvaluationScope, text: string): string {
  return replaceOpenParts(text, (part) => makeOpaque(scope, part, part));
}

/** Returns whether an object is a call of an intrinsic function. */
export function isIntrinsicFunction(fields: UncheckedFields): boolean {
  const keys = Object.keys(fields);
  return keys.length === 1 && INTRINSIC.test(keys[0]);
}

/** Evaluates an expression in the stack that a reference leads to. */
function evaluateIn(scope: EvaluationScope, stack: StackTemplate, node: unknown): unknown {
  return scope.depth >= MAX_DEPTH
    ? makeOpaque(scope, node, '(circular)')
    : evaluateTemplateExpression({ ...scope, stack, depth: scope.depth + 1 }, node);
}

function makeOpaque(scope: EvaluationScope, expression: unknown, shown: string): string {
  return scope.application.symbols.opaque(scope.stack.id, expression, shown);
}

function evaluateIntrinsic(scope: EvaluationScope, name: string, argument: unknown): unknown {
  const unknown = () => makeOpaque(scope, { [name]: argument }, `(${name})`);
  switch (name) {
    case 'Ref': return evaluateRef(scope, String(argument));
    case 'Fn::GetAtt': return evaluateGetAtt(scope, argument) ?? unknown();
    case CROSS_STACK_REF: return evaluateCrossStackRef(scope, argument) ?? unknown();
    case 'Fn::Join': return evaluateJoin(scope, argument) ?? unknown();
    case 'Fn::Sub': return evaluateSub(scope, argument) ?? unknown();
    case 'Fn::Select': return evaluateSelect(scope, argument) ?? unknown();
    case 'Fn::Split': return evaluateSplit(scope, argument) ?? unknown();
    case 'Fn::FindInMap': return evaluateFindInMap(scope, argument) ?? unknown();
    case 'Fn::If': return evaluateIf(scope, argument, unknown);
    case 'Fn::ImportValue':
    case 'Fn::GetStackOutput':
      return evaluateExport(scope, makeExportKey(evaluateTemplateExpression(scope, argument))) ?? unknown();
    case 'Fn::ToJsonString': return JSON.stringify(evaluateTemplateExpression(scope, argument));
    case 'Fn::Length': return evaluateLength(scope, argument) ?? unknown();
    default: return unknown();
  }
}

function evaluateRef(scope: EvaluationScope, name: string): unknown {
  if (name.startsWith('AWS::')) return evaluatePseudoParameter(scope, name);
  const resource = findReferencedResource(scope, name);
  if (resource) return evaluateAttribute(scope, resource, 'Ref');
  return evaluateParameter(scope, name);
}

/** CloudFormation refuses a reference to a resource that a condition omits. */
function findReferencedResource(
  { application, stack }: EvaluationScope, logicalId: string,
): ReferencedResource | undefined {
  const resource = application.findResource(stack.id, logicalId);
  if (resource === undefined && application.declaresResource(stack.id, logicalId)) {
    application.world.hasMissingResource = true;
  }
  return resource;
}

function evaluateParameter(scope: EvaluationScope, name: string): unknown {
  const { application: { world }, stack } = scope;
  const { parent } = stack;
  const given = parent && scope.application.findResource(parent.stack, parent.logicalId);
  const passed = asFields(given?.raw.properties.Parameters)?.[name];
  if (passed !== undefined) return evaluateIn(scope, scope.stacks.get(parent!.stack)!, passed);
  const parameter = readTemplateParameter(stack, name);
  // A nested stack has the default of each parameter that its parent does not give.
  if (given !== undefined && parameter?.defaultValue !== undefined) return parameter.defaultValue;
  const value = parameter && evaluateParameterIn(world, parameter);
  if (value !== undefined) return value;
  const symbol = makeOpaque(scope, { Ref: name }, `\${${name}}`);
  if (parameter !== undefined) world.variables.set(symbol, parameter);
  return symbol;
}

function evaluatePseudoParameter(scope: EvaluationScope, name: string): unknown {
  const root = findRootStack(scope);
  const { region, account } = root;
  switch (name) {
    case 'AWS::NoValue': return undefined;
    case 'AWS::Region':
      return region ?? inferEnvironment(root).region ?? evaluateOpenPseudoParameter(scope, root, name);
    case 'AWS::AccountId':
      // Stacks without an account whose templates are in one folder are deployed together.
      return account ?? inferEnvironment(root).account
        ?? evaluateOpenPseudoParameter(scope, { ...root, id: path.dirname(root.templatePath) }, name);
    case 'AWS::Partition': return evaluatePartition(scope, root);
    case 'AWS::URLSuffix': return 'amazonaws.com';
    case 'AWS::StackName': return scope.stack.stackName;
    default: return makeOpaque(scope, { Ref: name }, `\${${name}}`);
  }
}

/** The Region or the account of a stack without a fixed environment. */
function evaluateOpenPseudoParameter(scope: EvaluationScope, root: StackTemplate, name: string): unknown {
  const { world, symbols } = scope.application;
  const variable: Variable = { key: `${root.id} ${name}`, title: name };
  if (world.isBound(variable)) return world.findBinding(variable);
  const symbol = symbols.opaque(root.id, name, `\${${name}}`);
  world.variables.set(symbol, variable);
  return symbol;
}

/** Only one partition has access points, so it is the default. */
function evaluatePartition(scope: EvaluationScope, root: StackTemplate): string {
  const region = evaluatePseudoParameter({ ...scope, stack: root }, 'AWS::Region');
  return typeof region === 'string' && isKnownText(region) ? findPartition(region) : COMMERCIAL_PARTITION;
}

/** A nested stack has the environment of its outermost parent. */
function findRootStack(scope: EvaluationScope): StackTemplate {
  let stack = scope.stack;
  for (let level = 0; stack.parent !== undefined && level < MAX_DEPTH; level += 1) {
    stack = scope.stacks.get(stack.parent.stack) ?? { ...stack, parent: undefined };
  }
  return stack;
}

function evaluateGetAtt(scope: EvaluationScope, argument: unknown): unknown {
  const [logicalId, attribute] =
    typeof argument === 'string'
      ? splitOnce(argument)
      : [argument].flat().map((part) => asText(evaluateTemplateExpression(scope, part)));
  const resource = logicalId === undefined ? undefined : findReferencedResource(scope, logicalId);
  return resource === undefined || attribute === undefined || !isKnownText(attribute)
    ? undefined
    : evaluateAttribute(scope, resource, attribute);
}

function evaluateCrossStackRef(scope: EvaluationScope, argument: unknown): unknown {
  const [stack, logicalId, attribute] = argument as readonly string[];
  const resource = scope.application.findResource(stack, logicalId);
  return resource && evaluateAttribute(scope, resource, attribute);
}

function splitOnce(text: string): (string | undefined)[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function evaluateAttribute(scope: EvaluationScope, resource: ReferencedResource, attribute: string): unknown {
  if (scope.depth >= MAX_DEPTH) return makeOpaque(scope, [resource.logicalId, attribute], '(circular)');
  const output = evaluateNestedOutput(scope, resource, attribute);
  if (output !== undefined) return output;
  const inner: EvaluationScope = { ...scope, stack: resource.stack, depth: scope.depth + 1 };
  return evaluateAttributeText({
    property: (name) => asText(evaluateTemplateExpression(inner, resource.raw.properties[name])),
    pseudo: (name) => String(evaluatePseudoParameter(inner, name)),
    symbol: (of) => scope.application.symbols.attribute(resource.stack.id, resource.logicalId, of),
    crossRegionExport: (key) => evaluateExport(inner, makeCrossRegionKey(key)),
  }, resource.type, attribute);
}

function evaluateNestedOutput(scope: EvaluationScope, resource: ReferencedResource, attribute: string): unknown {
  if (resource.type !== 'AWS::CloudFormation::Stack' || !attribute.startsWith('Outputs.')) return undefined;
  const nested = [...scope.stacks.values()].find(
    ({ parent }) => parent?.stack === resource.stack.id && parent.logicalId === resource.logicalId,
  );
  const output = nested && asFields(readTemplateSection(nested, 'Outputs')[attribute.slice('Outputs.'.length)])?.Value;
  return nested && output !== undefined ? evaluateIn(scope, nested, output) : undefined;
}

const EXPORTS = new WeakMap<ReferencedResources, ReadonlyMap<string, ExportedValue>>();

function evaluateExport(scope: EvaluationScope, key: string | undefined): unknown {
  if (key === undefined) return undefined;
  const found = findExports(scope).get(key);
  return found && evaluateIn(scope, found.stack, found.value);
}

function findExports(scope: EvaluationScope): ReadonlyMap<string, ExportedValue> {
  const { application, stacks } = scope;
  const known = EXPORTS.get(application);
  if (known) return known;
  // The evaluation of export names must not look up exports, or a cycle of exports would not end.
  EXPORTS.set(application, new Map());
  const writers = application.resourcesOfType('Custom::CrossRegionExportWriter')
    .map(({ stack, raw }) => ({ stack, exports: asFields(raw.properties.WriterProps)?.exports }));
  const found = collectStackExports(stacks.values(), writers, (stack, node) =>
    evaluateTemplateExpression({ ...scope, stack }, node));
  EXPORTS.set(application, found);
  return found;
}

function evaluateJoin(scope: EvaluationScope, argument: unknown): string | undefined {
  if (!Array.isArray(argument)) return undefined;
  const [delimiter, entries] = argument as unknown[];
  const list = evaluateTemplateExpression(scope, entries);
  if (typeof delimiter !== 'string' || !Array.isArray(list)) return undefined;
  const texts = list.map(asText);
  return texts.includes(undefined) ? undefined : evaluateText(scope, texts.join(delimiter));
}

function evaluateSub(scope: EvaluationScope, argument: unknown): string | undefined {
  const [pattern, variables] = [argument].flat() as unknown[];
  if (typeof pattern !== 'string') return undefined;
  const text = pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const given = asFields(variables)?.[name.trim()];
    const value = given === undefined
      ? evaluateIntrinsic(scope, name.includes('.') ? 'Fn::GetAtt' : 'Ref', name.trim())
      : evaluateTemplateExpression(scope, given);
    return asText(value) ?? makeOpaque(scope, { Sub: name }, `\${${name}}`);
  });
  return evaluateText(scope, text);
}

function evaluateSelect(scope: EvaluationScope, argument: unknown): unknown {
  if (!Array.isArray(argument)) return undefined;
  const index = Number(asText(evaluateTemplateExpression(scope, argument[0])));
  const list = evaluateTemplateExpression(scope, argument[1]);
  return Array.isArray(list) ? list[index] : undefined;
}

function evaluateLength(scope: EvaluationScope, argument: unknown): number | undefined {
  const list = evaluateTemplateExpression(scope, argument);
  return Array.isArray(list) ? list.length : undefined;
}

function evaluateSplit(scope: EvaluationScope, argument: unknown): string[] | undefined {
  if (!Array.isArray(argument)) return undefined;
  const [delimiter, source] = [argument[0], evaluateTemplateExpression(scope, argument[1])] as unknown[];
  // A symbol may represent text that contains the delimiter.
  return typeof delimiter === 'string' && typeof source === 'string' && isKnownText(source)
    ? source.split(delimiter)
    : undefined;
}

function evaluateFindInMap(scope: EvaluationScope, argument: unknown): unknown {
  const [map, top, second, options] = [argument].flat() as unknown[];
  const entries = asFields(readTemplateSection(scope.stack, 'Mappings')[evaluateToText(scope, map)]);
  const defaultValue = asFields(options)?.DefaultValue;
  const isOptional = defaultValue !== undefined;
  const outer = findMapValue(scope, entries, top, isOptional);
  const inner = outer && findMapValue(scope, asFields(outer.value), second, isOptional);
  return inner && evaluateTemplateExpression(scope, inner.value ?? defaultValue);
}

function evaluateToText(scope: EvaluationScope, node: unknown): string {
  return asText(evaluateTemplateExpression(scope, node)) ?? '';
}

/**
 * The value of a key; undefined if only a deployment decides the key. Otherwise each world has one of the keys of the
 * mapping. With a default, a world also has another key.
 */
function findMapValue(
  scope: EvaluationScope, entries: UncheckedFields | undefined, key: unknown, isOptional: boolean,
): { readonly value: unknown } | undefined {
  const text = evaluateToText(scope, key);
  if (entries === undefined || isKnownText(text)) return { value: entries?.[text] };
  const { world } = scope.application;
  const variable = world.variables.get(text);
  if (variable === undefined) return undefined;
  const keys = Object.keys(entries);
  const other = `${variable.title} is none of ${keys.join(', ')}`;
  const taken = world.choose(`key ${variable.key} of ${keys.join(' ')}`, () => [
    { clause: other, impossible: !isOptional },
    ...keys.map((alternative) => makeBindingAlternative(variable, alternative)),
  ]);
  if (taken === undefined || (taken === 0 && !isOptional)) return undefined;
  return { value: taken === 0 ? undefined : entries[keys[taken - 1]] };
}

/** If both branches have the same value, the condition has no influence. */
function evaluateIf(scope: EvaluationScope, argument: unknown, unknown: () => string): unknown {
  if (!Array.isArray(argument)) return unknown();
  const outcome = evaluateCondition(scope, String(argument[0]));
  if (outcome !== undefined) return evaluateTemplateExpression(scope, argument[outcome ? 1 : 2]);
  const [yes, no] = [evaluateTemplateExpression(scope, argument[1]), evaluateTemplateExpression(scope, argument[2])];
  const same = yes !== undefined && JSON.stringify(yes) === JSON.stringify(no);
  return same && !(typeof yes === 'string' && isUnknownSymbol(yes)) ? yes : unknown();
}

/** Decides a condition of the template. Undefined if only a deployment decides it. */
export function evaluateCondition(scope: EvaluationScope, name: string): Ternary {
  const { world } = scope.application;
  const key = `${scope.stack.id} ${name}`;
  if (world.conditions.has(key)) return world.conditions.get(key);
  const conditions = readTemplateSection(scope.stack, 'Conditions');
  const outcome = decideCondition({
    evaluate: (expression) => evaluateTemplateExpression(scope, expression),
    findCondition: (condition) => conditions[condition],
    decideDefault: (operand, value) => decideDefault(scope, operand, value),
    decideOpenEquality: (one, other) => decideOpenEquality(scope, one, other),
  }, name);
  world.conditions.set(key, outcome);
  return outcome;
}

/** In a world with defaults, a parameter that a condition compares with another value can have this value. */
function decideDefault({ application: { world }, stack }: EvaluationScope, operand: unknown, value: string): Ternary {
  const { Ref: name } = asFields(operand) ?? {};
  const parameter = typeof name === 'string' && stack.parent === undefined
    ? readTemplateParameter(stack, name)
    : undefined;
  const isOpen = parameter?.defaultValue !== undefined && !parameter.isList && parameter.given === undefined
    && parameter.allowedValues === undefined && !world.isBound(parameter);
  return isOpen ? world.decideValue(parameter, value) : undefined;
}

/** Decides in a world whether two values are equal of which a deployment decides at least one. */
function decideOpenEquality({ application: { world, symbols } }: EvaluationScope, one: string, other: string): Ternary {
  const sides = [[one, other], [other, one]];
  for (const [side, value] of sides) {
    const variable = world.variables.get(side);
    if (variable !== undefined && isKnownText(value)) return world.decideValue(variable, value);
  }
  const [first, second] = [one, other].map((text) => symbols.show(text)).sort();
  const taken = world.choose(`${first} = ${second}`, () => [
    { clause: `${first} differs from ${second}` }, { clause: `${first} equals ${second}` },
  ]);
  return taken === undefined ? undefined : taken === 1;
}
