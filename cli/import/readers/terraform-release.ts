import { type OtherToolResource } from '../imported-state';
import { type TerraformResource } from './terraform-resources';

/** Terraform reads `removed` blocks since this version. Source: https://developer.hashicorp.com/terraform/language/upgrade-guides */
const REMOVED_BLOCKS = [1, 7] as const;

/**
 * Chooses how Terraform gives up resources. A `removed` block gives up all instances of a resource, so other instances
 * need a command for each instance.
 */
export function makeTerraformRelease(
  resources: readonly TerraformResource[], released: readonly TerraformResource[], version: string | undefined,
): OtherToolResource[] {
  const count = (address: string) => resources.filter((entry) => omitKeys(entry.address) === omitKeys(address)).length;
  const canUseBlocks = supportsRemovedBlocks(version) && released.every(({ address }) => count(address) === 1);
  return released.map(({ address }) => (canUseBlocks
    ? { tool: 'Terraform', address: omitKeys(address) }
    : { tool: 'Terraform', address, needsCommand: true }));
}

/** Removes the keys of instances from an address. */
function omitKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}

function supportsRemovedBlocks(version: string | undefined): boolean {
  if (version === undefined) return true;
  const [major, minor = 0] = version.split('.').map(Number);
  return major > REMOVED_BLOCKS[0] || (major === REMOVED_BLOCKS[0] && minor >= REMOVED_BLOCKS[1]);
}
