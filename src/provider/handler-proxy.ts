/**
 * The proxy through which the Lambda functions behind the custom resources of a stack call AWS.
 */
export interface HandlerProxy {
  /**
   * The URL of the HTTP proxy, for example `http://proxy.example.com:3128`. It is stored in the template and in the
   * environment of the functions, so it must not contain a password.
   */
  readonly url: string;

  /**
   * The hosts that the functions call without the proxy, for example `.us-west-2.amazonaws.com`.
   *
   * @default - the functions call all hosts through the proxy
   */
  readonly noProxy?: string[];

  /**
   * Certificates in PEM format that the functions trust in addition to the certificates of Node.js. A proxy that
   * decrypts traffic needs its own certificate here.
   *
   * @default - the functions trust the certificates of Node.js
   */
  readonly caCertificates?: string;
}

/** Renders the environment variables that the HTTP client of the functions reads. */
export function makeProxyEnvironment(proxy: HandlerProxy | undefined): { [name: string]: string } {
  if (proxy === undefined) return {};
  const { url, noProxy = [], caCertificates } = proxy;
  return {
    HTTPS_PROXY: url,
    ...(noProxy.length > 0 && { NO_PROXY: noProxy.join(',') }),
    ...(caCertificates !== undefined && { CDK_S3_MRAP_CA_CERTIFICATES: caCertificates }),
  };
}
