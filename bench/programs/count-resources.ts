import { type CloudAssembly } from 'aws-cdk-lib/cx-api';

/** Counts the resources of each type in each Region. */
export function countResources(assembly: CloudAssembly): string[] {
  const counts = new Map<string, number>();
  for (const { environment, template } of assembly.stacks) {
    for (const { Type: type } of Object.values(
      (template as { Resources: Record<string, { Type: string }> }).Resources,
    )) {
      const key = `${environment.region} ${type}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, count]) => `${key}: ${count}`).sort();
}
