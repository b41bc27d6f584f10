import { invalidRequest } from '../engine/service-error';
import { type CallContext, type Input, type OperationName, type Output } from '../model/operations';
import { type Refusal } from '../outcome';
import { type Simulator } from '../simulator';
import { decode, encode } from './codec';
import { type Shape, type ValueOf } from './shape';
import { buildXml, parseXml } from './xml';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What of a request an operation reads. */
export interface WireRequest {
  /** The label of the path: a name, an ARN, a bucket; empty where there is none. */
  readonly label: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** The value of a header, if it was sent. */
  readonly header: (name: string) => string | undefined;
}

export interface WireAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Reply = (WireAnswer | Refusal) & { readonly requestId: string };

/** How an operation looks over HTTP. */
interface Binding<O extends OperationName> {
  readonly operation: O;
  readonly method: Method;
  readonly read: (request: WireRequest) => Input<O>;
  readonly answer: (output: Output<O>) => WireAnswer;
}

/** A binding whose types are settled, so that all of them fit into one table. */
export interface Exchange {
  readonly operation: OperationName;
  readonly method: Method;
  /** Throws a ServiceError for what cannot be read. */
  readonly perform: (simulator: Simulator, request: WireRequest, context: CallContext) => Promise<Reply>;
}

export function exchange<O extends OperationName>({ operation, method, read, answer }: Binding<O>): Exchange {
  return {
    operation,
    method,
    perform: async (simulator, request, context) => {
      const outcome = await simulator.call(operation, read(request), context);
      return outcome.kind === 'output' ? { ...answer(outcome.output), requestId: outcome.requestId } : outcome;
    },
  };
}

export function readXml<S extends Shape>(root: string, shape: S, body: string): ValueOf<S> {
  return decode(shape, parseXml(body, root));
}

export function xmlAnswer<S extends Shape>(root: string, namespace: string, shape: S, value: ValueOf<S>): WireAnswer {
  const body = buildXml(root, namespace, encode(shape, value));
  return { kind: 'answer', status: 200, headers: { 'content-type': 'application/xml' }, body };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { kind: 'answer', status, headers, body: '' };
}

/** A whole number of the query string. */
export function integerOf(query: URLSearchParams, parameter: string): number | undefined {
  const value = query.get(parameter);
  if (value === null) return undefined;
  if (!/^\d{1,9}$/.test(value)) {
    throw invalidRequest(`${parameter} is not a number: "${value}"`);
  }
  return Number(value);
}
