import { getProxyForUrl } from 'proxy-from-env';

/**
 * Finds a proxy of the environment that cannot be used for one of the URLs. The library that connects to a proxy would
 * end the process if it cannot decode the user.
 */
export function findUnusableProxy(urls: readonly string[]): string | undefined {
  return urls.filter((url) => url.startsWith('https:'))
    .map((url) => getProxyForUrl(url))
    .find((proxy) => proxy !== '' && !isUsableProxy(proxy));
}

function isUsableProxy(proxy: string): boolean {
  if (!URL.canParse(proxy)) return false;
  const { protocol, username, password } = new URL(proxy);
  return /^https?:$/.test(protocol) && isDecodable(username) && isDecodable(password);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
