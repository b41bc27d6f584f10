import { type ResourceEvent } from '../cloudformation/event';
import { parsePreviousProperties } from '../cloudformation/previous-properties';
import { type HandlerContext } from '../handler-context';
import { type DesiredState, parseDesiredState } from './desired-state';
import { parsePhysicalId, type PhysicalId } from './physical-id';

/** An event of the access point resource. Each invocation parses its event once. */
export interface AccessPointRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  /** Undefined on Create, and if CloudFormation invented the id. */
  readonly id?: PhysicalId;
  readonly desired: DesiredState;
  /** The desired state before an Update. Undefined if its properties are malformed. */
  readonly previous?: DesiredState;
}

export function parseAccessPointRequest(context: HandlerContext, event: ResourceEvent): AccessPointRequest {
  const { type, accountId, physicalId, properties, oldProperties } = event;
  return {
    context,
    event,
    id: parsePhysicalId(physicalId),
    desired: parseDesiredState(properties, accountId),
    previous:
      type === 'Update' ? parsePreviousProperties(() => parseDesiredState(oldProperties, accountId)) : undefined,
  };
}
