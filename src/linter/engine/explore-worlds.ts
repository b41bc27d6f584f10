import { type Choice, World } from '../evaluation/world';

/** More combinations are not decidable. */
export const MAX_WORLDS = 64;

/** A world and the result of the rules in it. */
export interface ExploredWorld<T> {
  readonly world: World;
  readonly result: T;
}

/** The explored worlds. */
export interface Exploration<T> {
  readonly worlds: readonly ExploredWorld<T>[];
  /** Whether these are all worlds. */
  readonly complete: boolean;
}

/**
 * Runs a function in every world. The run in the first world finds the choices; every other alternative of a choice
 * leads to a further world. Worlds with few differences from the first one come first.
 */
export function exploreWorlds<T>(run: (world: World) => T, limit = MAX_WORLDS): Exploration<T> {
  const worlds: ExploredWorld<T>[] = [];
  const queue: ReadonlyMap<string, Choice>[] = [new Map()];
  while (queue.length > 0 && worlds.length < limit) {
    const given = queue.shift()!;
    const world = new World(given);
    worlds.push({ world, result: run(world) });
    queue.push(...listNextWorlds(given, world));
  }
  const possible = worlds.filter(({ world }) => isPossible(world));
  return { worlds: possible.length === 0 ? worlds : possible, complete: queue.length === 0 };
}

function listNextWorlds(given: ReadonlyMap<string, Choice>, world: World): ReadonlyMap<string, Choice>[] {
  const found = [...world.choices.values()].filter(({ key }) => !given.has(key));
  return found.flatMap((choice, index) => {
    const before = [...given.values(), ...found.slice(0, index)];
    return choice.alternatives.slice(1).map((_, alternative) =>
      new Map([...before, { ...choice, taken: alternative + 1 }].map((entry) => [entry.key, entry])));
  });
}

function isPossible({ choices, hasMissingResource }: World): boolean {
  return !hasMissingResource
    && [...choices.values()].every(({ alternatives, taken }) => alternatives[taken].impossible !== true);
}
