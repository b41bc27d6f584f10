import { InvokeCommand } from '@aws-sdk/client-lambda';
import { describeAnswer } from './access-point-objects';
import { type AccessPoint } from './access-points';
import { type Page, type ServiceLab } from './service-lab';
import { type SignedRequest, signObjectRequest } from './signed-request';
import { requireOutputs } from './stack-template';
import { makePrivateNetworkTemplate } from './templates/private-network';

/** A VPC without internet, in which a function sends requests through an endpoint for access points. */
export interface PrivateNetwork {
  readonly endpointId: string;
  readonly functionName: string;
}

/** The result of a request from the VPC. */
export type FunctionAnswer = Page | { readonly error: string };

export async function deployPrivateNetwork(lab: ServiceLab, accessPoint: AccessPoint): Promise<PrivateNetwork> {
  const [region] = lab.memberRegions;
  const { EndpointId: endpointId, FunctionName: functionName } =
    requireOutputs(await lab.deployStack(region, makePrivateNetworkTemplate(accessPoint)));
  return { endpointId, functionName };
}

/** Gets objects from the VPC, and describes the answers in the same order. */
export async function getObjectsFromNetwork(
  lab: ServiceLab, accessPoint: AccessPoint, { functionName }: PrivateNetwork, keys: readonly string[],
): Promise<readonly string[]> {
  const requests = await Promise.all(keys.map(async (key) => signObjectRequest(lab, accessPoint, key)));
  const answers = await invoke(lab, functionName, requests);
  return answers.map((answer, index) => (
    'error' in answer ? `no answer (${answer.error})` : describeAnswer(answer, keys[index])));
}

async function invoke(
  lab: ServiceLab, functionName: string, requests: readonly SignedRequest[],
): Promise<readonly FunctionAnswer[]> {
  const [region] = lab.memberRegions;
  const { FunctionError: failure, Payload: payload } = await lab.clients.lambda(region).send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(requests) }));
  const answer = JSON.parse(payload?.transformToString() ?? 'null') as unknown;
  if (failure === undefined && Array.isArray(answer) && answer.length === requests.length) {
    return answer as readonly FunctionAnswer[];
  }
  const { errorType = 'an unknown error' } = Object(answer) as { readonly errorType?: string };
  throw new Error(`the function in the VPC failed with ${errorType}`);
}
