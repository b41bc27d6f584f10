import { MRAP774_INCONSISTENT_GENERATIONS } from '../definitions/options';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/**
 * The id of the only generation if none are declared. The access point of this generation has the name without an id.
 */
export const FIRST_ACCESS_POINT_GENERATION_ID = '1';

export interface DeclaredGeneration {
  readonly id: string;
  readonly regions: readonly string[];
}

/** The name of the access point of a generation. */
export function generationName(name: string, id: string): string {
  return id === FIRST_ACCESS_POINT_GENERATION_ID ? name : `${name}-${id}`;
}

/** Checks the generations of one access point. */
export function checkAccessPointGenerations(
  generations: readonly DeclaredGeneration[], regions: readonly string[],
): Finding[] {
  const withoutBucket = (named: readonly string[]) => named.filter((region) => !regions.includes(region));
  const duplicates = [...groupBy(generations, ({ id }) => id)].filter(([, same]) => same.length > 1);
  const problems = [
    ...(generations.length === 0 ? ['none'] : []),
    ...duplicates.map(([id]) => `id ${JSON.stringify(id)} more than once`),
    ...generations.filter(({ id }) => !/^[a-z0-9]+$/.test(id))
      .map(({ id }) => `id ${JSON.stringify(id)} with other characters than lowercase letters and digits`),
    ...generations.flatMap(({ id, regions: own }) => withoutBucket(own)
      .map((region) => `Region ${JSON.stringify(region)} without a bucket in generation ${JSON.stringify(id)}`)),
  ];
  return problems.map((problem) => MRAP774_INCONSISTENT_GENERATIONS.create({ problem }));
}
