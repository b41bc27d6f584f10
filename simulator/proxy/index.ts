// Not part of simulator/index.ts: programs load this module on demand, because most runs need no certificates.
export { listenAsProxy, type ListeningProxy, type ProxyOptions } from './listen-as-proxy';
export { makeProxyEnvironment } from './proxy-environment';
export type { TrustFiles } from './trust-folder';
