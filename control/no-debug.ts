/**
 * Replaces the package `debug` in the bundles. The proxy client would write the address of the proxy, which can contain
 * a password, if the environment variable `DEBUG` is set.
 */
export default function createDebug(): () => void {
  return () => undefined;
}
