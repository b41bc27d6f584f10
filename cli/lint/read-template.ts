import { readFileSync, statSync } from 'node:fs';
import { MRAP003_DUPLICATE_KEY_IN_TEMPLATE } from '../../src/diagnostics/definitions/linter';
import { type Finding } from '../../src/diagnostics/finding';
import { asFields } from '../../src/linter/evaluation/read';
import { describeParseError, parseTemplate, type ParsedTemplate } from './parse-template';
import { describeFileError } from './read-text';

/** CloudFormation accepts templates of 1 MB. Aliases in YAML can make a small file large. */
const MAX_BYTES = 5_000_000;
const MAX_VALUES = 100_000;
/** Objects that are nested more deeply are no template. */
const MAX_DEPTH = 100;

/** The content of a file: a template, a text that looks like a template but cannot be read, or something else. */
export type TemplateFile =
  | { readonly kind: 'template'; readonly template: object; readonly findings: readonly Finding[] }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | { readonly kind: 'other'; readonly problem: string };

const NO_TEMPLATE: TemplateFile = { kind: 'other', problem: 'it has no Resources' };

/** Reads a file and decides whether it is a template. */
export function readTemplateFile(file: string): TemplateFile {
  let bytes: Buffer;
  try {
    if (statSync(file).size > MAX_BYTES) return makeUnreadable(`the file has more than ${MAX_BYTES / 1e6} MB`);
    bytes = readFileSync(file);
  } catch (error) {
    return makeUnreadable(describeFileError(error));
  }
  return isUtf16(bytes) ? readUtf16(bytes) : readTemplateText(bytes.toString());
}

/** Editors and shells of Windows write UTF-16, which starts with a byte order mark. */
function isUtf16(bytes: Buffer): boolean {
  return ['fffe', 'feff'].includes(bytes.toString('hex', 0, 2));
}

function readUtf16(bytes: Buffer): TemplateFile {
  const text = bytes.toString('latin1', 2).replaceAll('\0', '');
  return hasResourcesKey(text) ? makeUnreadable('the file is encoded in UTF-16, expected UTF-8') : NO_TEMPLATE;
}

function readTemplateText(text: string): TemplateFile {
  let parsed: ParsedTemplate;
  try {
    parsed = parseTemplate(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return hasResourcesKey(text) ? makeUnreadable(describeParseError(error)) : NO_TEMPLATE;
  }
  const { value, duplicateKey: position } = parsed;
  const template = asFields(value);
  if (template === undefined || !('Resources' in template)) return NO_TEMPLATE;
  if (asFields(template.Resources) === undefined) {
    return { kind: 'other', problem: `Resources is ${describeKind(template.Resources)}, expected logical ids` };
  }
  const problem = findProblem(template);
  if (problem !== undefined) return makeUnreadable(problem);
  const findings = position === undefined ? [] : [MRAP003_DUPLICATE_KEY_IN_TEMPLATE.create({ position })];
  return { kind: 'template', template, findings };
}

function describeKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'empty' : `a ${typeof value}`;
}

function makeUnreadable(problem: string): TemplateFile {
  return { kind: 'unreadable', problem };
}

/** Returns whether the text has a key `Resources` at the start of a line, or in an object that starts the text. */
function hasResourcesKey(text: string): boolean {
  return /^(\s*\{)?\s*["']?Resources["']?\s*:/m.test(text);
}

/** Finds a reason why rules cannot read a value: it contains itself, or it is too large. */
function findProblem(value: unknown): string | undefined {
  let count = 0;
  const find = (current: unknown, above: readonly unknown[]): string | undefined => {
    count += 1;
    if (typeof current !== 'object' || current === null) return undefined;
    if (above.includes(current)) return 'an alias refers to an object that contains it';
    if (count > MAX_VALUES) return `the template has more than ${MAX_VALUES} values`;
    if (above.length > MAX_DEPTH) return 'objects are nested too deeply';
    for (const child of Object.values(current)) {
      const problem = find(child, [...above, current]);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  return find(value, []);
}
