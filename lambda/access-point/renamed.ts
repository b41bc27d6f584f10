import { type CloudFormationStackReader } from '../../control/stacks';
import { type ResourceEvent } from '../cloudformation/event';
import { readStackStatus } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { parsePhysicalId, type SettledId } from './physical-id';
import { type AccessPointResourceRequest } from './request';

/** The states of a stack in which a resource that the template no longer declares is deleted. */
const DELETING = ['DELETE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'];

/**
 * Returns the id of the resource of the same stack that created an access point with this name. If the creation adopts
 * this access point, the construct was renamed. Returns undefined if there is none, or if CloudFormation does not
 * answer.
 */
export async function findFormerResource(
  { stacks }: HandlerContext, { stackId }: ResourceEvent, name: string,
): Promise<string | undefined> {
  const ids = await listIds(stacks, stackId);
  return ids?.find((text) => {
    const id = parsePhysicalId(text);
    return id?.name === name && (id.kind === 'created' || id.kind === 'renamed');
  });
}

/**
 * Returns why the access point of a renamed construct is not deleted. Returns undefined if CloudFormation deletes the
 * resource because the template no longer declares it, and if no other resource of the stack has the access point.
 */
export async function findReasonToKeepRenamed(
  { context, event }: AccessPointResourceRequest, { alias }: SettledId,
): Promise<string | undefined> {
  const status = await readStackStatus(context, event);
  if (status === undefined || !DELETING.includes(status)) {
    return `it was adopted, and the stack is ${status ?? 'unknown'}`;
  }
  if (status === 'DELETE_IN_PROGRESS') return undefined;
  const ids = await listIds(context.stacks, event.stackId);
  if (ids === undefined) return 'it was adopted, and CloudFormation does not list the resources of the stack';
  const isUsed = ids.some((text) => {
    const id = parsePhysicalId(text);
    return text !== event.physicalId && id !== undefined && id.kind !== 'pending' && id.alias === alias;
  });
  return isUsed ? 'another resource of the stack has it' : undefined;
}

async function listIds(
  stacks: CloudFormationStackReader | undefined, stackId: string,
): Promise<readonly string[] | undefined> {
  try {
    const resources = await stacks?.listResources(stackId);
    return resources?.filter(({ status }) => status !== 'DELETE_COMPLETE').map(({ physicalId }) => physicalId);
  } catch {
    return undefined;
  }
}
