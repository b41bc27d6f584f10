import { inspect } from 'node:util';
import { SECRETS_OF_EVENTS } from '../../driver/cloudformation';

/** The environment of the handlers. Its values must not leave the process. */
const SECRET_ENVIRONMENT: Readonly<Record<string, string>> = {
  AWS_SECRET_ACCESS_KEY: 'planted-secret-access-key',
  AWS_SESSION_TOKEN: 'planted-session-token',
  HTTPS_PROXY: 'http://user:planted-proxy-password@proxy.invalid:3128',
};

/** No log, error, response or call of a handler may contain them. */
const SECRETS: readonly string[] = [
  ...SECRETS_OF_EVENTS, SECRET_ENVIRONMENT.AWS_SECRET_ACCESS_KEY, SECRET_ENVIRONMENT.AWS_SESSION_TOKEN,
  'planted-proxy-password',
];

/** The secrets of the credentials of an SDK client. */
export const PLANTED_CREDENTIALS = {
  secretAccessKey: SECRET_ENVIRONMENT.AWS_SECRET_ACCESS_KEY,
  sessionToken: SECRET_ENVIRONMENT.AWS_SESSION_TOKEN,
};

const CONSOLE_METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const;

/**
 * Runs a schedule with secrets in the environment, and passes its output to a function. Libraries write debug output to
 * the standard streams without the console.
 */
export async function withPlantedSecrets<T>(onOutput: (text: string) => void, run: () => Promise<T>): Promise<T> {
  const environment = Object.keys(SECRET_ENVIRONMENT).map((name) => [name, process.env[name]] as const);
  const methods = CONSOLE_METHODS.map((name) => [name, console[name]] as const);
  Object.assign(process.env, SECRET_ENVIRONMENT);
  const write = (...values: unknown[]) => onOutput(values.map(showValue).join(' '));
  for (const name of CONSOLE_METHODS) console[name] = write;
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const);
  for (const [stream] of streams) stream.write = makeWrite(onOutput);
  try {
    return await run();
  } finally {
    for (const [stream, method] of streams) stream.write = method;
    for (const [name, method] of methods) console[name] = method;
    for (const [name, value] of environment) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Makes a `write` of a stream that passes the text on. The stream prints nothing. */
function makeWrite(onOutput: (text: string) => void): typeof process.stdout.write {
  return (chunk: Uint8Array | string, ...rest: unknown[]) => {
    onOutput(Buffer.from(chunk).toString());
    const callback = rest.find((entry) => typeof entry === 'function');
    if (callback) callback();
    return true;
  };
}

/**
 * Adds the parts of the request and the response to an error of S3, as the SDK and S3 do. S3 repeats the signed request
 * in some errors, with its session token.
 */
export function addSecretsToError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const request = `x-amz-security-token:${SECRET_ENVIRONMENT.AWS_SESSION_TOKEN}`;
  Object.assign(error, { CanonicalRequest: request });
  // The response of an error of the SDK cannot be replaced.
  return '$response' in error ? error : Object.assign(error, { $response: { headers: {}, body: request } });
}

/** Renders a value with all its parts. The runtime of Lambda also logs the properties of an error. */
export function showValue(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: Infinity });
}

export function containsSecret(text: string): boolean {
  return SECRETS.some((secret) => text.includes(secret));
}
