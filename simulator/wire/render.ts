import { type EmptyOutcome, type ErrorOutcome, type HtmlOutcome } from '../outcome';
import { type WireAnswer } from './exchange';
import { buildXml } from './xml';

/** How a service wraps an error. */
export type ErrorDocument = (error: ErrorOutcome, requestId: string) => string;

export type Renderable = WireAnswer | ErrorOutcome | HtmlOutcome | EmptyOutcome;

const HOST_ID = 'c2ltdWxhdGVk';
const PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>';

export function controlError(namespace: string): ErrorDocument {
  return ({ code, message, details }, requestId) => buildXml('ErrorResponse', namespace, {
    Error: { Code: code, Message: message, ...details }, RequestId: requestId, HostId: HOST_ID,
  });
}

export const s3Error: ErrorDocument = ({ code, message, details }, requestId) => buildXml('Error', undefined, {
  Code: code, Message: message, ...details, RequestId: requestId, HostId: HOST_ID,
});

function asAnswer(reply: Renderable, requestId: string, document: ErrorDocument): Omit<WireAnswer, 'kind'> {
  switch (reply.kind) {
    case 'answer': return reply;
    case 'error': return { status: reply.status, headers: { 'content-type': 'application/xml' }, body: document(reply, requestId) };
    case 'html': return { status: reply.status, headers: { 'content-type': 'text/html' }, body: PAGE };
    case 'empty': return { status: reply.status, headers: {}, body: '' };
  }
}

/** Everything is answered with a request id; a HEAD never with a body. */
export function render(reply: Renderable, requestId: string, method: string, document: ErrorDocument): Response {
  const { status, headers, body } = asAnswer(reply, requestId, document);
  const sent = method === 'HEAD' || body === '' ? null : body;
  return new Response(sent, { status, headers: { ...headers, 'x-amz-request-id': requestId, 'x-amz-id-2': HOST_ID } });
}
