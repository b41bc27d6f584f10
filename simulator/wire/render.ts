import { type EmptyBodyOutcome, type ErrorOutcome, type HtmlBodyOutcome } from '../outcome';
import { type WireResponse } from './http-route';
import { buildXml } from './xml';

/** Renders an error as the document of a service. */
export type ErrorDocumentRenderer = (error: ErrorOutcome, requestId: string) => string;

export type RenderableOutcome = WireResponse | ErrorOutcome | HtmlBodyOutcome | EmptyBodyOutcome;

const HOST_ID = 'c2ltdWxhdGVk';
const PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>';

export function makeControlErrorDocument(namespace: string): ErrorDocumentRenderer {
  return ({ code, message, details }, requestId) => buildXml('ErrorResponse', namespace, {
    Error: { Code: code, Message: message, ...details }, RequestId: requestId, HostId: HOST_ID,
  });
}

export const makeS3ErrorDocument: ErrorDocumentRenderer = ({ code, message, details }, requestId) =>
  buildXml('Error', undefined, {
    Code: code, Message: message, ...details, RequestId: requestId, HostId: HOST_ID,
  });

function toWireResponse(
  reply: RenderableOutcome, requestId: string, document: ErrorDocumentRenderer,
): Omit<WireResponse, 'kind'> {
  switch (reply.kind) {
    case 'response':
      return reply;
    case 'error':
      return {
        status: reply.status,
        headers: { 'content-type': 'application/xml', ...reply.headers },
        body: document(reply, requestId),
      };
    case 'html':
      return { status: reply.status, headers: { 'content-type': 'text/html' }, body: PAGE };
    case 'empty':
      return { status: reply.status, headers: {}, body: '' };
  }
}

/** Renders an answer with its request id. Answers to HEAD requests have no body. */
export function renderSimulatedReply(
  reply: RenderableOutcome, requestId: string, method: string, document: ErrorDocumentRenderer,
): Response {
  const { status, headers, body } = toWireResponse(reply, requestId, document);
  const sent = method === 'HEAD' || body.length === 0 || status === 304 ? null : body;
  const date = new Date(('serverTime' in reply ? reply.serverTime : undefined) ?? Date.now()).toUTCString();
  return new Response(sent, {
    status,
    headers: { ...headers, date, 'x-amz-request-id': requestId, 'x-amz-id-2': HOST_ID },
  });
}
