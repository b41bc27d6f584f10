import { MRAP916_MALFORMED_PROPERTIES, MRAP918_UNEXPECTED_FAILURE } from '../src/diagnostics/definitions/deployment';
import { PropertyError, type RawProperties } from '../src/wire/property-readers';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../src/wire/resource-types';
import { isAccessPointComplete } from './access-point/is-complete';
import { onAccessPointEvent } from './access-point/on-event';
import { parseResourceEvent, type ResourceEvent } from './cloudformation/event';
import { HandlerError } from './cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse, type SynchronousResponse } from './cloudformation/response';
import { type HandlerContext } from './handler-context';
import { isPolicyComplete, onPolicyEvent } from './policy/handlers';
import { isReplicationComplete, onReplicationEvent } from './replication/handlers';
import { onRoutesEvent } from './routes/handler';

/** The functions that the two providers invoke. */
export interface Handlers {
  /** For the asynchronous provider: access point, policy and replication. */
  onEvent(raw: RawProperties): Promise<OnEventResponse & { readonly StartedAt: number }>;
  isComplete(raw: RawProperties): Promise<IsCompleteResponse>;
  /** For the synchronous provider: routes. */
  onSynchronousEvent(raw: RawProperties): Promise<SynchronousResponse>;
}

type Handler<Response> = (context: HandlerContext, event: ResourceEvent) => Promise<Response>;

const ON_EVENT: Record<string, Handler<OnEventResponse>> = {
  [ACCESS_POINT_TYPE]: onAccessPointEvent, [POLICY_TYPE]: onPolicyEvent, [REPLICATION_TYPE]: onReplicationEvent,
};
const IS_COMPLETE: Record<string, Handler<IsCompleteResponse>> = {
  [ACCESS_POINT_TYPE]: isAccessPointComplete,
  [POLICY_TYPE]: isPolicyComplete,
  [REPLICATION_TYPE]: isReplicationComplete,
};
const ON_SYNCHRONOUS_EVENT: Record<string, Handler<SynchronousResponse>> = { [ROUTES_TYPE]: onRoutesEvent };

export function createHandlers(context: HandlerContext): Handlers {
  const handle = <Response extends object>(handlers: Record<string, Handler<Response>>, raw: RawProperties) =>
    wrapErrors(context, async () => {
      const event = parseResourceEvent(raw, context.clock.now());
      return { event, response: await selectHandler(handlers, event)(context, event) };
    });
  return {
    onEvent: async (raw) => {
      const { event, response } = await handle(ON_EVENT, raw);
      return { ...response, StartedAt: event.startedAt };
    },
    isComplete: async (raw) => (await handle(IS_COMPLETE, raw)).response,
    onSynchronousEvent: async (raw) => (await handle(ON_SYNCHRONOUS_EVENT, raw)).response,
  };
}

function selectHandler<T>(handlers: Record<string, T>, { resourceType }: ResourceEvent): T {
  const handler = handlers[resourceType];
  if (handler === undefined) throw new PropertyError('ResourceType', Object.keys(handlers).join(' or '), resourceType);
  return handler;
}

/** Converts every error into one with a code and an action to take. */
async function wrapErrors<T>(context: HandlerContext, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    if (error instanceof PropertyError) {
      throw new HandlerError([MRAP916_MALFORMED_PROPERTIES.create({ cause: error.message })]);
    }
    // CloudFormation receives the message. The stack is in the log only.
    context.report(
      MRAP918_UNEXPECTED_FAILURE.create({
        cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    throw new HandlerError([MRAP918_UNEXPECTED_FAILURE.create({ cause: String(error) })]);
  }
}
