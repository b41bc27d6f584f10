import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { loadAssembly } from './cloud-assembly';
import { type LoadedTemplates, mergeLoadedTemplates } from './loaded-templates';
import { parseTemplate } from './parse-template';

/** The Region and account of templates that do not declare them. */
export interface DefaultTemplateEnvironment {
  readonly region?: string;
  readonly account?: string;
}

const TEMPLATE = /\.(json|ya?ml|template)$/;
const REGION = '[a-z]{2,4}(?:-[a-z]+)+-\\d';
/** `<stack>.<region>.<account>.yaml`, where Region and account are optional. */
const STACK_FILE = new RegExp(
  `^(?<stack>.+?)(?:\\.(?<region>${REGION}))?(?:\\.(?<account>\\d{12}))?(?:\\.template)?\\.(?:json|ya?ml|template)$`,
);

/** Reads a cloud assembly, a folder of templates, or one template. Throws if the source is none of them. */
export function loadTemplates(source: string, environment: DefaultTemplateEnvironment = {}): LoadedTemplates {
  if (!existsSync(source)) throw new Error(`${source} does not exist, expected a cdk.out folder or a template`);
  if (!statSync(source).isDirectory()) return { stacks: [loadTemplate(source, environment)], acknowledgements: [] };
  if (existsSync(path.join(source, 'manifest.json'))) return loadAssembly(source);
  const files = readdirSync(source).filter((file) => TEMPLATE.test(file) && file !== 'cdk.json').sort();
  if (files.length === 0) throw new Error(`${source} contains neither manifest.json nor a template`);
  return mergeLoadedTemplates(files.map((file) => loadTemplates(path.join(source, file), environment)));
}

function loadTemplate(file: string, environment: DefaultTemplateEnvironment): StackTemplate {
  const template = readTemplate(file);
  const { stack = file, region, account } = STACK_FILE.exec(path.basename(file))?.groups ?? {};
  return {
    id: file,
    stackName: stack,
    region: region ?? environment.region,
    account: account ?? environment.account,
    templatePath: file,
    template,
  };
}

function readTemplate(file: string): unknown {
  let template: unknown;
  try {
    template = parseTemplate(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`${file} cannot be parsed: ${reason}`);
  }
  const hasResources = typeof template === 'object' && template !== null && 'Resources' in template;
  if (!hasResources) throw new Error(`${file} is not a template: it has no Resources`);
  return template;
}
