import { MRAP774_INCONSISTENT_GENERATIONS } from '../definitions/options';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** The id of the generation that is there where no generations are declared; its access point has the name itself. */
export const FIRST_GENERATION = '1';

export interface DeclaredGeneration {
  readonly id: string;
  readonly regions: readonly string[];
}

/** The name of a generation's access point. */
export function generationName(name: string, id: string): string {
  return id === FIRST_GENERATION ? name : `${name}-${id}`;
}

/** Row O24. */
export function checkGenerations(generations: readonly DeclaredGeneration[], regions: readonly string[], routed: readonly string[] = []): Finding[] {
  const problems = [
    ...(generations.length === 0 ? ['there is none'] : []),
    ...[...groupBy(generations, ({ id }) => id)].filter(([, same]) => same.length > 1).map(([id]) => `id ${JSON.stringify(id)} appears more than once`),
    ...generations.filter(({ id }) => !/^[a-z0-9]+$/.test(id)).map(({ id }) => `id ${JSON.stringify(id)} has other characters than lowercase letters and digits`),
    ...generations.flatMap(({ id, regions: own }) => own.filter((region) => !regions.includes(region))
      .map((region) => `generation ${JSON.stringify(id)} names region ${JSON.stringify(region)}, which has no bucket`)),
    ...routed.filter((region) => !regions.includes(region)).map((region) => `failover names region ${JSON.stringify(region)}, which has no bucket`),
  ];
  return problems.map((problem) => MRAP774_INCONSISTENT_GENERATIONS.create({ problem }));
}
