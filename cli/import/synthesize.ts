import * as path from 'node:path';
import { MRAP985_APPLICATION_NOT_SYNTHESIZED } from '../../src/diagnostics/definitions/import-command';
import { failWith } from '../command-error';
import { loadTemplates } from '../lint/load-templates';
import { type RunTool } from '../run-program';
import { type ImportedState } from './imported-state';
import { LANGUAGE_TOOLS, type Language } from './languages';
import { readTemplateState } from './readers/read-template-state';

const ASSEMBLY = 'cdk.out';
/** Errors are at the end of the output of all tools. */
const SHOWN_CHARACTERS = 600;

/** Installs the packages of an application and synthesizes it. Returns the folder of the cloud assembly. */
export async function synthesizeApplication(
  runTool: RunTool, language: Language, folder: string, environment: NodeJS.ProcessEnv,
): Promise<string> {
  const assembly = path.resolve(folder, ASSEMBLY);
  for (const command of LANGUAGE_TOOLS[language].commands) {
    const problem = await findProblem(runTool, command, folder, { ...environment, CDK_OUTDIR: assembly });
    if (problem !== undefined) {
      failWith(MRAP985_APPLICATION_NOT_SYNTHESIZED.create({ command: command.join(' '), problem }));
    }
  }
  return assembly;
}

async function findProblem(
  runTool: RunTool, command: readonly string[], folder: string, environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  try {
    const { code, output } = await runTool(command, folder, environment);
    return code === 0 ? undefined : `exit code ${code}: ${output.trim().slice(-SHOWN_CHARACTERS)}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** Reads the state that the synthesized templates declare. */
export function readSynthesizedState(assembly: string, name: string): ImportedState {
  return readTemplateState(assembly, loadTemplates(assembly).stacks, name);
}
