import { COMMERCIAL_PARTITION, findPartition } from '../../facts/partitions';
import { evaluateAttributeText } from './attributes';
import { decideCondition } from './conditions';
import { collectStackExports, makeExportKey, type ExportedValue, makeCrossRegionKey } from './exports';
import { asFields, asText } from './read';
import { isKnownText, isUnknownSymbol, type SymbolTable } from './symbols';
import { type RawResource, readTemplateSection, type StackTemplate } from './template';

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
  findResource(stack: string, logicalId: string): ReferencedResource | undefined;
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
  if (typeof node === 'string') return node.includes('{{resolve:') ? makeOpaque(scope, node, node) : node;
  if (Array.isArray(node)) {
    return node.map((entry) => evaluateTemplateExpression(scope, entry)).filter((entry) => entry !== undefined);
  }
  const fields = asFields(node);
  if (fields === undefined) return node;

  const keys = Object.keys(fields);
  if (keys.length === 1 && INTRINSIC.test(keys[0])) return evaluateIntrinsic(scope, keys[0], fields[keys[0]]);
  return Object.fromEntries(
    keys.map((key) => [key, evaluateTemplateExpression(scope, fields[key])]).filter(([, value]) => value !== undefined),
  );
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
    default: return unknown();
  }
}

function evaluateRef(scope: EvaluationScope, name: string): unknown {
  if (name.startsWith('AWS::')) return evaluatePseudoParameter(scope, name);
  const resource = scope.application.findResource(scope.stack.id, name);
  if (resource) return evaluateAttribute(scope, resource, 'Ref');
  const { parent } = scope.stack;
  const given = parent && scope.application.findResource(parent.stack, parent.logicalId);
  const passed = asFields(given?.raw.properties.Parameters)?.[name];
  return passed === undefined
    ? makeOpaque(scope, { Ref: name }, `\${${name}}`)
    : evaluateIn(scope, scope.stacks.get(parent!.stack)!, passed);
}

function evaluatePseudoParameter(scope: EvaluationScope, name: string): unknown {
  const root = findRootStack(scope);
  const { region, account } = root;
  switch (name) {
    case 'AWS::NoValue': return undefined;
    case 'AWS::Region': return region ?? scope.application.symbols.opaque(root.id, name, '${AWS::Region}');
    case 'AWS::AccountId': return account ?? scope.application.symbols.opaque(root.id, name, '${AWS::AccountId}');
    // Only one partition has access points, so it is the default.
    case 'AWS::Partition': return region === undefined ? COMMERCIAL_PARTITION : findPartition(region);
    case 'AWS::URLSuffix': return 'amazonaws.com';
    case 'AWS::StackName': return scope.stack.stackName;
    default: return makeOpaque(scope, { Ref: name }, `\${${name}}`);
  }
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
  const resource = logicalId === undefined ? undefined : scope.application.findResource(scope.stack.id, logicalId);
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
  return texts.includes(undefined) ? undefined : texts.join(delimiter);
}

function evaluateSub(scope: EvaluationScope, argument: unknown): string | undefined {
  const [pattern, variables] = [argument].flat() as unknown[];
  if (typeof pattern !== 'string') return undefined;
  return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const given = asFields(variables)?.[name.trim()];
    const value = given === undefined
      ? evaluateIntrinsic(scope, name.includes('.') ? 'Fn::GetAtt' : 'Ref', name.trim())
      : evaluateTemplateExpression(scope, given);
    return asText(value) ?? makeOpaque(scope, { Sub: name }, `\${${name}}`);
  });
}

function evaluateSelect(scope: EvaluationScope, argument: unknown): unknown {
  if (!Array.isArray(argument)) return undefined;
  const index = Number(asText(evaluateTemplateExpression(scope, argument[0])));
  const list = evaluateTemplateExpression(scope, argument[1]);
  return Array.isArray(list) ? list[index] : undefined;
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
  const [map = '', top = '', second = ''] = [argument].flat()
    .map((key) => asText(evaluateTemplateExpression(scope, key)));
  // A symbol is no key of a mapping.
  return evaluateTemplateExpression(
    scope, asFields(asFields(readTemplateSection(scope.stack, 'Mappings')[map])?.[top])?.[second],
  );
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
export function evaluateCondition(scope: EvaluationScope, name: string): boolean | undefined {
  const conditions = readTemplateSection(scope.stack, 'Conditions');
  return decideCondition({
    evaluate: (expression) => evaluateTemplateExpression(scope, expression),
    findCondition: (condition) => conditions[condition],
  }, name);
}
