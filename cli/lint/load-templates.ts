import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { loadAssembly } from './cloud-assembly';
import { findTemplateFiles, isAssembly } from './find-template-files';
import { type LoadedTemplates, mergeLoadedTemplates } from './loaded-templates';
import { readTemplateFile } from './read-template';
import { UnreadableFileError } from './unreadable-file-error';

/** The Region and account of templates that do not declare them. */
export interface DefaultTemplateEnvironment {
  readonly region?: string;
  readonly account?: string;
  /** The values of parameters. */
  readonly parameter?: Readonly<Record<string, string>>;
}

const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d';
const EXTENSION = /(\.template)?\.(json|ya?ml|template)$/i;
/** The name of a file without its extension, where Region and account are optional. */
const STACK_FILE = new RegExp(`^(?<stack>.+?)(?:\\.(?<region>${REGION}))?(?:\\.(?<account>\\d{12}))?$`);

/**
 * Reads a cloud assembly, a folder of templates, or one template, as one application. Ends the command if the source
 * is none of them, and for a template that cannot be read.
 */
export function loadTemplates(source: string, environment: DefaultTemplateEnvironment = {}): LoadedTemplates {
  assertExists(source);
  if (!statSync(source).isDirectory()) {
    return { stacks: [loadNamedTemplate(source, environment)], acknowledgements: [] };
  }
  if (isAssembly(source)) return loadAssemblyWithStacks(source);
  const { files, assemblies, unreadable: [unreadable] } = findTemplateFiles(source);
  if (unreadable !== undefined) failWithSource(unreadable.folder, unreadable.problem);
  const stacks = files.flatMap((file) => loadTemplate(file, environment) ?? []);
  if (stacks.length + assemblies.length === 0) {
    failWithSource(source, 'it contains neither manifest.json of "cdk synth" nor a template');
  }
  return mergeLoadedTemplates([{ stacks, acknowledgements: [] }, ...assemblies.map(loadAssemblyWithStacks)]);
}

/** An application without stacks has no effect. The folder is from another program, or from a synthesis that failed. */
function loadAssemblyWithStacks(folder: string): LoadedTemplates {
  const loaded = loadAssembly(folder);
  if (loaded.stacks.length === 0) failWithSource(path.join(folder, 'manifest.json'), 'it contains no stack');
  return loaded;
}

export function assertExists(source: string): void {
  if (!existsSync(source)) failWithSource(source, 'it does not exist');
}

/** Ends the command, because templates that the user named cannot be read. */
export function failWithSource(file: string, problem: string): never {
  throw new UnreadableFileError(file, problem, 'a cdk.out folder or a template');
}

/** Reads the name, Region and account of a stack from the name of its file: `<stack>.<region>.<account>.yaml`. */
export function parseStackFileName(file: string): { stack: string; region?: string; account?: string } {
  const name = path.basename(file).replace(EXTENSION, '');
  const { stack = name, region, account } = STACK_FILE.exec(name)?.groups ?? {};
  return { stack, region, account };
}

export function makeStackTemplate(
  file: string, template: unknown, environment: DefaultTemplateEnvironment,
): StackTemplate {
  const { stack, region, account } = parseStackFileName(file);
  return {
    id: file,
    stackName: stack,
    region: region ?? environment.region,
    account: account ?? environment.account,
    templatePath: file,
    template,
    ...(environment.parameter !== undefined && { parameters: environment.parameter }),
  };
}

/** Reads a file that the user named. Ends the command if it is no template. */
function loadNamedTemplate(file: string, environment: DefaultTemplateEnvironment): StackTemplate {
  const content = readTemplateFile(file);
  return content.kind === 'template'
    ? makeStackTemplate(file, content.template, environment)
    : failWithSource(file, content.problem);
}

/** Reads a file of a folder; undefined if it is no template. */
function loadTemplate(file: string, environment: DefaultTemplateEnvironment): StackTemplate | undefined {
  return readTemplateFile(file).kind === 'other' ? undefined : loadNamedTemplate(file, environment);
}
