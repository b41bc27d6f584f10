import { parsePolicyMarker } from '../../control/policy-marker';
import { type CloudFormationStackReader } from '../../control/stacks';
import { type ResourceEvent } from '../cloudformation/event';
import { readStackStatus } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { tryReadPolicy } from '../policy/read-policy';
import { parsePhysicalId, type SettledId } from './physical-id';
import { type AccessPointResourceRequest } from './request';

export const USED_BY_OTHER = 'another resource of the stack has it';
const CLEANUP = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
/** The states of a stack in which a resource that the template no longer declares is deleted. */
const DELETING = ['DELETE_IN_PROGRESS', CLEANUP];

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
  { context, event }: AccessPointResourceRequest, { name, alias, owner, formerOwners }: SettledId,
): Promise<string | undefined> {
  const marker = parsePolicyMarker((await tryReadPolicy(context, event, name)).established);
  // Between two of the constructs, another resource has adopted it, which becomes the owner again.
  const owners = [owner, ...formerOwners!];
  const later = marker?.owner === undefined ? -1 : owners.indexOf(marker.owner);
  const isAdopted = later >= 0 && owners.slice(later + 1).some((former, index) => marker?.formers[index] !== former);
  if (isAdopted) return 'another resource has adopted it';
  const status = await readStackStatus(context, event);
  if (status === undefined || !DELETING.includes(status)) {
    return `it was adopted, and the stack is ${status ?? 'unknown'}`;
  }
  if (status === 'DELETE_IN_PROGRESS') return undefined;
  const ids = await listIdsOfAccessPoint(context, event, alias);
  if (ids === undefined) return 'it was adopted, and CloudFormation does not list the resources of the stack';
  return ids.some((id) => id.owner !== owner) ? USED_BY_OTHER : undefined;
}

/**
 * Whether an adopter leaves the access point because another resource of its stack has adopted it.
 *
 * @param owners the adopter and the owners before it
 */
export async function hasSuccessor(
  context: HandlerContext, event: ResourceEvent, alias: string, owners: readonly (string | undefined)[],
): Promise<boolean> {
  const ids = await listIdsOfAccessPoint(context, event, alias);
  const isFound = ids?.some(({ kind, owner }) => kind !== 'created' && !owners.includes(owner));
  return isFound === true && await readStackStatus(context, event) === CLEANUP;
}

/** Returns undefined if CloudFormation does not answer. */
async function listIdsOfAccessPoint(
  { stacks }: HandlerContext, { stackId }: ResourceEvent, alias: string,
): Promise<SettledId[] | undefined> {
  const ids = await listIds(stacks, stackId);
  return ids?.map(parsePhysicalId).filter((id): id is SettledId =>
    id !== undefined && id.kind !== 'pending' && id.alias === alias);
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
