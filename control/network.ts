import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { SECOND } from './clock';
import { LimitedHttpHandler } from './limited-http-handler';

/** A host that does not answer the connection is given up after this time. */
const CONNECTION_TIMEOUT = 2 * SECOND;
const MAX_SOCKETS = 50;

/** The certificates that a TLS connection trusts. Undefined: the certificates of Node.js. */
type Certificates = string[] | undefined;

/** The environment names a certificate bundle or a proxy that cannot be used. */
export class NetworkSettingError extends Error {
  public override readonly name = 'NetworkSettingError';
}

/**
 * Creates the HTTP handler of the SDK's clients. It uses HTTPS_PROXY and NO_PROXY, and trusts the certificates in
 * AWS_CA_BUNDLE, which is a file, and in CDK_S3_MRAP_CA_CERTIFICATES, which is text, in addition to the certificates of
 * Node.js.
 *
 * @param environment read at the first request
 */
export function createHttpHandler(environment: NodeJS.ProcessEnv = process.env): LimitedHttpHandler {
  const handlers = new Map<string, NodeHttpHandler>();
  return new LimitedHttpHandler(({ protocol, hostname, port }) => {
    const proxy = protocol === 'https:' ? findProxy(hostname, port) : '';
    const handler = handlers.get(proxy) ?? createHandler(proxy, readCertificates(environment));
    handlers.set(proxy, handler);
    return handler;
  });
}

/** Returns the URL of the proxy for a host, or an empty text. The library reads the environment of the process. */
function findProxy(hostname: string, port: number | undefined): string {
  return getProxyForUrl(`https://${hostname}${port === undefined ? '' : `:${port}`}`);
}

function createHandler(proxy: string, ca: Certificates): NodeHttpHandler {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS, ...(ca && { ca }) };
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT,
    httpsAgent: proxy === '' ? new Agent(options) : createProxyAgent(proxy, options),
  });
}

function createProxyAgent(proxy: string, options: object): Agent {
  if (!URL.canParse(proxy)) throw new NetworkSettingError(`HTTPS_PROXY is ${JSON.stringify(proxy)}, expected a URL`);
  const agent = new HttpsProxyAgent(proxy, options);
  // The constructor keeps its options for the connection to the proxy only.
  Object.assign(agent.options, options);
  return agent as unknown as Agent;
}

/** Reads the additional certificates. A given list replaces the certificates of Node.js, so they are added again. */
export function readCertificates(environment: NodeJS.ProcessEnv): Certificates {
  const { AWS_CA_BUNDLE: file, CDK_S3_MRAP_CA_CERTIFICATES: text, NODE_EXTRA_CA_CERTS: extra } = environment;
  if (!file && !text) return undefined;
  return [
    ...rootCertificates,
    ...(extra ? [readBundle('NODE_EXTRA_CA_CERTS', extra)] : []),
    ...(file ? [readBundle('AWS_CA_BUNDLE', file)] : []),
    ...(text ? [text] : []),
  ];
}

function readBundle(variable: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new NetworkSettingError(`${variable}: ${(error as Error).message}; set it to a file with certificates`);
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new NetworkSettingError(`${variable}: ${file} contains no certificate in PEM format`);
}
