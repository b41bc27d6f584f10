import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import * as library from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface FormInput {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly options?: readonly string[] };
}

interface IssueForm {
  readonly name: string;
  readonly description: string;
  readonly body: readonly FormInput[];
}

const isConstruct = (value: unknown) => typeof value === 'function' && value.prototype instanceof Construct;

describe('CHANGELOG.md', () => {
  test('names every construct of the library', () => {
    const constructs = Object.entries(library).filter(([, value]) => isConstruct(value)).map(([name]) => name);
    const text = textOf('CHANGELOG.md');
    expect(constructs.length).toBeGreaterThan(5);
    expect(constructs.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('names only classes and types that the library exports', () => {
    const index = textOf('src/index.ts');
    const names = [...textOf('CHANGELOG.md').matchAll(/`((?:[A-Z][a-z]+){2,})`/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(index))).toEqual([]);
  });
});

describe('.github/ISSUE_TEMPLATE', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(path.join(ROOT, folder)).filter((file) => file !== 'config.yml');

  test.each(forms)('contains a name, a description and labelled inputs with unique ids: %s', (file) => {
    const { name, description, body } = parse(textOf(path.join(folder, file))) as IssueForm;
    const inputs = body.filter(({ type }) => type !== 'markdown');
    expect([name, description]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
    expect(inputs.filter(({ type }) => !['dropdown', 'input', 'textarea'].includes(type))).toEqual([]);
    expect(inputs.filter(({ attributes, id }) => !attributes.label || !id)).toEqual([]);
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
    expect(inputs.filter(({ type, attributes }) => type === 'dropdown' && !attributes.options?.length)).toEqual([]);
  });
});
