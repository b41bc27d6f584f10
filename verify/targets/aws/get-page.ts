import { type Clock } from '../../../control/clock';
import { type CallGuard } from '../../lab/clients';
import { type Page } from '../../lab/service-lab';
import { type Step } from '../../lab/step';
import { createRequestHandler } from './request-handler';

interface PageOptions {
  readonly guard: CallGuard;
  readonly clock: Clock;
  readonly onStep: (step: Step) => void;
}

type HttpRequest = Parameters<ReturnType<typeof createRequestHandler>['handle']>[0];

const SECONDS = 30;
/** The header with the id of a request of CloudFront. */
const REQUEST_ID_HEADER = 'x-amz-cf-id';

/** Gets a page over HTTPS, and adds the request as a step. */
export async function getPage(url: string, { guard, clock, onStep }: PageOptions): Promise<Page> {
  const { hostname, pathname: path } = new URL(url);
  const request = { protocol: 'https:', hostname, path, method: 'GET', headers: { host: hostname }, query: {} };
  const step = { at: new Date(clock.now()).toISOString(), operation: 'GET', region: hostname };
  try {
    const { response } = await guard(request, async () =>
      createRequestHandler(SECONDS).handle(request as unknown as HttpRequest));
    const { statusCode: status, headers, body } = response as {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: AsyncIterable<Buffer>;
    };
    let text = '';
    for await (const chunk of body) text += chunk.toString();
    onStep({ ...step, requestId: headers[REQUEST_ID_HEADER], outcome: String(status) });
    return { status, body: text };
  } catch (error) {
    onStep({ ...step, outcome: (error as Error).name });
    throw error;
  }
}
