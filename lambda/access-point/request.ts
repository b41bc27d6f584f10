import { type ResourceEvent } from '../cloudformation/event';
import { parsePreviousProperties } from '../cloudformation/previous-properties';
import { type HandlerContext } from '../handler-context';
import { type DesiredAccessPoint, parseDesiredAccessPoint } from './desired-state';
import { parsePhysicalId, type PhysicalId } from './physical-id';

/** An event of the access point resource. Each invocation parses its event once. */
export interface AccessPointResourceRequest {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  /** Undefined on Create, and if CloudFormation invented the id. */
  readonly id?: PhysicalId;
  readonly desired: DesiredAccessPoint;
  /** The desired state before an Update. Undefined if its properties are malformed. */
  readonly previous?: DesiredAccessPoint;
}

export function parseAccessPointResourceEvent(
  context: HandlerContext, event: ResourceEvent,
): AccessPointResourceRequest {
  const { type, accountId, physicalId, properties, oldProperties } = event;
  return {
    context,
    event,
    id: parsePhysicalId(physicalId),
    desired: parseDesiredAccessPoint(properties, accountId),
    previous:
      type === 'Update' ? parsePreviousProperties(() => parseDesiredAccessPoint(oldProperties, accountId)) : undefined,
  };
}
