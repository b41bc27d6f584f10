import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderFindingsForGitHub } from '../../cli/lint/render-github';
import { renderFindingsAsSarif } from '../../cli/lint/render-sarif';
import { renderFindingsAsText } from '../../cli/lint/render-text';
import { type LintReport } from '../../cli/lint/report';
import { makePositionFinder } from '../../cli/lint/text-positions';
import { MRAP101_MALFORMED_NAME } from '../../src/diagnostics/definitions/names';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { type LintFinding } from '../../src/linter/engine/lint-finding';
import { temporaryFolder } from '../support/temporary-folder';

const FINDING: LintFinding = {
  ...MRAP101_MALFORMED_NAME.create({ name: 'BAD' }),
  message: 'text',
  fix: 'repair',
  stack: 'Main',
  templatePath: 'stacks/a b.yaml',
  logicalId: 'Media',
};

function makeReport(...findings: readonly Partial<LintFinding>[]): LintReport {
  return {
    findings: findings.map((finding) => ({ ...FINDING, ...finding })),
    positionOf: () => ({ line: 3, column: 7 }),
    summary: { templates: 1, resources: 2, skipped: 0, undecided: 0 },
  };
}

describe('renderFindingsForGitHub', () => {
  const render = (...findings: readonly Partial<LintFinding>[]) => renderFindingsForGitHub(makeReport(...findings));

  test.each([
    [FindingSeverity.ERROR, 'error'], [FindingSeverity.WARNING, 'warning'], [FindingSeverity.INFO, 'notice'],
  ])('renders one line for each finding: %s', (severity, command) => {
    const line = `::${command} file=stacks/a b.yaml,line=3,col=7,title=MRAP101::text; repair\n`;
    expect(render({ severity }, { severity })).toBe(line + line);
  });

  test.each([
    ['a percent sign', '50%\r\n', '50%25\\u000d\\n'],
    ['an escape sequence', '\u001b[2J::error::x', '\\u001b[2J::error::x'],
  ])('escapes %s in messages', (_, message, escaped) => {
    expect(render({ message })).toContain(`::${escaped}; repair\n`);
  });

  test('escapes the separators of properties in paths', () => {
    expect(render({ templatePath: 'a:b,c%.yaml' })).toContain('file=a%3Ab%2Cc%25.yaml,line=3');
  });
});

interface SarifLog { runs: [{ tool: unknown; results: unknown[] }] }

describe('renderFindingsAsSarif', () => {
  const parse = (...findings: readonly Partial<LintFinding>[]) =>
    (JSON.parse(renderFindingsAsSarif(makeReport(...findings))) as SarifLog).runs[0];

  test('describes each rule once, in the order of ids', () => {
    const { tool, results } = parse({ ruleId: 'MRAP205', severity: FindingSeverity.INFO }, {}, { ruleId: 'MRAP205' });
    expect(tool).toMatchObject({
      driver: {
        name: 'cdk-s3-mrap',
        rules: [
          {
            id: 'MRAP101',
            shortDescription: { text: MRAP101_MALFORMED_NAME.title },
            helpUri: expect.stringMatching(/docs\/rules\.md#mrap101$/) as unknown,
            defaultConfiguration: { level: 'error' },
          },
          { id: 'MRAP205', defaultConfiguration: { level: 'warning' } },
        ],
      },
    });
    expect(results).toMatchObject([
      { ruleId: 'MRAP205', ruleIndex: 1, level: 'note' },
      { ruleId: 'MRAP101', ruleIndex: 0, level: 'error', message: { text: 'text; repair' } },
      { ruleId: 'MRAP205', ruleIndex: 1 },
    ]);
  });

  const physicalLocation = {
    artifactLocation: { uri: 'stacks/a%20b.yaml' }, region: { startLine: 3, startColumn: 7 },
  };

  test.each<[string, Partial<LintFinding>, object]>([
    ['a resource', {}, { logicalLocations: [{ fullyQualifiedName: 'Media' }] }],
    [
      'a property', { location: 'Properties/Name' },
      { logicalLocations: [{ fullyQualifiedName: 'Media/Properties/Name' }] },
    ],
    ['a construct', { constructPath: 'Main/Media' }, { logicalLocations: [{ fullyQualifiedName: 'Main/Media' }] }],
    ['a file', { logicalId: '' }, {}],
  ])('locates a finding about %s', (_, finding, logical) => {
    expect(parse(finding).results).toMatchObject([{ locations: [expect.anything()] }]);
    expect((parse(finding).results[0] as { locations: unknown }).locations).toEqual([{ physicalLocation, ...logical }]);
  });
});

describe('renderFindingsAsText', () => {
  const firstLine = (finding: Partial<LintFinding>) =>
    renderFindingsAsText(makeReport(finding), { colour: false }).split('\n')[0];

  test.each<[string, Partial<LintFinding>, string]>([
    ['a resource', {}, 'Main/Media (stacks/a b.yaml:3:7)'],
    ['a property', { location: 'Properties/Name' }, 'Main/Media Properties/Name (stacks/a b.yaml:3:7)'],
    ['a construct', { constructPath: 'Main/A' }, 'Main/A (stacks/a b.yaml:3:7)'],
    ['a file', { logicalId: '' }, 'stacks/a b.yaml'],
    ['a file outside of the current folder', { templatePath: '/other/a.yaml' }, 'Main/Media (/other/a.yaml:3:7)'],
    ['an absolute path', { templatePath: path.resolve('x/a.yaml') }, 'Main/Media (x/a.yaml:3:7)'],
  ])('names the place of a finding about %s', (_, finding, expected) => {
    expect(firstLine(finding)).toBe(`error MRAP101 ${expected}`);
  });
});

describe('makePositionFinder', () => {
  /** The line and the column of a property in a template. */
  function find(text: string, logicalId: string, location?: string): [number, number] {
    const templatePath = path.join(temporaryFolder(), 'a.yaml');
    writeFileSync(templatePath, text);
    const { line, column } = makePositionFinder()({ ...FINDING, templatePath, logicalId, location });
    return [line, column];
  }

  const TEMPLATE = [
    'Description: x', 'Resources:', '  A:', '    Type: T', '    Properties:', '      List: [a, { B: c }]', '',
  ].join('\n');

  test.each<[string, string | undefined, [number, number]]>([
    ['a resource', undefined, [4, 5]],
    ['a property', 'Properties/List', [6, 13]],
    ['an entry of a list', 'Properties/List/1/B', [6, 22]],
    ['the deepest element that exists', 'Properties/List/7/X', [6, 13]],
    ['an element of a text', 'Properties/List/0/X', [6, 14]],
  ])('finds %s', (_, location, expected) => {
    expect(find(TEMPLATE, 'A', location)).toEqual(expected);
  });

  test.each([
    ['a finding about a file', TEMPLATE, ''],
    ['a resource that the file does not contain', 'Parameters: {}\n', 'A'],
    ['a text without an object', '- a\n', 'A'],
  ])('returns the start of the file for %s', (_, text, logicalId) => {
    expect(find(text, logicalId)).toEqual([1, 1]);
  });

  test('returns the start of a file that does not exist', () => {
    const finding = { ...FINDING, templatePath: path.join(temporaryFolder(), 'missing.yaml') };
    expect(makePositionFinder()(finding)).toEqual({ line: 1, column: 1 });
  });

  const LOOPS = [
    'Resources:', '  Plain: { Type: T }', '  Fn::ForEach::Outer:', '    - X', '    - [a, b]', '    - One${X}:',
    '        Properties: { Name: x }', '      Fn::ForEach::Inner:', '        - Y', '        - [c]',
    '        - T&{Y}.${X}: { Properties: { Name: y } }', '',
  ].join('\n');

  test.each<[string, string, [number, number]]>([
    ['a loop', 'Onea', [7, 29]],
    ['a loop in a loop', 'Tc.a', [11, 45]],
    ['no loop', 'Plain', [2, 10]],
    ['no resource', 'Other', [1, 1]],
  ])('finds the resource of %s', (_, logicalId, expected) => {
    expect(find(LOOPS, logicalId, 'Properties/Name')).toEqual(expected);
  });
});
