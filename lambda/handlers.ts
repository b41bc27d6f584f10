import { MRAP916_MALFORMED_PROPERTIES, MRAP918_UNEXPECTED_FAILURE } from '../src/diagnostics/definitions/deployment';
import { PropertyError, type RawProperties } from '../src/wire/property-readers';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../src/wire/resource-types';
import { isAccessPointComplete } from './access-point/is-complete';
import { onAccessPointEvent } from './access-point/on-event';
import { readEvent, type ResourceEvent } from './cloudformation/event';
import { HandlerError } from './cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse, type SynchronousResponse } from './cloudformation/response';
import { type HandlerContext } from './handler-context';
import { isPolicyComplete, onPolicyEvent } from './policy/handlers';
import { isReplicationComplete, onReplicationEvent } from './replication/handler';
import { onRoutesEvent } from './routes/handler';

/** The functions that the two providers invoke. */
export interface Handlers {
  /** Of the asynchronous provider: access point, policy and replication. */
  onEvent(raw: RawProperties): Promise<OnEventResponse & { readonly StartedAt: number }>;
  isComplete(raw: RawProperties): Promise<IsCompleteResponse>;
  /** Of the synchronous provider: routes. */
  onSynchronousEvent(raw: RawProperties): Promise<SynchronousResponse>;
}

export function createHandlers(context: HandlerContext): Handlers {
  const now = () => context.clock.now();
  return {
    onEvent: (raw) => wrapErrors(context, async () => {
      const event = readEvent(raw, now());
      const handle = select(event, {
        [ACCESS_POINT_TYPE]: onAccessPointEvent, [POLICY_TYPE]: onPolicyEvent, [REPLICATION_TYPE]: onReplicationEvent,
      });
      return { ...await handle(context, event), StartedAt: event.startedAt };
    }),
    isComplete: (raw) => wrapErrors(context, async () => {
      const event = readEvent(raw, now());
      const complete = select(event, {
        [ACCESS_POINT_TYPE]: isAccessPointComplete, [POLICY_TYPE]: isPolicyComplete, [REPLICATION_TYPE]: isReplicationComplete,
      });
      return complete(context, event);
    }),
    onSynchronousEvent: (raw) => wrapErrors(context, async () => {
      const event = readEvent(raw, now());
      return select(event, { [ROUTES_TYPE]: onRoutesEvent })(context, event);
    }),
  };
}

function select<T>(event: ResourceEvent, handlers: Record<string, T>): T {
  const handler = handlers[event.resourceType];
  if (handler === undefined) throw new PropertyError('ResourceType', Object.keys(handlers).join(' or '), event.resourceType);
  return handler;
}

/** Every error that leaves a handler has a code and says what to do. */
async function wrapErrors<T>(context: HandlerContext, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    if (error instanceof PropertyError) throw new HandlerError([MRAP916_MALFORMED_PROPERTIES.create({ cause: error.message })]);
    // CloudFormation gets the message; whoever has to find the fault needs the place.
    context.report(MRAP918_UNEXPECTED_FAILURE.create({ cause: error instanceof Error ? error.stack ?? error.message : String(error) }));
    throw new HandlerError([MRAP918_UNEXPECTED_FAILURE.create({ cause: String(error) })]);
  }
}
