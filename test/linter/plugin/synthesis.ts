import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, type IPolicyValidationPlugin, type PolicyViolation, Validations } from 'aws-cdk-lib/core';

export interface Synthesis {
  readonly failed: boolean;
  /** The violations of the plugin before aws-cdk-lib applies acknowledgements. */
  readonly violations: readonly PolicyViolation[];
  readonly directory: string;
  readonly templates: Record<string, unknown>;
}

/**
 * Synthesizes an application with a plugin. If the plugin fails, older versions of aws-cdk-lib set the exit code of the
 * process, and newer versions throw. The result is the same for both, and nothing is printed.
 */
export function synthesizeWith(root: App, plugin?: IPolicyValidationPlugin): Synthesis {
  const reported: PolicyViolation[] = [];
  if (plugin) {
    Validations.of(root).addPlugins({
      name: plugin.name,
      validate: (context) => {
        const report = plugin.validate(context);
        reported.push(...report.violations);
        return report;
      },
    });
  }
  const [exitCode, print] = [process.exitCode, console.error];
  process.exitCode = undefined;
  console.error = () => {};
  let failed = false;
  try {
    root.synth();
    failed = Number(process.exitCode ?? 0) !== 0;
  } catch (error) {
    if (!/validation/i.test(String(error))) throw error;
    failed = true;
  } finally {
    process.exitCode = exitCode;
    console.error = print;
  }
  return { failed, violations: reported, directory: root.outdir, templates: templatesIn(root.outdir) };
}

function templatesIn(directory: string): Record<string, unknown> {
  return Object.fromEntries(readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(path.join(directory, file), 'utf8'))]));
}
