import { randomUUID } from 'node:crypto';
import {
  type AsyncOperation, CreateMultiRegionAccessPointCommand, DescribeMultiRegionAccessPointOperationCommand,
  GetMultiRegionAccessPointCommand, GetMultiRegionAccessPointPolicyCommand, GetMultiRegionAccessPointRoutesCommand,
  type MultiRegionAccessPointReport, PutMultiRegionAccessPointPolicyCommand,
  SubmitMultiRegionAccessPointRoutesCommand,
} from '@aws-sdk/client-s3-control';
import { MINUTE, SECOND } from '../../control/clock';
import { type FailureKind } from '../../control/failure';
import { makeDomainName } from '../../src/facts/identifiers';
import { type LabClients } from './clients';
import { poll } from './poll';
import { OperationFailure, requireRefusal } from './refusal';
import { type ServiceLab } from './service-lab';

/** An access point of the run. */
export interface AccessPoint {
  readonly name: string;
  readonly arn: string;
  readonly members: readonly { readonly bucket: string; readonly region: string }[];
}

/** An accepted request of an asynchronous operation. */
export interface AcceptedRequest {
  readonly token: string;
  readonly acceptedAt: number;
}

/** A request that the service has answered, as CloudTrail identifies it. */
export interface SentRequest {
  readonly requestId?: string;
  readonly sentAt: number;
}

/** The longest time that AWS names for the creation of an access point. */
const CREATION_LIMIT = 24 * 60 * MINUTE;
const POLICY_LIMIT = 10 * MINUTE;

/** Writes the access point into the journal, and sends the request that creates it. */
export async function requestAccessPoint(
  lab: ServiceLab, name: string, buckets: readonly string[],
  { clientToken = randomUUID(), clients = lab.clients }: { clientToken?: string; clients?: LabClients } = {},
): Promise<AcceptedRequest> {
  lab.planAccessPoint(name);
  const { RequestTokenARN } = await clients.s3Control().send(new CreateMultiRegionAccessPointCommand({
    AccountId: lab.accountId,
    ClientToken: clientToken,
    Details: { Name: name, Regions: buckets.map((Bucket) => ({ Bucket })) },
  }));
  const acceptedAt = lab.clock.now();
  if (RequestTokenARN === undefined) throw new Error(`S3 accepted the creation of ${name} without a request token`);
  lab.noteAcceptedCreation(name, RequestTokenARN);
  return { token: RequestTokenARN, acceptedAt };
}

/** Returns the access point and writes its alias into the journal, or returns undefined if S3 does not show it. */
export async function findAccessPoint(
  lab: ServiceLab, name: string, clients = lab.clients,
): Promise<MultiRegionAccessPointReport | undefined> {
  try {
    const found = await getAccessPoint(lab, name, clients);
    if (found.Alias !== undefined) lab.identifyAccessPoint(name, found.Alias);
    return found;
  } catch (error) {
    if ((error as Error).name === 'NoSuchMultiRegionAccessPoint') return undefined;
    throw error;
  }
}

/**
 * Gets an access point. Throws if the answer is about another access point or has an alias that S3 never makes: the
 * run would change routes of others by this alias.
 */
export async function getAccessPoint(
  { accountId }: Pick<ServiceLab, 'accountId'>, name: string, { s3Control }: Pick<LabClients, 's3Control'>,
): Promise<MultiRegionAccessPointReport> {
  const { AccessPoint: found = {} } = await s3Control().send(
    new GetMultiRegionAccessPointCommand({ AccountId: accountId, Name: name }));
  const { Name: shownName, Alias: alias = 'm.mrap' } = found;
  if (shownName === name && ALIAS.test(alias)) return found;
  throw new Error(
    `S3 answered GetMultiRegionAccessPoint of ${name} with the name ${shownName} and the alias ${alias}; expected the `
    + 'same name, and an alias of S3');
}

/** Returns the host name for requests for objects. */
export function findHostName({ arn }: Pick<AccessPoint, 'arn'>): string {
  return makeDomainName(arn.replace(/^.*accesspoint\//, ''));
}

const ALIAS = /^[a-z][a-z0-9]*\.mrap$/;

/** Whether an operation that has ended succeeded. */
export function hasSucceeded({ RequestStatus: status = '' }: AsyncOperation): boolean {
  return /^(SUCCEEDED|SUCCESS)$/.test(status);
}

/** Waits until an asynchronous operation has ended, and returns its report. */
export async function waitForOperation(
  lab: Pick<ServiceLab, 'accountId' | 'clock' | 'clients'>, token: string, limit: number, clients = lab.clients,
): Promise<AsyncOperation | undefined> {
  return poll(lab.clock, { every: 5 * SECOND, limit }, async () => {
    const { AsyncOperation: operation } = await clients.s3Control().send(
      new DescribeMultiRegionAccessPointOperationCommand({ AccountId: lab.accountId, RequestTokenARN: token }));
    const hasEnded = operation !== undefined && (hasSucceeded(operation) || operation.RequestStatus === 'FAILED');
    return hasEnded ? operation : undefined;
  });
}

/** Creates an access point and waits until it is ready. Throws if S3 does not create it. */
export async function createAccessPoint(lab: ServiceLab): Promise<AccessPoint> {
  const buckets = [];
  for (const region of lab.memberRegions) buckets.push({ region, bucket: await lab.createBucket(region, 'Enabled') });
  const name = lab.makeName();
  const { token } = await requestAccessPoint(lab, name, buckets.map(({ bucket }) => bucket));
  await waitForOperation(lab, token, CREATION_LIMIT);
  const ready = await poll(lab.clock, { every: 5 * SECOND, limit: POLICY_LIMIT }, async () => {
    const found = await findAccessPoint(lab, name);
    return found?.Status === 'READY' && found.Alias !== undefined ? found : undefined;
  });
  if (ready === undefined) throw new Error(`S3 did not create the access point ${name}`);
  return { name, arn: `arn:aws:s3::${lab.accountId}:accesspoint/${ready.Alias!}`, members: buckets };
}

/** Sends the request that puts a policy. */
export async function requestPolicy(
  lab: ServiceLab, { name }: AccessPoint, policy: string,
): Promise<SentRequest & { readonly token: string }> {
  const sentAt = lab.clock.now();
  const { RequestTokenARN: token, $metadata: { requestId } } = await lab.clients.s3Control().send(
    new PutMultiRegionAccessPointPolicyCommand({
      AccountId: lab.accountId,
      ClientToken: randomUUID(),
      Details: { Name: name, Policy: policy },
    }));
  return { requestId, sentAt, token: token! };
}

/**
 * Puts a policy, waits for its operation, and returns the code with which S3 refused the policy. Throws if S3 did not
 * decide about the policy, also if the caller may not put it.
 *
 * @param others the kinds of errors that count as a refusal, too. S3 denies a public policy.
 */
export async function putPolicy(
  lab: ServiceLab, accessPoint: AccessPoint, policy: string, others: readonly FailureKind[] = [],
): Promise<string | undefined> {
  const sent = await requestPolicy(lab, accessPoint, policy).catch((error: unknown) => requireRefusal(error, others));
  if ('code' in sent) return sent.code;
  const operation = await waitForOperation(lab, sent.token, POLICY_LIMIT);
  if (operation === undefined) throw new Error('the operation of a policy has not ended after ten minutes');
  if (hasSucceeded(operation)) return undefined;
  const { Code: code = 'a failure without a code', Message: message = '' } =
    operation.ResponseDetails?.ErrorDetails ?? {};
  return requireRefusal(new OperationFailure(code, message), others).code;
}

/** Makes a policy that allows the account to read through the access point, with changes of policy and statement. */
export function makePolicy(
  { arn }: AccessPoint, accountId: string, fields: object = {}, statement: object = {},
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    ...fields,
    Statement: [{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 's3:GetObject',
      Resource: `${arn}/object/*`,
      ...statement,
    }],
  });
}

export async function readPolicies(lab: ServiceLab, { name }: AccessPoint) {
  const { Policy: policies } = await lab.clients.s3Control().send(
    new GetMultiRegionAccessPointPolicyCommand({ AccountId: lab.accountId, Name: name }));
  return { established: policies?.Established?.Policy, proposed: policies?.Proposed?.Policy };
}

/** Submits the table in which only this member is active. */
export async function activateMember(
  lab: ServiceLab, { arn, members }: AccessPoint, region: string, controlRegion: string, clients = lab.clients,
): Promise<SentRequest> {
  const sentAt = lab.clock.now();
  const { $metadata: { requestId } } = await clients.s3Control(controlRegion).send(
    new SubmitMultiRegionAccessPointRoutesCommand({
      AccountId: lab.accountId,
      Mrap: arn,
      RouteUpdates: members.map((member) => ({
        Bucket: member.bucket, TrafficDialPercentage: member.region === region ? 100 : 0,
      })),
    }));
  return { requestId, sentAt };
}

/** Returns the active Regions that a control Region shows, sorted. */
export async function readActiveRegions(
  lab: ServiceLab, { name, arn, members }: AccessPoint, controlRegion: string, clients = lab.clients,
): Promise<readonly string[]> {
  const { Routes: routes = [] } = await clients.s3Control(controlRegion).send(
    new GetMultiRegionAccessPointRoutesCommand({ AccountId: lab.accountId, Mrap: arn }));
  if (routes.length !== members.length) {
    throw new Error(`S3 shows ${routes.length} routes of ${name} in ${controlRegion}; expected ${members.length}`);
  }
  return routes.filter((route) => route.TrafficDialPercentage === 100).map((route) => route.Region!).sort();
}
