import { type Ternary } from './ternary';

/** A parameter or a pseudo parameter of one stack. */
export interface Variable {
  /** Unique in the application. */
  readonly key: string;
  /** The name, for messages: `parameter Stage`. */
  readonly title: string;
  /** The value that a parameter without a given value has. */
  readonly defaultValue?: unknown;
}

/** One of the values of a choice. */
export interface Alternative {
  /** The alternative as a clause, for messages: `parameter Stage is "prod"`. */
  readonly clause: string;
  /** The value that the alternative gives to a variable. */
  readonly binding?: { readonly variable: string; readonly value: unknown };
  /** Whether no deployment takes the alternative, because it lacks a value. */
  readonly impossible?: boolean;
}

/** A value that only a deployment decides, with its alternatives and the index of the alternative of one world. */
export interface Choice {
  readonly key: string;
  readonly alternatives: readonly Alternative[];
  readonly taken: number;
}

export const DEFAULTS_CHOICE = 'defaults';
const DEFAULTS_ALTERNATIVES: readonly Alternative[] = [{ clause: '' }, { clause: '' }];

/**
 * One combination of the values that a deployment decides: parameters, pseudo parameters and conditions. The evaluation
 * adds each choice when it first needs it, and takes the first alternative.
 */
export class World {
  /** The world in which every value that a deployment decides is unknown. */
  public static undecided(): World { return new World(new Map(), false); }

  /** The world in which parameters have their defaults, and other values are unknown or the first alternative. */
  public static withDefaults(): World {
    const choice = { key: DEFAULTS_CHOICE, alternatives: DEFAULTS_ALTERNATIVES, taken: 1 };
    return new World(new Map([[DEFAULTS_CHOICE, choice]]));
  }

  public readonly choices: Map<string, Choice>;
  /** The outcomes of conditions, by stack and name. */
  public readonly conditions = new Map<string, Ternary>();
  /** The variables that symbols represent. */
  public readonly variables = new Map<string, Variable>();
  /** The titles of the parameters whose default the evaluation used. */
  public readonly usedDefaults = new Set<string>();
  /** Whether a resource refers to one that does not exist, so that no deployment is in this world. */
  public hasMissingResource = false;
  private readonly bindings = new Map<string, unknown>();

  constructor(given: ReadonlyMap<string, Choice> = new Map(), public readonly decides = true) {
    this.choices = new Map(given);
    for (const { alternatives, taken } of given.values()) this.bind(alternatives[taken]);
  }

  /** Returns the alternative of this world; undefined if this world makes no choices. */
  public choose(key: string, listAlternatives: () => readonly Alternative[]): number | undefined {
    if (!this.decides) return undefined;
    const known = this.choices.get(key);
    if (known !== undefined) return known.taken;
    const alternatives = listAlternatives();
    this.choices.set(key, { key, alternatives, taken: 0 });
    this.bind(alternatives[0]);
    return 0;
  }

  public isBound({ key }: Variable): boolean { return this.bindings.has(key); }

  public findBinding({ key }: Variable): unknown { return this.bindings.get(key); }

  /** Returns whether parameters have their defaults, unless another choice gives them a value. */
  public takesDefaults(): boolean {
    return this.choose(DEFAULTS_CHOICE, () => DEFAULTS_ALTERNATIVES) === 1;
  }

  /** Decides whether a variable has a value. */
  public decideValue(variable: Variable, value: string): Ternary {
    if (variable.defaultValue !== undefined && this.takesDefaults() && String(variable.defaultValue) === value) {
      return true;
    }
    const taken = this.choose(`${variable.key} = ${value}`, () => [
      { clause: `${variable.title} is not ${JSON.stringify(value)}` },
      makeBindingAlternative(variable, value),
    ]);
    return taken === undefined ? undefined : taken === 1;
  }

  private bind({ binding }: Alternative): void {
    if (binding !== undefined) this.bindings.set(binding.variable, binding.value);
  }
}

export function makeBindingAlternative({ key, title }: Variable, value: string): Alternative {
  return { clause: `${title} is ${JSON.stringify(value)}`, binding: { variable: key, value } };
}
