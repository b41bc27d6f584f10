import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { ServiceError } from '../engine/service-error';
import {
  type SimulatedCallContext, type SimulatedOperationInput, type SimulatedOperationName, type SimulatedOperationOutput,
} from '../model/operations';
import { type FailedOutcome } from '../outcome';
import { type Simulator } from '../simulator';
import { decodeXml, encodeXml } from './codec';
import { type Payload } from './objects/decode-payload';
import { type XmlShape, type ValueOfShape } from './shape';
import { buildXml, parseXml } from './xml';

/** The header of answers that contains the Region of the member that answered. */
export const SERVING_REGION_HEADER = 'x-simulator-region';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The parts of a request that operations read. */
export interface WireRequest {
  /** The label in the path: a name, an ARN or a bucket. Empty if the path has no label. */
  readonly label: string;
  /** The key of the object. Empty if the request does not concern an object. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** The decoded body as text. An object can be longer than the longest text of Node.js, so only documents are text. */
  readonly body: string;
  /** The decoded body with its verified checksum. */
  readonly payload: Payload;
  /** Returns the value of a header, or undefined. */
  readonly header: (name: string) => string | undefined;
  /** The names of all headers, in lower case. */
  readonly headerNames: readonly string[];
}

/** Returns the value of a query parameter, or undefined. */
export function findQueryText({ query }: WireRequest, name: string): string | undefined {
  return query.get(name) ?? undefined;
}

export interface WireResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type SimulatedReply = (WireResponse | FailedOutcome) & { readonly requestId: string };

/** Maps an operation to HTTP. */
interface HttpRouteDefinition<O extends SimulatedOperationName> {
  readonly operation: O;
  readonly method: HttpMethod;
  readonly read: (request: WireRequest) => SimulatedOperationInput<O> | Promise<SimulatedOperationInput<O>>;
  readonly respond: (output: SimulatedOperationOutput<O>, request: WireRequest) => WireResponse;
}

/** The HTTP method and the implementation of an operation, without type parameters, so that a table can contain all. */
export interface HttpRoute {
  readonly operation: SimulatedOperationName;
  readonly method: HttpMethod;
  /** Runs the operation. Throws a ServiceError if the request cannot be parsed. */
  readonly perform: (
    simulator: Simulator, request: WireRequest, context: SimulatedCallContext,
  ) => Promise<SimulatedReply>;
}

export function defineHttpRoute<O extends SimulatedOperationName>({
  operation,
  method,
  read,
  respond,
}: HttpRouteDefinition<O>): HttpRoute {
  return {
    operation,
    method,
    perform: async (simulator, request, context) => {
      const outcome = await simulator.call(operation, await read(request), context);
      if (outcome.kind !== 'output') return outcome;
      const response = respond(outcome.output, request);
      const { requestId, servedBy } = outcome;
      return { ...response, headers: { ...response.headers, ...describeServer(servedBy, request) }, requestId };
    },
  };
}

/** Returns the Region that answered, and the confirmation of a bucket whose requesters pay. */
function describeServer(servedBy: SimulatedBucket | undefined, { header }: WireRequest): Record<string, string> {
  if (servedBy === undefined) return {};
  const isCharged = servedBy.isRequesterPays && header('x-amz-request-payer') === 'requester';
  return {
    [SERVING_REGION_HEADER]: servedBy.region,
    ...(isCharged && { 'x-amz-request-charged': 'requester' }),
  };
}

export function readXmlBody<S extends XmlShape>(root: string, shape: S, body: string): ValueOfShape<S> {
  return decodeXml(shape, parseXml(body, root));
}

export function xmlResponse<S extends XmlShape>(
  root: string,
  namespace: string,
  shape: S,
  value: ValueOfShape<S>,
): WireResponse {
  const body = buildXml(root, namespace, encodeXml(shape, value));
  return { kind: 'response', status: 200, headers: { 'content-type': 'application/xml' }, body };
}

export function makeEmptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { kind: 'response', status, headers, body: '' };
}

/** Parses an integer of the query string. The code of the error differs between S3 and S3 Control. */
export function parseIntegerQueryParameter(
  query: URLSearchParams, parameter: string, code: 'InvalidArgument' | 'InvalidRequest' = 'InvalidArgument',
): number | undefined {
  const value = query.get(parameter);
  if (value === null) return undefined;
  if (!/^\d{1,9}$/.test(value)) {
    throw new ServiceError(code, `${parameter} is not a number: "${value}"`);
  }
  return Number(value);
}
