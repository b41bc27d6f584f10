import { type Context } from 'hono';
import { ServiceError } from '../engine/service-error';
import { type SimulatedCallContext } from '../model/operations';
import { type BrokenBodyOutcome } from '../outcome';
import { type ChunkSigning } from '../signatures/aws-chunked';
import { type SignedRequest } from '../signatures/signed-request';
import { type Simulator } from '../simulator';
import { type HttpRoute, type SimulatedReply, type WireRequest } from './http-route';
import { decodePayload } from './objects/decode-payload';
import { type ErrorDocumentRenderer, renderSimulatedReply } from './render';

/** Outcomes that depend on the transport. */
export interface ResponseTransport {
  readonly reset: () => Response | Promise<Response>;
  readonly hang: () => Response | Promise<Response>;
  readonly breakBody: (kind: BrokenBodyOutcome['kind']) => Response | Promise<Response>;
}

/** The first lines of a request as received, which signatures cover. */
export type ReceivedHead = Pick<SignedRequest, 'url' | 'headers'>;

export interface HonoEnvironment {
  readonly Bindings: { readonly transport: ResponseTransport; readonly received: ReceivedHead };
}

/** A service that answers in XML. All services share one port. */
export interface WireService {
  readonly document: ErrorDocumentRenderer;
  readonly identify: (headers: Headers, request: SignedRequest) => {
    readonly context: SimulatedCallContext; readonly chunkSigning?: ChunkSigning;
  };
  readonly checkBody: (headers: Headers, body: Uint8Array) => void;
  /** Makes the error of a request without a route. Default: 501 NotImplemented. */
  readonly refuseUnknown?: () => ServiceError;
}

/** The parts of a request that select its route. */
export type RoutableRequest = Pick<WireRequest, 'label' | 'key' | 'query' | 'header'>;

const UNKNOWN_CALLER: SimulatedCallContext = { accountId: '', region: '' };

function notImplemented(method: string, path: string): ServiceError {
  return new ServiceError(
    'NotImplemented', `A header you provided implies functionality that is not implemented: ${method} ${path}`);
}

async function send(
  c: Context<HonoEnvironment>, reply: SimulatedReply, document: ErrorDocumentRenderer,
): Promise<Response> {
  switch (reply.kind) {
    case 'reset': return c.env.transport.reset();
    case 'hang': return c.env.transport.hang();
    case 'stall':
    case 'drip':
    case 'endless':
    case 'cut': return c.env.transport.breakBody(reply.kind);
    default: return renderSimulatedReply(reply, reply.requestId, c.req.method, document);
  }
}

/** Whether the checksum in a header is the checksum of the body. The completion of an upload names its object. */
function describesBody(route: HttpRoute | undefined): boolean {
  return route?.operation !== 'CompleteMultipartUpload';
}

function decodeText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

/** Parses a request, runs its operation and sends the answer. */
export async function serve(
  c: Context<HonoEnvironment>,
  simulator: Simulator,
  service: WireService,
  target: Pick<WireRequest, 'label' | 'key'>,
  findRoute: (request: RoutableRequest) => HttpRoute | undefined,
): Promise<Response> {
  const { headers, url } = c.req.raw;
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const header = (name: string) => headers.get(name) ?? undefined;
  const routable: RoutableRequest = { ...target, query: new URL(url).searchParams, header };
  const route = findRoute(routable);
  let context = UNKNOWN_CALLER;
  try {
    const received = { method: c.req.method, ...c.env.received, body: bytes };
    const caller = service.identify(headers, received);
    ({ context } = caller);
    service.checkBody(headers, bytes);
    const payload = await decodePayload(bytes, header, caller.chunkSigning, describesBody(route));
    if (route === undefined) throw service.refuseUnknown?.() ?? notImplemented(c.req.method, c.req.path);
    const request: WireRequest = {
      ...routable, payload, headerNames: [...headers.keys()], get body() { return decodeText(payload.body); },
    };
    return await send(c, await route.perform(simulator, request, context), service.document);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return send(c, simulator.refuse(error, context, route?.operation), service.document);
  }
}
