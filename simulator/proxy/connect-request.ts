import { classifyHost } from './aws-hosts';

export interface ConnectRules {
  /** Whether hosts that do not belong to AWS are reachable. */
  readonly passthrough: boolean;
}

export type ConnectDecision =
  | { readonly kind: 'simulate'; readonly host: string }
  | { readonly kind: 'pass'; readonly host: string; readonly port: number }
  | { readonly kind: 'refuse'; readonly message: string };

const AUTHORITY = /^(?<host>[a-z0-9.-]+|\[[0-9a-f:.]+\]):(?<port>\d{1,5})$/i;
const HTTPS_PORT = 443;

function refuse(message: string): ConnectDecision {
  return { kind: 'refuse', message };
}

/** Decides about the target of a CONNECT request, such as `sts.eu-west-1.amazonaws.com:443`. */
export function decideConnect(target: string, { passthrough }: ConnectRules): ConnectDecision {
  const { host, port } = AUTHORITY.exec(target)?.groups ?? {};
  if (host === undefined) return refuse('the target of CONNECT must be a host and a port');
  switch (classifyHost(host)) {
    case 'simulated':
      return Number(port) === HTTPS_PORT
        ? { kind: 'simulate', host: host.toLowerCase() }
        : refuse(`${host} answers on port 443 only, not on port ${port}`);
    case 'other-aws':
      return refuse(`the simulator does not simulate ${host}, and the proxy connects to no host of AWS`);
    case 'foreign':
      return passthrough
        ? { kind: 'pass', host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
        : refuse(`the proxy does not connect to ${host} without --passthrough`);
  }
}
