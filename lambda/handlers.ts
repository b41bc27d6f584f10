import { MRAP916_MALFORMED_PROPERTIES, MRAP918_UNEXPECTED_FAILURE } from '../src/diagnostics/definitions/deployment';
import { PropertyError, type RawProperties } from '../src/wire/property-readers';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../src/wire/resource-types';
import { isAccessPointComplete } from './access-point/is-complete';
import { onAccessPointEvent } from './access-point/on-event';
import { parseResourceEvent, type ResourceEvent } from './cloudformation/event';
import { HandlerError } from './cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from './cloudformation/response';
import { type HandlerContext } from './handler-context';
import { isPolicyComplete, onPolicyEvent } from './policy/handlers';
import { isReplicationComplete, onReplicationEvent } from './replication/handlers';
import { isRoutesComplete, onRoutesEvent } from './routes/handler';

/** The function behind all custom resources. The provider framework invokes it in both phases of a request. */
export interface Handlers {
  handleEvent(raw: RawProperties): Promise<PhaseResponse>;
}

type PhaseResponse = (OnEventResponse & { readonly StartedAt: number; readonly Phase: Phase }) | IsCompleteResponse;

type Handler<Response> = (context: HandlerContext, event: ResourceEvent) => Promise<Response>;

/**
 * The phase of every event after the response of onEvent. The framework adds the response to later events, which can
 * otherwise be equal to the first event.
 */
const COMPLETION = 'isComplete';
type Phase = typeof COMPLETION;

const ON_EVENT: Record<string, Handler<OnEventResponse>> = {
  [ACCESS_POINT_TYPE]: onAccessPointEvent,
  [POLICY_TYPE]: onPolicyEvent,
  [REPLICATION_TYPE]: onReplicationEvent,
  [ROUTES_TYPE]: onRoutesEvent,
};
const IS_COMPLETE: Record<string, Handler<IsCompleteResponse>> = {
  [ACCESS_POINT_TYPE]: isAccessPointComplete,
  [POLICY_TYPE]: isPolicyComplete,
  [REPLICATION_TYPE]: isReplicationComplete,
  [ROUTES_TYPE]: isRoutesComplete,
};

export function createHandlers(context: HandlerContext): Handlers {
  const handle = <Response extends object>(handler: Handler<Response>, raw: RawProperties) =>
    wrapErrors(context, async () => {
      const event = parseResourceEvent(raw, context.clock.now());
      return { event, response: await handler(context, event) };
    });
  return {
    handleEvent: async (raw) => {
      if (raw.Phase === COMPLETION) return (await handle(completeEvent, raw)).response;
      const { event, response } = await handle(startEvent, raw);
      return { ...response, StartedAt: event.startedAt, Phase: COMPLETION };
    },
  };
}

async function startEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  return selectHandler(ON_EVENT, event)(context, event);
}

/**
 * Completes an event. The first phase refuses malformed properties, so a cancelled creation with such properties has
 * created nothing. If its Delete failed, the stack could never be deleted.
 */
async function completeEvent(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  const complete = selectHandler(IS_COMPLETE, event);
  try {
    return await complete(context, event);
  } catch (error) {
    // Every id of the handlers contains a slash. CloudFormation invented this one.
    const isCancelledCreation = event.type === 'Delete' && !event.physicalId.includes('/');
    if (isCancelledCreation && error instanceof PropertyError) return { IsComplete: true };
    throw error;
  }
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
