import { type ScriptInputs } from './automation-script';

/** The parts of a Systems Manager Automation document that the runbooks of this library use. */
export interface AutomationDocument {
  readonly assumeRole: string;
  readonly parameters: Readonly<
    Record<string, {
      readonly allowedValues?: readonly (string | undefined)[];
      readonly allowedPattern?: string;
      readonly default?: string;
    }>
  >;
  readonly mainSteps: readonly AutomationStep[];
  readonly outputs: readonly string[];
}

export interface AutomationStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string }[];
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  readonly onFailure?: string;
  readonly nextStep?: string;
  readonly isEnd?: boolean;
}

export interface AutomationWorld {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls an API. The names are as in the SDK for Python. */
  readonly call: (service: string, api: string, inputs: object) => Promise<object>;
  /** Runs a script and returns its payload. Throws the exception of the script. */
  readonly runScript: (inputs: ScriptInputs) => Promise<object>;
}

export interface Execution {
  readonly status: 'Success' | 'Failed';
  /** The started steps in their order. */
  readonly steps: readonly string[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly failure?: string;
}

const POLL_MS = 5000;

/**
 * Executes a document as documented: checks the parameters, runs the steps in their order unless a step names the next
 * one, and ends with the first step that fails.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branchdocs.html
 */
export async function executeAutomation(
  document: AutomationDocument,
  given: Record<string, string>,
  world: AutomationWorld,
): Promise<Execution> {
  const values = new Map<string, unknown>(Object.entries(parametersOf(document, given)));
  const begun: string[] = [];
  const outputs = () => Object.fromEntries(document.outputs.map((name) => [name, values.get(name)]));
  let index = 0;
  while (index < document.mainSteps.length) {
    const step = document.mainSteps[index];
    begun.push(step.name);
    let next: string | undefined;
    try {
      next = await execute(step, values, world);
    } catch (error) {
      if ((step.onFailure ?? 'Abort') !== 'Abort') throw new Error(`onFailure of ${step.name} is not played here`);
      return {
        status: 'Failed',
        steps: begun,
        outputs: outputs(),
        failure: `${step.name}: ${(error as Error).message}`,
      };
    }
    if (step.isEnd) break;
    index = next === undefined ? index + 1 : document.mainSteps.findIndex(({ name }) => name === next);
    if (index < 0) throw new Error(`no step ${next}`);
  }
  return { status: 'Success', steps: begun, outputs: outputs() };
}

function parametersOf({ parameters }: AutomationDocument, given: Record<string, string>): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in parameters));
  if (unknown.length > 0) throw new Error(`InvalidAutomationExecutionParameters: ${unknown.join()}`);
  return Object.fromEntries(Object.entries(parameters).map(([name, declared]) => {
    const value = given[name] ?? declared.default;
    const { allowedValues = [value], allowedPattern = '' } = declared;
    if (value === undefined || !allowedValues.includes(value) || !new RegExp(allowedPattern).test(value)) {
      throw new Error(`InvalidAutomationExecutionParameters: ${name}=${value}`);
    }
    return [name, value];
  }));
}

/** Returns the next step if the step names one. */
async function execute(
  step: AutomationStep,
  values: Map<string, unknown>,
  world: AutomationWorld,
): Promise<string | undefined> {
  const { Service, Api, PropertySelector, DesiredValues, ...inputs } = substitute(step.inputs, values) as Record<
    string,
    never
  >;
  const call = () => world.call(Service, Api, inputs);
  switch (step.action) {
    case 'aws:branch':
      return choose(substitute(step.inputs, values) as Branch);
    case 'aws:executeAwsApi':
      setOutputs(step, values, await attempt(step.maxAttempts ?? 1, call));
      return step.nextStep;
    case 'aws:executeScript': {
      const script = step.inputs.Script as string;
      // Automation replaces variables in the script too.
      if (script.includes('{{')) throw new Error(`variables are not played here: ${script}`);
      const payload = await world.runScript({ ...substitute(step.inputs, values) as ScriptInputs, Script: script });
      setOutputs(step, values, { Payload: payload });
      return step.nextStep;
    }
    case 'aws:assertAwsResourceProperty': {
      const found = select(await call(), PropertySelector);
      if (!isDesired(found, DesiredValues)) {
        throw new Error(`got ${JSON.stringify(found)}, expected ${JSON.stringify(DesiredValues)}`);
      }
      return step.nextStep;
    }
    case 'aws:waitForAwsResourceProperty': {
      const until = world.now() + step.timeoutSeconds! * 1000;
      while (!isDesired(select(await call(), PropertySelector), DesiredValues)) {
        if (world.now() >= until) throw new Error('timed out');
        await world.sleep(POLL_MS);
      }
      return step.nextStep;
    }
    default:
      throw new Error(`no such action here: ${step.action}`);
  }
}

function setOutputs({ name, outputs = [] }: AutomationStep, values: Map<string, unknown>, answer: object): void {
  for (const { Name, Selector } of outputs) values.set(`${name}.${Name}`, select(answer, Selector));
}

interface Comparison {
  readonly Variable: string;
  readonly StringEquals: string;
}

interface Branch {
  readonly Choices: readonly (
    & { readonly NextStep: string }
    & (Comparison | { readonly And: readonly Comparison[] })
  )[];
  readonly Default?: string;
}

function choose({ Choices: choices, Default: otherwise }: Branch): string | undefined {
  return choices.find((choice) => ('And' in choice ? choice.And : [choice])
    .every(({ Variable: variable, StringEquals: value }) => variable === value))?.NextStep ?? otherwise;
}

async function attempt<T>(times: number, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (times <= 1) throw error;
    return attempt(times - 1, run);
  }
}

/** A list with one value equals the value. */
function isDesired(found: unknown, desired: readonly string[]): boolean {
  const value = Array.isArray(found) && found.length === 1 ? found[0] : found;
  return typeof value === 'string' && desired.includes(value);
}

/** Replaces `{{ Parameter }}` and `{{ Step.Output }}`. */
function substitute(node: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof node === 'string') {
    return node.replace(/\{\{\s*([\w.:]+)\s*\}\}/g, (_all, name: string) => {
      if (!values.has(name)) throw new Error(`nothing is called ${name}`);
      return String(values.get(name));
    });
  }
  if (Array.isArray(node)) return node.map((entry) => substitute(entry, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, substitute(value, values)]));
}

/** Evaluates a JSONPath with names, list indices and filters by equality. */
export function select(root: unknown, path: string): unknown {
  const steps = path.replace(/^\$/, '').match(/\.\w+|\[\d+\]|\[\?\(.*?\)\]/g) ?? [];
  if (`$${steps.join('')}` !== path) throw new Error(`a path that is not played here: ${path}`);
  return steps.reduce<unknown>((node, step) => {
    if (step.startsWith('[?(')) return (node as object[]).filter((entry) => fulfils(entry, step.slice(3, -2)));
    if (step.startsWith('[')) return (node as unknown[] | undefined)?.[Number(step.slice(1, -1))];
    const name = step.slice(1);
    if (Array.isArray(node)) return node.map((entry: Record<string, unknown>) => entry[name]);
    return (node as Record<string, unknown> | undefined)?.[name];
  }, root);
}

function fulfils(entry: object, filter: string): boolean {
  return filter.split(' && ').every((condition) => {
    const [, name, text, number] = /^@\.(\w+) == (?:'([^']*)'|(\d+))$/.exec(condition)!;
    return (entry as Record<string, unknown>)[name] === (text ?? Number(number));
  });
}
