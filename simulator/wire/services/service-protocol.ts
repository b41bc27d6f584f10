import { type OtherServiceError, type ServiceInput } from '../../services/service-operation';
import { buildXml, type XmlNode } from '../xml';

/** A request with the name of its operation. */
export interface ServiceRequest {
  readonly operation: string;
  readonly input: ServiceInput;
}

/** A protocol of AWS: how requests name their operation, and how answers are rendered. */
export interface ServiceProtocol {
  /** Returns undefined if the request does not use the protocol. */
  readonly parse: (headers: Headers, body: string) => ServiceRequest | undefined;
  readonly respond: (operation: string, output: object) => Response;
  readonly fail: (error: OtherServiceError) => Response;
  /** The error of services with this protocol for a caller without the permission. */
  readonly denial: Pick<OtherServiceError, 'code' | 'status'>;
}

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

function respond(status: number, contentType: string, body: string): Response {
  return new Response(body, { status, headers: { 'content-type': contentType, 'x-amzn-requestid': REQUEST_ID } });
}

/** JSON has times in seconds. */
function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toJson(entry)]));
}

function makeJsonProtocol(version: string): ServiceProtocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    parse: (headers, body) => {
      const target = headers.get('x-amz-target');
      if (target === null || !(headers.get('content-type') ?? '').startsWith(contentType)) return undefined;
      const input: unknown = JSON.parse(body === '' ? '{}' : body);
      return { operation: target.slice(target.lastIndexOf('.') + 1), input: Object(input) as ServiceInput };
    },
    respond: (_operation, output) => respond(200, contentType, JSON.stringify(toJson(output))),
    fail: ({ code, message, status }) => respond(status, contentType, JSON.stringify({ __type: code, message })),
    denial: { code: 'AccessDeniedException', status: 400 },
  };
}

/** Sets a value by a path such as `ContextEntries.member.1.ContextKeyName`. */
function setByPath(root: Record<string, unknown>, path: readonly string[], value: string): void {
  const [name, ...rest] = path;
  if (rest.length === 0) root[name] = value;
  else setByPath((root[name] ??= {}) as Record<string, unknown>, rest, value);
}

/** Converts `{ member: { 1: a, 2: b } }` to a list. */
function collectLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { member } = value as { readonly member?: object };
  if (member !== undefined) return Object.values(member).map(collectLists);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, collectLists(entry)]));
}

function toXml(value: unknown): XmlNode {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return { member: value.map(toXml) };
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toXml(entry)]));
}

/** Requests are forms, and answers are XML. */
const queryProtocol: ServiceProtocol = {
  parse: (headers, body) => {
    if (!(headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return undefined;
    const { Action: action, Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
    if (action === undefined) return undefined;
    const root: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(parameters)) setByPath(root, name.split('.'), value);
    return { operation: action, input: collectLists(root) as ServiceInput };
  },
  respond: (operation, output) => respond(200, 'text/xml', buildXml(`${operation}Response`, undefined, {
    [`${operation}Result`]: toXml(output), ResponseMetadata: { RequestId: REQUEST_ID },
  })),
  fail: ({ code, message, status }) => respond(status, 'text/xml', buildXml('ErrorResponse', undefined, {
    Error: { Type: 'Sender', Code: code, Message: message }, RequestId: REQUEST_ID,
  })),
  denial: { code: 'AccessDenied', status: 403 },
};

export const SERVICE_PROTOCOLS: readonly ServiceProtocol[] = [
  makeJsonProtocol('1.0'), makeJsonProtocol('1.1'), queryProtocol,
];
