import { isConnectionFailure, toFailure } from '../../control/failure';
import { type AccessPoint } from './access-points';
import { type Page, type ServiceLab } from './service-lab';
import { signObjectRequest } from './signed-request';

/** How S3 shows a denial by a policy. Signatures that it does not accept have other codes. */
export const DENIED = '403 AccessDenied';

/** Gets an object of an access point from the computer of the run, and describes the answer. */
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

/**
 * Describes the answer to a request for an object: `200`, or the status and the code of S3. The content of an error can
 * repeat signed headers, so only its code is shown.
 */
export function describeAnswer({ status, body }: Page, key: string): string {
  if (status === 200) return body === key ? '200' : '200 with other content';
  return `${status} ${/<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? 'without a code'}`;
}
