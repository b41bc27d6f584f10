import { once } from 'node:events';
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';
import { type SignedRequest } from '../../simulator/signatures/signed-request';

/** Sends signed requests to one server over connections that stay open, and measures the time until their answers. */
export class TimedClient {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly endpoint: URL) {}

  /** Returns the milliseconds from the request to the end of its answer. */
  public async send({ method, url, headers, body }: SignedRequest): Promise<number> {
    const { agent, endpoint: { hostname, port } } = this;
    const sent = { method, path: url, hostname, port, agent, headers: Object.fromEntries(headers) };
    const begin = performance.now();
    const [answer] = (await once(sendRequest(sent).end(body), 'response')) as [IncomingMessage];
    const chunks = (await answer.toArray()) as Buffer[];
    const ms = performance.now() - begin;
    if (answer.statusCode === 200) return ms;
    throw new Error(`${method} ${url} returned ${answer.statusCode}: ${Buffer.concat(chunks).toString()}`);
  }

  public close(): void {
    this.agent.destroy();
  }
}
