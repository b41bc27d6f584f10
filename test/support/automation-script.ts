import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

/** The answer of one Region to an operation. */
export type ScriptAnswer = { readonly output: object } | { readonly error: string } | { readonly hangs: true };

/** The answers by operation and Region. */
export type ScriptAnswers = Readonly<Record<string, Readonly<Record<string, ScriptAnswer>>>>;

/** A call of a script. */
export interface ScriptCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface ScriptInputs {
  readonly Runtime: string;
  readonly Handler: string;
  readonly Script: string;
  readonly InputPayload: Readonly<Record<string, unknown>>;
}

export interface ScriptResult {
  readonly calls: readonly ScriptCall[];
  /** Undefined if the script raised an exception. */
  readonly payload?: object;
  readonly failure?: string;
}

const FOLDER = path.join(__dirname, 'automation-script');

/** Runs the Python script of a step in Python, with clients that return the given answers. */
export function runScript(
  { Handler: handler, Script: script, InputPayload: payload }: ScriptInputs, answers: ScriptAnswers,
): ScriptResult {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', path.join(FOLDER, 'run.py')], {
    input: JSON.stringify({ handler, script, payload, answers }), encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the script cannot be run: ${stderr}`);
  return JSON.parse(stdout) as ScriptResult;
}
