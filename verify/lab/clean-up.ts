import { randomUUID } from 'node:crypto';
import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { DeleteMultiRegionAccessPointCommand, GetMultiRegionAccessPointCommand } from '@aws-sdk/client-s3-control';
import { MINUTE, SECOND } from '../../control/clock';
import { hasSucceeded, waitForOperation } from './access-points';
import { type LabClients } from './clients';
import { type Journal, type RemainingResource } from './journal';
import { poll } from './poll';
import { type ServiceLab } from './service-lab';

/** A resource that the clean-up left, and the reason. */
export interface LeftResource extends RemainingResource {
  readonly reason: string;
}

type CleanUpLab = Pick<ServiceLab, 'accountId' | 'clock' | 'clients'>;

const OPERATION_LIMIT = 60 * MINUTE;

/**
 * Deletes what the journal names, the newest first, and returns what it left. It deletes an access point only if its
 * alias is the alias in the journal, because S3 deletes by name and another access point can have the name by now.
 */
export async function cleanUp(lab: CleanUpLab, journal: Journal): Promise<readonly LeftResource[]> {
  const left: LeftResource[] = [];
  for (const resource of journal.listRemaining()) {
    const reason = await tryToDelete(lab, resource);
    if (reason === undefined) journal.write({ event: 'deleted', ...resource });
    else left.push({ ...resource, reason });
  }
  return left;
}

async function tryToDelete(lab: CleanUpLab, resource: RemainingResource): Promise<string | undefined> {
  try {
    return resource.kind === 'bucket'
      ? await deleteBucket(lab.clients, resource)
      : await deleteAccessPoint(lab, resource);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

async function deleteBucket({ s3 }: LabClients, { name, region }: RemainingResource): Promise<undefined> {
  try {
    await s3(region).send(new DeleteBucketCommand({ Bucket: name }));
  } catch (error) {
    if ((error as Error).name !== 'NoSuchBucket') throw error;
  }
}

async function deleteAccessPoint(lab: CleanUpLab, resource: RemainingResource): Promise<string | undefined> {
  const { name, alias, requestToken } = resource;
  // S3 refuses a deletion during the creation. A creation of this run that succeeded proves whose access point it is.
  const operation = requestToken && await waitForOperation(lab, requestToken, OPERATION_LIMIT);
  const live = await findAlias(lab, name);
  if (live === undefined) return undefined;
  if (alias === undefined && !(operation && hasSucceeded(operation))) {
    return `the journal does not prove that the run created it; S3 shows the alias ${live}`;
  }
  if (alias !== undefined && live !== alias) return `another access point has its name: ${live} instead of ${alias}`;
  await lab.clients.s3Control().send(new DeleteMultiRegionAccessPointCommand({
    AccountId: lab.accountId, ClientToken: randomUUID(), Details: { Name: name },
  }));
  const gone = await poll(lab.clock, { every: 10 * SECOND, limit: OPERATION_LIMIT }, async () =>
    (await findAlias(lab, name)) === undefined ? true : undefined);
  return gone ? undefined : 'S3 has not deleted it within an hour';
}

/** Returns the alias of an access point, an empty text if it has none yet, or undefined if it does not exist. */
async function findAlias({ accountId, clients }: CleanUpLab, name: string): Promise<string | undefined> {
  try {
    const { AccessPoint: found } = await clients.s3Control().send(
      new GetMultiRegionAccessPointCommand({ AccountId: accountId, Name: name }));
    return found?.Alias ?? '';
  } catch (error) {
    if ((error as Error).name === 'NoSuchMultiRegionAccessPoint') return undefined;
    throw error;
  }
}
