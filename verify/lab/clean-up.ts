import { randomUUID } from 'node:crypto';
import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { type AsyncOperation, DeleteMultiRegionAccessPointCommand } from '@aws-sdk/client-s3-control';
import { MINUTE, SECOND } from '../../control/clock';
import { type LeftResource as NamedReason } from '../model/probe-run';
import { getAccessPoint, hasSucceeded, waitForOperation } from './access-points';
import { isExplicit, requireAnswer } from './answers';
import { deleteObject } from './delete-object';
import { type Journal, type RemainingResource, type ResourceKind } from './journal';
import { poll, pollUntilVisible } from './poll';
import { type ServiceLab } from './service-lab';

/** A resource that the clean-up left, and the reason. */
export interface LeftResource extends RemainingResource, NamedReason {}

/** Deletes a stack, and returns the reason if it leaves the stack. */
export type DeleteStack = (resource: RemainingResource) => Promise<string | undefined>;

type CleanUpLab = Pick<ServiceLab, 'accountId' | 'clock' | 'clients'> & { readonly deleteStack?: DeleteStack };

/** An access point can need half an hour. */
const OPERATION_LIMIT = 60 * MINUTE;

/** The clean-up deletes the resources of a phase side by side, because an access point needs many minutes. */
const PHASES: readonly (readonly ResourceKind[])[] = [
  ['access-point', 'stack'], ['object'], ['bucket', 'support-stack'],
];

/**
 * Deletes what the journal names, and returns what it left. It deletes an access point only if its alias is the alias
 * in the journal, because S3 deletes by name and another access point can have the name by now. It deletes a stack by
 * its ARN.
 */
export async function cleanUp(lab: CleanUpLab, journal: Journal): Promise<readonly LeftResource[]> {
  const left: LeftResource[] = [];
  for (const kinds of PHASES) {
    const resources = journal.listRemaining().filter(({ kind }) => kinds.includes(kind));
    const reasons = await Promise.all(resources.map(async (resource) =>
      (await tryToDelete(lab, journal, resource)) ?? noteDeletion(journal, resource)));
    resources.forEach((resource, index) => {
      const reason = reasons[index];
      if (reason !== undefined) left.push({ ...resource, reason });
    });
  }
  return left;
}

/** Returns the reason if the journal cannot be written. A repeated clean-up then deletes the resource again. */
function noteDeletion(journal: Journal, resource: RemainingResource): string | undefined {
  try {
    journal.write({ event: 'deleted', ...resource });
    return undefined;
  } catch (error) {
    return `only in the journal, which cannot be written: ${(error as Error).message}`;
  }
}

async function tryToDelete(
  lab: CleanUpLab, journal: Journal, resource: RemainingResource,
): Promise<string | undefined> {
  try {
    switch (resource.kind) {
      case 'bucket': return await deleteBucket(lab, journal, resource);
      case 'object': return await deleteObject(lab, resource);
      case 'access-point': return await deleteAccessPoint(lab, resource);
      default: return lab.deleteStack === undefined ? 'this run has no stacks' : await lab.deleteStack(resource);
    }
  } catch (error) {
    return describeError(error);
  }
}

function describeError(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`;
}

async function deleteBucket(
  lab: CleanUpLab, journal: Journal, { name, region }: RemainingResource,
): Promise<string | undefined> {
  const { accountId, clock, clients } = lab;
  const input = { Bucket: name, ExpectedBucketOwner: accountId };
  let problem: string | undefined;
  await pollUntilVisible(clock, async () => {
    problem = undefined;
    try {
      requireAnswer(await clients.s3(region).send(new DeleteBucketCommand(input)));
      return true;
    } catch (error) {
      if (isExplicit(error, 'NoSuchBucket')) return undefined;
      const objects = isExplicit(error, 'BucketNotEmpty') ? journal.listObjects(name) : [];
      if (objects.length === 0 && !isExplicit(error, 'OperationAborted')) throw error;
      problem = describeError(error);
      // Replication can have copied an object after the clean-up deleted it.
      for (const object of objects) await deleteObject(lab, object);
      return undefined;
    }
  });
  return problem;
}

async function deleteAccessPoint(lab: CleanUpLab, resource: RemainingResource): Promise<string | undefined> {
  const { name, alias, requestToken } = resource;
  // S3 refuses a deletion during the creation. A creation of this run that succeeded proves whose access point it is.
  const operation = requestToken && await waitForRememberedOperation(lab, requestToken);
  const live = await pollUntilVisible(lab.clock, async () => findAlias(lab, name));
  if (live === undefined) return undefined;
  if (alias === undefined && !(operation && isCreationOf(name, operation))) {
    return `the journal does not prove that the run created it; S3 shows the alias ${live}`;
  }
  if (alias !== undefined && live !== alias) return describeOther(live, alias);
  let isRequested = await requestDeletion(lab, name);
  const end = await poll(lab.clock, { every: 10 * SECOND, limit: OPERATION_LIMIT }, async () => {
    const current = await findAlias(lab, name);
    if (current === undefined) return 'deleted';
    if (current !== live) return describeOther(current, live);
    isRequested ||= await requestDeletion(lab, name);
    return undefined;
  });
  return end === 'deleted' ? undefined : end ?? 'S3 has not deleted it within an hour';
}

function describeOther(found: string, expected: string): string {
  return `another access point has its name: ${found} instead of ${expected}`;
}

/** Returns false during another operation, which can be the deletion of an interrupted run. */
async function requestDeletion(lab: CleanUpLab, name: string): Promise<boolean> {
  try {
    await lab.clients.s3Control().send(new DeleteMultiRegionAccessPointCommand({
      AccountId: lab.accountId, ClientToken: randomUUID(), Details: { Name: name },
    }));
    return true;
  } catch (error) {
    if (isExplicit(error, 'OperationAborted')) return false;
    throw error;
  }
}

/** Whether the operation created the access point. The token in the journal can be of another request. */
function isCreationOf(name: string, operation: AsyncOperation): boolean {
  return hasSucceeded(operation) && operation.RequestParameters?.CreateMultiRegionAccessPointRequest?.Name === name;
}

/** Returns undefined if S3 does not remember the operation, or if it has not ended within an hour. */
async function waitForRememberedOperation(lab: CleanUpLab, token: string): Promise<AsyncOperation | undefined> {
  try {
    return await waitForOperation(lab, token, OPERATION_LIMIT);
  } catch (error) {
    if (isExplicit(error, 'NoSuchAsyncRequest')) return undefined;
    throw error;
  }
}

/** Returns the alias of an access point, an empty text if it has none yet, or undefined if it does not exist. */
async function findAlias(lab: CleanUpLab, name: string): Promise<string | undefined> {
  try {
    const { Alias: alias = '' } = await getAccessPoint(lab, name, lab.clients);
    return alias;
  } catch (error) {
    if (isExplicit(error, 'NoSuchMultiRegionAccessPoint')) return undefined;
    throw error;
  }
}
