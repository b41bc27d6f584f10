import { MRAP916, MRAP918 } from '../src/checks/diagnostics/deployment';
import { ContractError, type RawProperties } from '../src/contract/reading';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../src/contract/resource-types';
import { isAccessPointComplete } from './access-point/is-complete';
import { onAccessPointEvent } from './access-point/on-event';
import { type CompletionAnswer, type EventAnswer, type SynchronousAnswer } from './cloudformation/answer';
import { readEvent, type ResourceEvent } from './cloudformation/event';
import { HandlerError } from './cloudformation/handler-error';
import { type Environment } from './context';
import { isPolicyComplete, onPolicyEvent } from './policy/handlers';
import { isReplicationComplete, onReplicationEvent } from './replication/handler';
import { onRoutesEvent } from './routes/handler';

/** The functions that the two providers invoke. */
export interface Handlers {
  /** Of the asynchronous provider: access point, policy and replication. */
  onEvent(raw: RawProperties): Promise<EventAnswer & { readonly StartedAt: number }>;
  isComplete(raw: RawProperties): Promise<CompletionAnswer>;
  /** Of the synchronous provider: routes. */
  onSynchronousEvent(raw: RawProperties): Promise<SynchronousAnswer>;
}

export function createHandlers(environment: Environment): Handlers {
  const now = () => environment.clock.now();
  return {
    onEvent: (raw) => tell(environment, async () => {
      const event = readEvent(raw, now());
      const handle = select(event, {
        [ACCESS_POINT_TYPE]: onAccessPointEvent, [POLICY_TYPE]: onPolicyEvent, [REPLICATION_TYPE]: onReplicationEvent,
      });
      return { ...await handle(environment, event), StartedAt: event.startedAt };
    }),
    isComplete: (raw) => tell(environment, async () => {
      const event = readEvent(raw, now());
      const complete = select(event, {
        [ACCESS_POINT_TYPE]: isAccessPointComplete, [POLICY_TYPE]: isPolicyComplete, [REPLICATION_TYPE]: isReplicationComplete,
      });
      return complete(environment, event);
    }),
    onSynchronousEvent: (raw) => tell(environment, async () => {
      const event = readEvent(raw, now());
      return select(event, { [ROUTES_TYPE]: onRoutesEvent })(environment, event);
    }),
  };
}

function select<T>(event: ResourceEvent, handlers: Record<string, T>): T {
  const handler = handlers[event.resourceType];
  if (handler === undefined) throw new ContractError('ResourceType', Object.keys(handlers).join(' or '), event.resourceType);
  return handler;
}

/** Every error that leaves a handler has a code and says what to do. */
async function tell<T>(environment: Environment, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HandlerError) throw error;
    if (error instanceof ContractError) throw new HandlerError([MRAP916.find({ cause: error.message })]);
    // CloudFormation gets the message; whoever has to find the fault needs the place.
    environment.report(MRAP918.find({ cause: error instanceof Error ? error.stack ?? error.message : String(error) }));
    throw new HandlerError([MRAP918.find({ cause: String(error) })]);
  }
}
