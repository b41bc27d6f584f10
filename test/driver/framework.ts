import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';

/** The outbound calls of the provider framework. They are the only part of it that is replaced. */
export interface Outbound {
  startExecution(request: { stateMachineArn: string; input: string }): Promise<unknown>;
  invokeFunction(request: {
    FunctionName: string;
    Payload: string;
  }): Promise<{ Payload: string; FunctionError?: string }>;
  httpRequest(options: { hostname: string; path: string }, body: string): Promise<void>;
}

/** The three functions of the framework. */
export interface Framework {
  onEvent(event: object): Promise<void>;
  isComplete(event: object): Promise<void>;
  onTimeout(event: object): Promise<void>;
}

const RUNTIME = path.join(
  path.dirname(require.resolve('aws-cdk-lib/package.json')),
  'custom-resources',
  'lib',
  'provider-framework',
  'runtime',
);
const SCRIPTS = new Map<string, vm.Script>();

function loadScript(file: string): vm.Script {
  const known = SCRIPTS.get(file);
  if (known) return known;
  const script = new vm.Script(
    `(function (exports, require, module, process, console) {${readFileSync(file, 'utf8')}\n})`,
    { filename: file },
  );
  SCRIPTS.set(file, script);
  return script;
}

/**
 * Loads the code of aws-cdk-lib's provider framework with its own environment. The framework reads its configuration
 * from `process.env`, which two providers cannot share.
 */
export function loadFramework(env: Record<string, string>, outbound: Outbound): Framework {
  const modules = new Map<string, object>([[path.join(RUNTIME, 'outbound.js'), outbound]]);
  const silent = { log: () => undefined };

  const load = (file: string): object => {
    const known = modules.get(file);
    if (known) return known;
    const module = { exports: {} };
    modules.set(file, module.exports);
    const requireFrom = createRequire(file);
    const requireHere = (name: string) =>
      name.startsWith('.') ? load(requireFrom.resolve(name)) : (requireFrom(name) as object);
    (loadScript(file).runInThisContext() as (...args: unknown[]) => void)(
      module.exports,
      requireHere,
      module,
      { env },
      silent,
    );
    modules.set(file, module.exports);
    return module.exports;
  };
  return load(path.join(RUNTIME, 'framework.js')) as Framework;
}
