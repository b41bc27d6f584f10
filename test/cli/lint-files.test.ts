import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createProgram } from '../../cli/program';
import { temporaryFolder } from '../support/temporary-folder';
import { TEST_CONTEXT } from './support';

const makeAccessPoint = (name: string, rest = '') => `Resources:
  Media:
    Type: AWS::S3::MultiRegionAccessPoint
    Properties:
      Name: ${name}
      Regions: [{ Bucket: one }, { Bucket: two }]
${rest}`;
const MALFORMED = makeAccessPoint('BAD_name');
const VALID = makeAccessPoint('media');

/** Writes files into a new folder. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

interface Finding { ruleId: string; templatePath: string; message: string; line: number; column: number }

function lint(...args: string[]): { code?: number; text: string; errors: string } {
  const result: { code?: number; text: string; errors: string } = { text: '', errors: '' };
  createProgram({
    ...TEST_CONTEXT,
    output: { write: (text) => { result.text += text; } },
    errors: { write: (text) => { result.errors += text; } },
    exit: (code) => { result.code = code; },
  }).parse(['lint', ...args], { from: 'user' });
  return result;
}

function findingsIn(...args: string[]): { findings: Finding[]; summary: Record<string, number> } {
  return JSON.parse(lint(...args, '--format', 'json').text);
}

const ruleAndFile = ({ ruleId, templatePath }: Finding) => `${ruleId} ${path.basename(templatePath)}`;
const listFindings = (...args: string[]) => findingsIn(...args).findings.map(ruleAndFile);

describe('cdk-s3-mrap lint', () => {
  describe('with values that only a deployment decides', () => {
    const template = [
      'Parameters: { Name: { Type: String } }', 'Resources:', '  Media:', '    Type: AWS::S3::MultiRegionAccessPoint',
      '    Properties: { Name: !Ref Name, Regions: [{ Bucket: media-a }, { Bucket: media-b }] }', '',
    ].join('\n');

    test('counts the rules that could not decide', () => {
      const folder = folderWith({ 'a.yaml': template });
      expect(findingsIn(folder).summary).toMatchObject({ undecided: 1 });
      expect(lint(folder).text).toBe('0 errors, 0 warnings, 0 infos in 1 template with 1 resource; not decidable: 1\n');
      expect(findingsIn(folder, '--ignore', 'MRAP101').summary).toMatchObject({ undecided: 0 });
    });

    test('lists the reasons with --explain', () => {
      const folder = folderWith({ 'a.yaml': template, 'b.yaml': `Transform: Count\n${template}` });
      const { text } = lint(folder, '--explain', '--parameter', 'Name=media');
      expect(text).toMatch(/^not decidable: all rules .*b.yaml: transform Count can change the template\n/);
      expect(lint(folder, '--explain').text)
        .toContain('not decidable: MRAP101 a/Media Properties/Name: only a deployment decides ${Name}\n');
      expect(JSON.parse(lint(folder, '--explain', '--format', 'json').text)).toMatchObject({
        undecided: expect.arrayContaining([
          expect.objectContaining({ ruleId: 'MRAP101', location: 'Properties/Name' }),
        ]),
      });
    });

    test('uses the values of parameters', () => {
      const folder = folderWith({ 'a.yaml': template });
      expect(listFindings(folder, '--parameter', 'Name=BAD', '--parameter', 'Other=x')).toEqual(['MRAP101 a.yaml']);
      expect(listFindings(folder, '--parameter', 'Name=media')).toEqual([]);
    });

    test('refuses a parameter without a value', () => {
      expect(() => lint(folderWith({ 'a.yaml': template }), '--parameter', 'Name'))
        .toThrow('expected a name and a value, such as Stage=prod.');
    });
  });

  describe('with files that cannot be read', () => {
    test('reports the file and the findings of the other files', () => {
      const folder = folderWith({ 'good.yaml': MALFORMED, 'broken.yaml': 'Resources:\n  A: [' });
      const files = ['good.yaml', 'broken.yaml'].map((name) => path.join(folder, name));
      expect(listFindings(...files)).toEqual(['MRAP002 broken.yaml', 'MRAP101 good.yaml']);
      expect(lint(...files)).toMatchObject({ code: 1, errors: '' });
    });

    test.each([
      ['broken YAML', 'Resources: [', 'unexpected end of the stream within a flow collection at line 2, column 1'],
      ['a file without Resources', 'a: b', 'it has no Resources'],
      ['a list', '- a', 'it has no Resources'],
      ['empty Resources', 'Resources:', 'Resources is empty, expected logical ids'],
      ['a list as Resources', 'Resources: [{ Type: AWS::S3::Bucket }]', 'Resources is a list, expected logical ids'],
      ['a text as Resources', 'Resources: AWS::S3::Bucket', 'Resources is a string, expected logical ids'],
      [
        'an alias of an object that contains it', 'Resources: &all { A: { Type: x, Properties: *all } }',
        'an alias refers',
      ],
      ['deep nesting', `{"Resources":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`, 'objects are nested too deeply'],
      ['an object that aliases repeat', [
        'a: &a [x, x, x, x, x, x, x, x, x, x]', 'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]', 'd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
        'e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]', 'Resources: { A: { Type: x, Properties: { a: *e, b: *e } } }',
      ].join('\n'), 'more than 100000 values'],
      ['a large file', `Resources: {}\n#${'x'.repeat(5_000_001)}`, 'more than 5 MB'],
    ])('reports MRAP002 for %s', (_, text, message) => {
      const { findings: [finding, ...others], summary } = findingsIn(path.join(
        folderWith({ 'a.yaml': text }), 'a.yaml',
      ));
      expect([finding.ruleId, others, summary.templates]).toEqual(['MRAP002', [], 0]);
      expect(finding.message).toContain(message);
    });

    test('reports a duplicate key and checks the last value', () => {
      const folder = folderWith({ 'a.yaml': `${MALFORMED}      Name: OTHER_name\n` });
      expect(listFindings(folder)).toEqual(['MRAP003 a.yaml', 'MRAP101 a.yaml']);
      expect(findingsIn(folder).findings[0].message).toContain('line 7, column 7');
    });

    test('skips files in folders that are no templates', () => {
      const folder = folderWith({
        'good.yaml': MALFORMED,
        'tsconfig.json': '{ // comment\n}',
        '.readthedocs.yaml': 'version: 2',
        'list.json': '[]',
        'empty.yaml': 'Resources:',
        'resources.json': '{ "Resources": ["a", "b"] }',
        'sub/below/deep.yml': MALFORMED,
        'broken.yaml': '\nResources: [',
      });
      expect(listFindings(folder).sort()).toEqual(['MRAP002 broken.yaml', 'MRAP101 deep.yml', 'MRAP101 good.yaml']);
      expect(findingsIn(folder).summary).toEqual({ templates: 2, resources: 2, skipped: 5, undecided: 0 });
      expect(lint(folder).text).toContain('in 2 templates with 2 resources; 5 files without a template skipped\n');
    });

    test('reads no files that git ignores', () => {
      const folder = folderWith({
        '.gitignore': 'build/\n',
        'build/a.yaml': MALFORMED,
        'node_modules/x/a.yaml': MALFORMED,
        'kept/.gitignore': '*.json',
        'kept/a.json': MALFORMED,
        'kept/b.yaml': MALFORMED,
      });
      expect(listFindings(folder)).toEqual(['MRAP101 b.yaml']);
    });

    test('reports a cloud assembly that cannot be read, and lints the others', () => {
      const folder = folderWith({
        'cdk.out/manifest.json': '{"artifacts": {',
        'web/manifest.json': '{}',
        'a.yaml': MALFORMED,
      });
      expect(listFindings(folder)).toEqual(['MRAP002 manifest.json', 'MRAP101 a.yaml']);
    });
  });

  test('counts the resources of loops, and finds their positions', () => {
    const loop = (collection: string) => [
      'Parameters: { Names: { Type: CommaDelimitedList, Default: "media,BAD_name" } }', 'Resources:',
      '  Fn::ForEach::Points:', '    - N', `    - ${collection}`, '    - Point&{N}:',
      '        Type: AWS::S3::MultiRegionAccessPoint',
      '        Properties: { Name: !Ref N, Regions: [{ Bucket: one }, { Bucket: two }] }', '',
    ].join('\n');
    const folder = folderWith({ 'a.yaml': loop('[media, BAD_name]'), 'b.yaml': loop('!Ref Names') });
    const { findings, summary } = findingsIn(folder);
    expect(findings.map(({ line, column }) => [line, column])).toEqual([[8, 34], [8, 34]]);
    expect(summary).toMatchObject({ templates: 2, resources: 4 });
  });

  describe('with several files', () => {
    test('never compares copies of a template', () => {
      const folder = folderWith({ 'dev/stack.yaml': VALID, 'prod/stack.yaml': VALID });
      expect(listFindings(folder, '--account', '111122223333')).toEqual([]);
    });

    test('compares files of a folder with Regions in their names', () => {
      const folder = folderWith({ 'one.eu-west-1.yaml': VALID, 'two.us-east-1.yaml': VALID });
      expect(listFindings(folder, '--account', '111122223333')).toContain('MRAP102 two.us-east-1.yaml');
    });

    test('compares the files of an --application', () => {
      const folder = folderWith({ 'dev/stack.yaml': VALID, 'prod/stack.yaml': VALID });
      const pattern = `${path.relative(process.cwd(), folder).split(path.sep).join('/')}/**`;
      expect(listFindings(folder, '--account', '111122223333', '--application', pattern))
        .toContain('MRAP102 stack.yaml');
    });

    test('follows imports of exports that one file declares', () => {
      const exporter = 'Resources: {}\nOutputs: { A: { Value: BAD_name, Export: { Name: media-name } } }';
      const importer = makeAccessPoint('!ImportValue media-name');
      const folder = folderWith({ 'export.yaml': exporter, 'import.yaml': importer });
      expect(listFindings(folder)).toEqual(['MRAP101 import.yaml']);
      writeFileSync(path.join(folder, 'copy.yaml'), exporter);
      expect(listFindings(folder)).toEqual([]);
    });

    test('follows imports of exports whose names contain the same parameter', () => {
      const stage = 'Parameters: { Stage: { Type: String, Default: dev } }\n';
      const name = "!Sub '${Stage}-name'";
      const exporter = `${stage}Resources: {}\nOutputs: { A: { Value: BAD_name, Export: { Name: ${name} } } }`;
      const importer = `${stage}${makeAccessPoint("!ImportValue { 'Fn::Sub': '${Stage}-name' }")}`;
      expect(listFindings(folderWith({ 'export.yaml': exporter, 'import.yaml': importer })))
        .toEqual(['MRAP101 import.yaml']);
      const other = importer.replace('-name', '-other');
      expect(listFindings(folderWith({ 'export.yaml': exporter, 'import.yaml': other }))).toEqual([]);
    });

    test('gives local templates of nested stacks the parameters of their parents', () => {
      const parent = [
        'Resources:', '  Nested:', '    Type: AWS::CloudFormation::Stack',
        '    Properties: { TemplateURL: ./nested/child.yaml, Parameters: { Name: BAD_name } }', '',
      ].join('\n');
      const child = `Parameters: { Name: { Type: String } }\n${makeAccessPoint('!Ref Name')}`;
      const folder = folderWith({ 'parent.yaml': parent, 'nested/child.yaml': child });
      expect(listFindings(path.join(folder, 'parent.yaml'))).toEqual(['MRAP101 child.yaml']);
      expect(listFindings(path.join(folder, 'nested'))).toEqual([]);
    });

    test('reports members that one stack creates in a Region that is not known', () => {
      const bucket = (name: string) => `  B${name}: { Type: AWS::S3::Bucket, Properties: { BucketName: ${name} } }\n`;
      const folder = folderWith({ 'a.yaml': `${VALID}${bucket('one')}${bucket('two')}` });
      expect(listFindings(folder, '--ignore', 'MRAP555,MRAP210')).toEqual(['MRAP202 a.yaml']);
    });

    test('omits resources whose condition is false in the Region of the file', () => {
      const template = `Conditions: { Home: !Equals [!Ref AWS::Region, us-east-1] }
${MALFORMED.replace('    Properties', '    Condition: Home\n    Properties')}`;
      const folder = folderWith({ 'a.eu-west-1.yaml': template, 'a.us-east-1.yaml': template });
      expect(listFindings(folder)).toEqual(['MRAP101 a.us-east-1.yaml']);
    });
  });

  describe('with findings that the users accept', () => {
    const acknowledge = (entry: string) => MALFORMED.replace(
      '    Properties', `    Metadata: { cdk-s3-mrap: { acknowledge: [${entry}] } }\n    Properties`,
    );

    test.each([
      ['an id and a reason', '{ id: MRAP101, reason: legacy }', []],
      ['an id with a prefix', '{ id: "cdk-s3-mrap::MRAP101", reason: legacy }', []],
      ['another id', '{ id: MRAP102, reason: legacy }', ['MRAP101 a.yaml']],
      ['no reason', '{ id: MRAP101 }', ['MRAP101 a.yaml', 'MRAP447 a.yaml']],
      ['an empty reason', '{ id: MRAP101, reason: " " }', ['MRAP101 a.yaml', 'MRAP447 a.yaml']],
      ['a text', 'MRAP101', ['MRAP101 a.yaml', 'MRAP447 a.yaml']],
      ['an id in lower case', '{ id: mrap101, reason: legacy }', ['MRAP101 a.yaml', 'MRAP447 a.yaml']],
      ['a reason for ignoring this', 'MRAP101, { id: MRAP447, reason: legacy }', ['MRAP101 a.yaml']],
    ])('reads the metadata of a resource with %s', (_, entry, expected) => {
      expect(listFindings(folderWith({ 'a.yaml': acknowledge(entry) }))).toEqual(expected);
    });

    test('decides although resources without acknowledgements have many conditions', () => {
      const names = Array.from({ length: 8 }, (_, index) => `C${index}`);
      const text = [
        'Parameters:', ...names.map((name) => `  ${name}: { Type: String, AllowedValues: [a, b] }`),
        'Conditions:', ...names.map((name) => `  Is${name}: !Equals [!Ref ${name}, a]`),
        acknowledge('{ id: MRAP101, reason: legacy }').trimEnd(),
        ...names.map((name) => `  Topic${name}: { Type: AWS::SNS::Topic, Condition: Is${name} }`), '',
      ].join('\n');
      expect(findingsIn(folderWith({ 'a.yaml': text }))).toMatchObject({ findings: [], summary: { undecided: 0 } });
    });

    test('reports only findings that the file of known findings does not contain', () => {
      const folder = folderWith({ 'a.yaml': MALFORMED });
      const known = path.join(folder, 'known.txt');
      expect(lint(folder, '--write-known-findings', known)).toEqual({
        code: 0, text: `${known} contains 1 finding\n`, errors: '',
      });
      expect(JSON.parse(readFileSync(known, 'utf8'))).toMatchObject({ version: 1, findings: [{ rule: 'MRAP101' }] });
      expect(lint(folder, '--known-findings', known)).toMatchObject({ code: 0 });
      writeFileSync(path.join(folder, 'b.yaml'), MALFORMED);
      expect(listFindings(folder, '--known-findings', known)).toEqual(['MRAP101 b.yaml']);
    });

    test.each([['missing.txt', 'no such file or directory'], ['a.yaml', 'contains no known findings']])(
      'exits with code 2 for the known findings %s', (name, message) => {
        const folder = folderWith({ 'a.yaml': MALFORMED });
        const { code, errors } = lint(folder, '--known-findings', path.join(folder, name));
        expect({ code, hasMessage: errors.includes(message) }).toEqual({ code: 2, hasMessage: true });
      },
    );

    test('exits with code 1 for warnings with --fail-on warning', () => {
      const single = VALID.replace(', { Bucket: two }', '');
      const folder = folderWith({ 'a.yaml': single });
      expect(listFindings(folder)).toEqual(['MRAP211 a.yaml']);
      expect([lint(folder).code, lint(folder, '--fail-on', 'warning').code]).toEqual([0, 1]);
    });
  });

  describe('with positions', () => {
    test.each([
      ['YAML', 'a.yaml', MALFORMED, [5, 13]],
      [
        'JSON',
        'a.json',
        '{\n "Resources": {\n  "Media": {"Type": "AWS::S3::MultiRegionAccessPoint",\n   "Properties": {'
          + '"Name": "BAD_name", "Regions": [{"Bucket": "one"}, {"Bucket": "two"}]}}}}',
        [4, 27],
      ],
    ])('prints line and column of %s', (_, name, text, position) => {
      const folder = folderWith({ [name]: text });
      const [{ line, column }] = findingsIn(folder).findings;
      expect([line, column]).toEqual(position);
      expect(lint(folder).text).toContain(`(${path.join(folder, name)}:${position.join(':')})`);
    });

    test('prints workflow commands with --format github', () => {
      const folder = folderWith({ 'a,b.yaml': MALFORMED });
      const file = path.relative(process.cwd(), folder).split(path.sep).join('/');
      expect(lint(folder, '--format', 'github')).toEqual({
        code: 1,
        errors: '',
        text: expect.stringMatching(new RegExp(
          `^::error file=${file}/a%2Cb.yaml,line=5,col=13,title=MRAP101::access point name is malformed, .*\n$`,
        )),
      });
    });
  });
});
