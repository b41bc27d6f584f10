import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { loadAssembly } from './cloud-assembly';
import { type Loaded, merge } from './loaded';
import { parseTemplate } from './parse-template';

/** Where templates go that do not say so themselves. */
export interface DeployTarget {
  readonly region?: string;
  readonly account?: string;
}

const TEMPLATE = /\.(json|ya?ml|template)$/;
/** `<stack>.<region>.<account>.yaml`: the last two as far as they are there. */
const STACK_FILE = /^(?<stack>.+?)(?:\.(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d))?(?:\.(?<account>\d{12}))?(?:\.template)?\.(?:json|ya?ml|template)$/;

/** Reads a cloud assembly, a folder of templates, or one template. Throws where there is none. */
export function load(source: string, environment: DeployTarget = {}): Loaded {
  if (!existsSync(source)) throw new Error(`${source} does not exist, expected a cdk.out folder or a template`);
  if (!statSync(source).isDirectory()) return { stacks: [loadTemplate(source, environment)], acknowledgements: [] };
  if (existsSync(path.join(source, 'manifest.json'))) return loadAssembly(source);
  const files = readdirSync(source).filter((file) => TEMPLATE.test(file) && file !== 'cdk.json').sort();
  if (files.length === 0) throw new Error(`${source} holds neither manifest.json nor a template`);
  return merge(files.map((file) => load(path.join(source, file), environment)));
}

function loadTemplate(file: string, environment: DeployTarget): StackTemplate {
  const template = readTemplate(file);
  const { stack = file, region, account } = STACK_FILE.exec(path.basename(file))?.groups ?? {};
  return { id: file, stackName: stack, region: region ?? environment.region, account: account ?? environment.account, templatePath: file, template };
}

function readTemplate(file: string): unknown {
  let template: unknown;
  try {
    template = parseTemplate(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  if (typeof template !== 'object' || template === null || !('Resources' in template)) throw new Error(`${file} is no template: it has no Resources`);
  return template;
}
