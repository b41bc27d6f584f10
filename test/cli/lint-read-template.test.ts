import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readTemplateFile } from '../../cli/lint/read-template';
import { temporaryFolder } from '../support/temporary-folder';

function readText(text: string): unknown {
  const file = path.join(temporaryFolder(), 'file.yaml');
  writeFileSync(file, text);
  return readTemplateFile(file);
}

const unreadable = (problem: unknown) => ({ kind: 'unreadable', problem });
const nest = (levels: number) => `${'{"A":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('readTemplateFile', () => {
  test.each<[string, string, object]>([
    ['YAML', 'Resources: { A: { Type: T } }\n', { Resources: { A: { Type: 'T' } } }],
    ['JSON with a byte order mark', '\uFEFF{"Resources": {}}', { Resources: {} }],
    ['no resources', 'Resources: {}\n', { Resources: {} }],
    ['a byte order mark in a text', 'Resources: { A: "\uFEFF" }', { Resources: { A: '\uFEFF' } }],
  ])('reads a template: %s', (_, text, template) => {
    expect(readText(text)).toEqual({ kind: 'template', template, findings: [] });
  });

  test('reports a key that occurs twice in a template', () => {
    expect(readText('Resources:\n  A: { Type: T }\n  A: { Type: U }\n')).toMatchObject({
      kind: 'template', template: { Resources: { A: { Type: 'U' } } }, findings: [{ ruleId: 'MRAP003' }],
    });
  });

  test.each([
    ['an object without resources', 'A: 1\n'],
    ['a list', '- Resources\n'],
    ['a text', 'Resources\n'],
    ['nothing', ''],
    ['null', 'null\n'],
    ['a list of keys', '[Resources]\n'],
    ['JSON without the key that is no JSON', '{ "x-{": "Resources", }}'],
    ['a text that is no YAML', 'A: [\n'],
    ['a text that is no YAML, with the word in a line', 'A: [ # my Resources: all\n'],
  ])('reads no template from %s', (_, text) => {
    expect(readText(text)).toEqual({ kind: 'other', problem: 'it has no Resources' });
  });

  test.each([
    ['Resources:\n', 'empty'],
    ['Resources: [{ Type: T }]\n', 'a list'],
    ['Resources: T\n', 'a string'],
    ['Resources: 1\n', 'a number'],
  ])('reads no template from %j', (text, kind) => {
    expect(readText(text)).toEqual({ kind: 'other', problem: `Resources is ${kind}, expected logical ids` });
  });

  test.each([
    ['YAML', 'Resources:\n  A: [\n'],
    ['YAML with another first key', 'Parameters: {}\n\nResources :\n  A: [\n'],
    ['JSON in one line', '{"Resources": {"A": ]}'],
    ['JSON with indentation', '{\n  "Resources": {"A": ]}'],
    ['YAML with a quoted key', "'Resources':\n  A: [\n"],
  ])('reports a text with resources that cannot be read: %s', (_, text) => {
    const problem = expect.stringMatching(/.+ at line \d+, column \d+/) as unknown;
    expect(readText(text)).toMatchObject(unreadable(problem));
  });

  /** An object that aliases nest in itself: the text has fewer levels than the value. */
  const nestAliases = (below: number, above: number) =>
    `A: &a ${nest(below)}\nResources: ${'{"A":'.repeat(above)}*a ${'}'.repeat(above)}\n`;

  test.each([
    ['as many levels as possible', nestAliases(50, 50)],
    ['as many values as possible', `Resources: { A: [${'1,'.repeat(99_996)}{}] }\nB: 1\n`],
    ['as many bytes as possible', `Resources: {}\n${'#'.repeat(5_000_000 - 14)}`],
  ])('reads a template with %s', (_, text) => {
    expect(readText(text)).toMatchObject({ kind: 'template' });
  });

  test.each([
    ['is nested too deeply by aliases', nestAliases(51, 50), 'objects are nested too deeply'],
    ['has one value too many', `Resources: { A: [${'1,'.repeat(99_997)}{}] }\nB: 1\n`, 'more than 100000 values'],
    ['has one byte too many', `Resources: {}\n${'#'.repeat(5_000_000 - 13)}`, 'more than 5 MB'],
    ['contains itself', 'Resources: &all\n  A: { Type: T, Again: *all }\n',
      'an alias refers to an object that contains it'],
    ['is nested too deeply', `{"Resources": ${nest(101)}}`, 'objects are nested too deeply'],
    ['is too large', `Resources: { A: { List: [${'{},'.repeat(100_001)}1] } }\n`, 'more than 100000 values'],
    ['has a large file', `Resources: {}\n${'#'.repeat(5_000_001)}\n`, 'more than 5 MB'],
  ])('reports a template that %s', (_, text, problem) => {
    expect(readText(text)).toMatchObject(unreadable(expect.stringContaining(problem)));
  });

  test('reads a template that is nested deeply, and one with an alias that it uses twice', () => {
    expect(readText(`{"Resources": ${nest(95)}}`)).toMatchObject({ kind: 'template' });
    expect(readText('Resources:\n  A: &a { Type: T }\n  B: *a\n')).toMatchObject({ kind: 'template' });
  });
});
