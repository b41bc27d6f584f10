import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readTemplateFile } from '../../cli/lint/read-template';
import { temporaryFolder } from '../support/temporary-folder';

function readText(text: string): unknown {
  const file = path.join(temporaryFolder(), 'file.yaml');
  writeFileSync(file, text);
  return readTemplateFile(file);
}

const unreadable = (problem: unknown) => ({ kind: 'unreadable', finding: { ruleId: 'MRAP002', message: problem } });
const nest = (levels: number) => `${'{"A":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('readTemplateFile', () => {
  test.each<[string, string, object]>([
    ['YAML', 'Resources: { A: { Type: T } }\n', { Resources: { A: { Type: 'T' } } }],
    ['JSON with a byte order mark', '\uFEFF{"Resources": {}}', { Resources: {} }],
    ['empty resources', 'Resources:\n', { Resources: null }],
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
    ['a text that is no YAML', 'A: [\n'],
    ['a text that is no YAML, with the word in a line', 'A: [ # my Resources: all\n'],
  ])('reads no template from %s', (_, text) => {
    expect(readText(text)).toEqual({ kind: 'other' });
  });

  test.each([
    ['YAML', 'Resources:\n  A: [\n'],
    ['YAML with another first key', 'Parameters: {}\n\nResources :\n  A: [\n'],
    ['JSON in one line', '{"Resources": {"A": ]}'],
    ['JSON with indentation', '{\n  "Resources": {"A": ]}'],
    ['YAML with a quoted key', "'Resources':\n  A: [\n"],
  ])('reports a text with resources that cannot be read: %s', (_, text) => {
    const problem = expect.stringMatching(/cannot be read: .* at line \d+, column \d+/) as unknown;
    expect(readText(text)).toMatchObject(unreadable(problem));
  });

  test.each([
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
