import { type Ministack } from '../emulator/ministack';

/** An unsigned request to one service of the emulator, which the credential scope selects. */
export interface StateQuery {
  readonly service: string;
  readonly region?: string;
  readonly path?: string;
  /** The operation of a service with a JSON protocol. */
  readonly target?: string;
  readonly body?: object;
  /** The parameters of a service with the query protocol. */
  readonly form?: Readonly<Record<string, string>>;
}

export const REGION = 'eu-west-1';

/** Returns the response body of a query, or undefined if the resource does not exist. */
export async function queryState(
  { url }: Ministack,
  { service, region = REGION, path = '/', target, body, form }: StateQuery,
): Promise<string | undefined> {
  const credential = `test/20260101/${region}/${service}/aws4_request`;
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const requestBody = form ? new URLSearchParams(form).toString() : target && JSON.stringify(body ?? {});
  const response = await fetch(new URL(path, url), {
    method: requestBody === undefined ? 'GET' : 'POST',
    headers: {
      authorization,
      ...(target && { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    body: requestBody,
  });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${service} responded with ${response.status}: ${text}`);
  return response.ok ? text : undefined;
}
