import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Clock } from '../../../control/clock';
import { type CallGuard } from '../../lab/clients';
import { type Page, type PageHeaders } from '../../lab/service-lab';
import { type Step } from '../../lab/step';
import { createRequestHandler } from './request-handler';

interface PageOptions {
  readonly guard: CallGuard;
  readonly clock: Clock;
  readonly onStep: (step: Step) => void;
}

type HttpRequest = Parameters<ReturnType<typeof createRequestHandler>['handle']>[0];

const SECONDS = 30;
/** The headers with the id of a request of CloudFront and of S3. */
const REQUEST_ID_HEADERS = ['x-amz-cf-id', 'x-amz-request-id'];

/** Gets a page, and adds the request as a step. The step does not contain the headers of the request. */
export async function getPage(
  url: string, { guard, clock, onStep }: PageOptions, ownHeaders: PageHeaders = {},
): Promise<Page> {
  const { protocol, hostname, port, pathname: path } = new URL(url);
  const request = {
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path,
    method: 'GET',
    headers: { ...ownHeaders, host: hostname },
    query: {},
  };
  const step = { at: new Date(clock.now()).toISOString(), operation: 'GET', region: hostname };
  try {
    const { response } = await guard(request, async () =>
      createRequestHandler(SECONDS).handle(request as unknown as HttpRequest));
    const { statusCode: status, headers } = response;
    const body = await text(response.body as Readable);
    const requestId = REQUEST_ID_HEADERS.map((name) => headers[name] as string | undefined).find(Boolean);
    onStep({ ...step, requestId, outcome: String(status) });
    return { status, body };
  } catch (error) {
    const { name, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    onStep({ ...step, outcome: status === undefined ? name : `${status} ${name}` });
    // CloudFront sends its own errors as HTML pages, which the handler refuses.
    if (status !== undefined) return { status, body: '' };
    throw error;
  }
}
