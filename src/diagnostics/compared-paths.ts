import { type Finding } from './finding';

/** The constructs or resources that a finding compares. They are not part of the output of the linter. */
const PATHS = new WeakMap<Finding, readonly string[]>();

/** Registers the paths among the arguments of a finding. */
export function registerComparedPaths(finding: Finding, args: unknown): Finding {
  const { paths } = args as { readonly paths?: unknown };
  if (Array.isArray(paths)) PATHS.set(finding, paths.map(String));
  return finding;
}

/** Lists the paths of the constructs that a finding compares. */
export function listComparedPaths(finding: Finding): readonly string[] {
  return PATHS.get(finding) ?? [];
}
