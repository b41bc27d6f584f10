import { DEFAULTS_CHOICE, type World } from '../evaluation/world';

/** One fact about a world: the outcome of a condition, or an alternative. */
interface WorldFact {
  readonly key: string;
  readonly value: unknown;
  readonly clause: string;
}

/** What some worlds have in common, for the message of a finding. */
export interface WorldDescription {
  /** Clauses that select no other worlds: `IsProd is true`. */
  readonly clauses: readonly string[];
  /** Whether parameters have their defaults in all these worlds. */
  readonly restsOnDefaults: boolean;
}

/** Describes some of all worlds by as few facts as possible. Conditions are preferred to parameters. */
export function describeWorlds(all: readonly World[], some: ReadonlySet<World>): WorldDescription {
  const restsOnDefaults = [...some].every(takesDefaults);
  // Defaults of parameters are described by the names of the parameters.
  const comparable = restsOnDefaults ? all.filter(takesDefaults) : all;
  const facts = new Map(comparable.map((world) => [world, listFacts(world)]));
  const others = comparable.filter((world) => !some.has(world)).map((world) => facts.get(world)!);
  const example = comparable.find((world) => some.has(world) && (restsOnDefaults || !takesDefaults(world)));
  if (example === undefined || others.length === 0) return { clauses: [], restsOnDefaults };
  let selected = facts.get(example)!.filter(({ key }) => key !== DEFAULTS_CHOICE);
  for (const fact of [...selected].reverse()) {
    const fewer = selected.filter((entry) => entry !== fact);
    if (others.every((other) => contradicts(other, fewer))) selected = fewer;
  }
  return { clauses: selected.map(({ clause }) => clause), restsOnDefaults };
}

/** Returns whether no condition and no choice has another outcome, except for the choice of defaults. */
export function differOnlyInDefaults(one: World, other: World): boolean {
  return !contradicts(listFacts(one), listFacts(other).filter(({ key }) => key !== DEFAULTS_CHOICE));
}

/** Returns whether parameters have their defaults. */
export function takesDefaults({ choices }: World): boolean {
  return choices.get(DEFAULTS_CHOICE)?.taken === 1;
}

function listFacts({ conditions, choices }: World): WorldFact[] {
  return [
    ...[...conditions].map(([key, value]) => {
      const name = key.slice(key.lastIndexOf(' ') + 1);
      return { key: `condition ${key}`, value, clause: `${name} is ${value}` };
    }),
    ...[...choices.values()].map(({ key, taken, alternatives }) =>
      ({ key, value: taken, clause: alternatives[taken].clause })),
  ];
}

/** A world in which the evaluation did not need a fact does not contradict it. */
function contradicts(facts: readonly WorldFact[], selected: readonly WorldFact[]): boolean {
  return facts.some(({ key, value }) => selected.some((fact) => fact.key === key && fact.value !== value));
}
