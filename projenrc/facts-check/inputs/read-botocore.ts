import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type BotocoreInput, type EndpointOutcome } from './inputs';
import {
  bindingOf, type ModelMember, type ModelOperation, type ModelShape, type ServiceModel, type ShapeKind,
} from './service-model';
import { assertReadable } from './unavailable';

interface RawMember {
  readonly shape: string;
  readonly locationName?: string;
  readonly location?: 'header' | 'headers' | 'uri' | 'querystring' | 'statusCode';
  readonly flattened?: boolean;
  readonly deprecated?: boolean;
  readonly documentation?: string;
}

interface RawShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, RawMember>>;
  readonly member?: RawMember;
  readonly value?: RawMember;
  readonly required?: readonly string[];
  readonly payload?: string;
  readonly flattened?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly documentation?: string;
}

interface RawOperation {
  readonly http: { readonly method: string; readonly requestUri: string };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
  readonly endpoint?: { readonly hostPrefix?: string };
  readonly deprecated?: boolean;
  readonly documentation?: string;
}

interface RawModel {
  readonly operations: Readonly<Record<string, RawOperation>>;
  readonly shapes: Readonly<Record<string, RawShape>>;
}

interface RawRule {
  readonly conditions?: readonly unknown[];
  readonly rules?: readonly RawRule[];
  readonly endpoint?: unknown;
  readonly error?: string;
}

const KINDS: Readonly<Record<string, ShapeKind>> = {
  structure: 'structure',
  list: 'list',
  map: 'map',
  string: 'string',
  character: 'string',
  boolean: 'boolean',
  timestamp: 'timestamp',
  blob: 'blob',
  integer: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
};

/**
 * Reads the package botocore, which `folder` contains. Of the additional `services` it reads the names of the
 * operations.
 */
export function readBotocore(folder: string, services: readonly string[]): BotocoreInput {
  const data = path.join(folder, 'botocore', 'data');
  return {
    s3control: readModel(data, 's3control'),
    s3: readModel(data, 's3'),
    endpoints: readEndpoints(data),
    operationsOf: Object.fromEntries(
      services.map((service) => [service, Object.keys(readModel(data, service).operations)]),
    ),
    s3Services: Object.fromEntries(readdirSync(data).filter((name) => name.startsWith('s3')).sort()
      .map((name) => [name, versionsOf(data, name)])),
  };
}

function versionsOf(data: string, service: string): string[] {
  const folder = path.join(data, service);
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)).sort() : [];
}

/** A file of the newest version of a service, which is compressed in the package. */
function readJson(data: string, service: string, file: string): unknown {
  const version = versionsOf(data, service).at(-1);
  const plain = path.join(data, service, String(version), file);
  const found = [plain, `${plain}.gz`].find((candidate) => existsSync(candidate));
  assertReadable(`botocore ${service}`, found !== undefined, file);
  const bytes = readFileSync(found!);
  return JSON.parse((found!.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function readModel(data: string, service: string): ServiceModel {
  const { operations = {}, shapes = {} } = readJson(data, service, 'service-2.json') as Partial<RawModel>;
  assertReadable(`botocore ${service}`, Object.keys(operations).length > 0, 'operation');
  return {
    operations: Object.fromEntries(Object.entries(operations)
      .map(([name, operation]) => [name, operationOf(operation)])),
    shapes: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, shapeOf(shape, shapes)])),
  };
}

function operationOf({
  http, input, output, errors = [], endpoint, deprecated, documentation,
}: RawOperation): ModelOperation {
  return {
    binding: bindingOf(http.method, http.requestUri),
    ...(input && { input: input.shape }),
    ...(output && { output: output.shape }),
    ...(errors.length > 0 && { errors: errors.map(({ shape }) => shape).sort() }),
    ...(endpoint?.hostPrefix !== undefined && { hostPrefix: endpoint.hostPrefix }),
    ...(deprecated === true && { deprecated }),
    ...(documentation !== undefined && { documentation }),
  };
}

function shapeOf(shape: RawShape, shapes: RawModel['shapes']): ModelShape {
  const { members, member: item, value, enum: values, pattern, min, max, documentation } = shape;
  const inner = item ?? value;
  return {
    kind: KINDS[shape.type] ?? 'other',
    ...(members && {
      members: Object.fromEntries(Object.entries(members)
        .map(([name, member]) => [name, memberOf(name, member, shape, shapes)])),
    }),
    ...(inner && { item: memberOf('member', inner, undefined, shapes) }),
    ...(values && { values: [...values].sort() }),
    ...(pattern !== undefined && { pattern }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(documentation !== undefined && { documentation }),
  };
}

function memberOf(
  name: string, member: RawMember, parent: RawShape | undefined, shapes: RawModel['shapes'],
): ModelMember {
  const { locationName, documentation, deprecated } = member;
  const location = parent?.payload === name ? 'payload' : member.location === 'headers' ? 'prefix' : member.location;
  const flattened = member.flattened ?? shapes[member.shape]?.flattened;
  return {
    shape: member.shape,
    // The label of a path has no name on the wire.
    ...(locationName !== undefined && locationName !== name && location !== 'uri' && { wireName: locationName }),
    ...(location !== undefined && { location }),
    ...(flattened === true && { flattened }),
    ...(parent?.required?.includes(name) === true && { required: true }),
    ...(deprecated === true && { deprecated }),
    ...(documentation !== undefined && { documentation }),
  };
}

/** The outcomes of S3's rules for endpoints that concern Multi-Region Access Points. */
function readEndpoints(data: string): EndpointOutcome[] {
  const { rules = [] } = readJson(data, 's3', 'endpoint-rule-set-1.json') as { rules?: readonly RawRule[] };
  const found = rules.flatMap((rule) => outcomesOf(rule, []))
    .filter(({ outcome, conditions }) =>
      [outcome, ...conditions].some((text) => /s3-global|mrap|DisableMultiRegion/i.test(text)));
  assertReadable('botocore s3 endpoint-rule-set-1.json', found.length > 0, 'rule about Multi-Region Access Points');
  return found;
}

function outcomesOf(rule: RawRule, above: readonly string[]): EndpointOutcome[] {
  const conditions = [...above, ...(rule.conditions ?? []).map((condition) => JSON.stringify(condition))];
  if (rule.rules !== undefined) return rule.rules.flatMap((child) => outcomesOf(child, conditions));
  return [{ outcome: rule.error ?? JSON.stringify(rule.endpoint), conditions }];
}
