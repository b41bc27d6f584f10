import { type ListeningProxy } from './listen-as-proxy';

/** Quotes a value for JAVA_TOOL_OPTIONS, in which spaces separate options. */
function quoteForJava(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}

/**
 * Returns the variables that make programs use the proxy. The AWS CLI, the SDKs for Python and Java and curl need no
 * other change. The SDK for JavaScript ignores these variables and needs an agent for proxies.
 */
export function makeProxyEnvironment({ url, port, trust }: Pick<ListeningProxy, 'url' | 'port' | 'trust'>) {
  const properties = {
    // The HTTP client of Apache reads the properties without "s" for HTTPS too.
    'http.proxyHost': '127.0.0.1',
    'http.proxyPort': String(port),
    'http.nonProxyHosts': 'localhost|127.*',
    'https.proxyHost': '127.0.0.1',
    'https.proxyPort': String(port),
    'javax.net.ssl.trustStore': trust.javaTrustStore,
    'javax.net.ssl.trustStoreType': 'PKCS12',
  };
  const javaOptions = Object.entries(properties).map(([name, value]) => quoteForJava(`-D${name}=${value}`)).join(' ');
  return {
    HTTPS_PROXY: url,
    https_proxy: url,
    NO_PROXY: '',
    no_proxy: '',
    AWS_CA_BUNDLE: trust.bundle,
    REQUESTS_CA_BUNDLE: trust.bundle,
    SSL_CERT_FILE: trust.bundle,
    CURL_CA_BUNDLE: trust.bundle,
    NODE_EXTRA_CA_CERTS: trust.certificate,
    JAVA_TOOL_OPTIONS: javaOptions,
  };
}
