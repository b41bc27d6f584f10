import { once } from 'node:events';
import { type IncomingMessage, request as sendRequest } from 'node:http';

/** The statuses of answers that have no body. */
const WITHOUT_BODY = [204, 304];

/** Sends a request with the host of its URL, which its signature covers. `fetch` cannot change the host. */
export async function sendToSimulator(request: Request, endpoint: URL): Promise<Response> {
  const { host, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const sent = sendRequest({
    method: request.method,
    hostname: endpoint.hostname,
    port: endpoint.port,
    path: `${pathname}${search}`,
    headers: { ...Object.fromEntries(request.headers), host, 'content-length': body.length },
  });
  const [answer] = await once(sent.end(body), 'response') as [IncomingMessage];
  const { statusCode: status = 0, headers } = answer;
  const content = Buffer.concat(await answer.toArray() as Buffer[]);
  const texts = Object.entries(headers).flatMap(([name, value]) => (
    value === undefined ? [] : [[name, String(value)] as [string, string]]));
  return new Response(WITHOUT_BODY.includes(status) ? null : content, { status, headers: texts });
}
