import { type Ministack } from '../emulator/ministack';

/** One request to one service of the emulator; nothing is signed, and the scope alone says whom it is for. */
export interface Question {
  readonly service: string;
  readonly path?: string;
  /** The operation of a service that speaks JSON. */
  readonly target?: string;
  readonly body?: object;
  /** The parameters of a service that speaks forms. */
  readonly form?: Readonly<Record<string, string>>;
}

export const REGION = 'eu-west-1';

/** The live state that a service reports, as text; undefined where it has nothing. */
export async function ask({ url }: Ministack, { service, path = '/', target, body, form }: Question): Promise<string | undefined> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const posted = form ? new URLSearchParams(form).toString() : target && JSON.stringify(body ?? {});
  const answer = await fetch(new URL(path, url), {
    method: posted === undefined ? 'GET' : 'POST',
    headers: {
      authorization,
      ...(target && { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    body: posted,
  });
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(`${service} answered ${answer.status}: ${text}`);
  return answer.ok ? text : undefined;
}
