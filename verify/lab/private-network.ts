import { InvokeCommand } from '@aws-sdk/client-lambda';
import { isConnectionFailure, toFailure } from '../../control/failure';
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

/** How S3 shows a denial by a policy. Signatures that it does not accept have other codes. */
export const DENIED = '403 AccessDenied';

export async function deployPrivateNetwork(lab: ServiceLab, accessPoint: AccessPoint): Promise<PrivateNetwork> {
  const [region] = lab.memberRegions;
  const { EndpointId: endpointId, FunctionName: functionName } =
    requireOutputs(await lab.deployStack(region, makePrivateNetworkTemplate(accessPoint)));
  return { endpointId, functionName };
}

/** Gets objects from the VPC, and describes the answers in the same order: `200`, or the status and the code of S3. */
export async function getObjectsFromNetwork(
  lab: ServiceLab, accessPoint: AccessPoint, { functionName }: PrivateNetwork, keys: readonly string[],
): Promise<readonly string[]> {
  const requests = await Promise.all(keys.map(async (key) => signObjectRequest(lab, accessPoint, key)));
  const answers = await invoke(lab, functionName, requests);
  return keys.map((key, index) => describeAnswer(answers[index], key));
}

/** Gets an object from the computer of the run, and describes the answer. */
export async function getObjectFromOutside(lab: ServiceLab, accessPoint: AccessPoint, key: string): Promise<string> {
  const { url, headers } = await signObjectRequest(lab, accessPoint, key);
  try {
    return describeAnswer(await lab.getPage(url, headers), key);
  } catch (error) {
    const failure = toFailure(error);
    if (isConnectionFailure(failure)) return `no answer (${failure.code})`;
    throw error;
  }
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

/** The content of an error of S3 can repeat signed headers, so only its code is shown. */
function describeAnswer(answer: FunctionAnswer, key: string): string {
  if ('error' in answer) return `no answer (${answer.error})`;
  const { status, body } = answer;
  if (status === 200) return body === key ? '200' : '200 with other content';
  return `${status} ${/<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? 'without a code'}`;
}
