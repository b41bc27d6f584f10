import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readRegionRulesFromCdkContext } from '../../cli/lint/cdk-context';
import { loadAssembly } from '../../cli/lint/cloud-assembly';
import { loadApplications } from '../../cli/lint/load-applications';
import { loadTemplates, parseStackFileName } from '../../cli/lint/load-templates';
import { ACKNOWLEDGEMENTS_METADATA_KEY } from '../../src/diagnostics/acknowledgement';
import { temporaryFolder } from '../support/temporary-folder';

const EMPTY = '{"Resources": {}}';

function makeFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const stack = (templateFile: string, rest: object = {}, properties: object = {}) =>
  ({ type: 'aws:cloudformation:stack', properties: { templateFile, ...properties }, ...rest });

describe('parseStackFileName', () => {
  test.each([
    ['a/main.yaml', { stack: 'main' }],
    ['main.template.json', { stack: 'main' }],
    ['main.TEMPLATE', { stack: 'main' }],
    ['main.eu-west-1.yml', { stack: 'main', region: 'eu-west-1' }],
    ['main.us-gov-west-1.111122223333.YAML', { stack: 'main', region: 'us-gov-west-1', account: '111122223333' }],
    ['main.111122223333.json', { stack: 'main', account: '111122223333' }],
    ['main.1111.json', { stack: 'main.1111' }],
    ['main.x.eu-west-1.prod.json', { stack: 'main.x.eu-west-1.prod' }],
    ['.yaml', { stack: '' }],
  ])('reads %s', (file, expected) => {
    expect(parseStackFileName(file)).toEqual({ region: undefined, account: undefined, ...expected });
  });
});

describe('loadTemplates', () => {
  test('reads one template, with the environment of its name or of the options', () => {
    const folder = makeFolder({ 'a.eu-west-1.json': EMPTY, 'b.json': EMPTY });
    const options = { region: 'us-east-1', account: '111122223333', parameter: { Stage: 'prod' } };
    const load = (name: string) => loadTemplates(path.join(folder, name), options).stacks[0];
    const [a, b] = [load('a.eu-west-1.json'), load('b.json')];
    expect([a.region, a.account, a.stackName]).toEqual(['eu-west-1', '111122223333', 'a']);
    expect([b.region, b.parameters]).toEqual(['us-east-1', { Stage: 'prod' }]);
    expect(loadTemplates(path.join(folder, 'b.json')).stacks[0]).not.toHaveProperty('parameters');
  });

  test('reads all templates and cloud assemblies of a folder', () => {
    const folder = makeFolder({
      'a.json': EMPTY,
      'other.json': '{}',
      'cdk.out/manifest.json': { artifacts: { Main: stack('m.json') } },
      'cdk.out/m.json': EMPTY,
    });
    const names = (source: string) => loadTemplates(source).stacks.map(({ stackName }) => stackName);
    expect(names(folder)).toEqual(['a', 'Main']);
    expect(names(path.join(folder, 'cdk.out'))).toEqual(['Main']);
  });

  test.each([
    ['a source that does not exist', 'missing', 'missing" cannot be used: it does not exist, expected a'],
    ['a file without resources', 'other.json', 'other.json" cannot be used: it has no Resources'],
    ['a file that cannot be read', 'broken.json', 'broken.json" cannot be used: '],
    ['a folder without templates', 'empty', 'empty" cannot be used: it contains neither manifest.json'],
  ])('throws for %s', (_, name, message) => {
    const folder = makeFolder({ 'other.json': '{}', 'broken.json': '{"Resources": [', 'empty/x.json': '{}' });
    expect(() => loadTemplates(path.join(folder, name))).toThrow(message);
  });
});

const loadStacks = (files: Readonly<Record<string, unknown>>) => loadAssembly(makeFolder(files)).stacks;

describe('loadAssembly', () => {
  test.each([
    ['aws://111122223333/eu-west-1', { account: '111122223333', region: 'eu-west-1' }],
    ['aws://unknown-account/unknown-region', {}],
    ['aws://unknown-account/eu-west-1', { region: 'eu-west-1' }],
    ['aws://111122223333/unknown-region', { account: '111122223333' }],
  ])('reads the environment %s', (environment, expected) => {
    const [{ account, region }] = loadStacks({
      'manifest.json': { artifacts: { Main: stack('m.json', { environment }) } }, 'm.json': EMPTY,
    });
    expect({ account, region }).toEqual({ account: undefined, region: undefined, ...expected });
  });

  test('reads the name, the order and the stages of stacks', () => {
    const stacks = loadStacks({
      'manifest.json': {
        artifacts: {
          First: stack('first.json', {}, { stackName: 'first-stack' }),
          Assets: { type: 'cdk:asset-manifest' },
          Second: stack('second.json', { dependencies: ['First', 'Assets', 'Missing'] }),
          Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
        },
      },
      'first.json': EMPTY,
      'second.json': EMPTY,
      'stage/manifest.json': { artifacts: { Third: stack('third.json') } },
      'stage/third.json': EMPTY,
    });
    const first = stacks[0].id;
    expect(stacks.map(({ stackName, dependsOn }) => [stackName, dependsOn])).toEqual([
      ['first-stack', []], ['Second', [first]], ['Third', []],
    ]);
  });

  test('reads nothing from a manifest without artifacts', () => {
    expect(['{}', '{"artifacts": {"A": 1}}'].map((text) => loadAssembly(makeFolder({ 'manifest.json': text }))))
      .toEqual(Array(2).fill({ stacks: [], acknowledgements: [], missingLookups: [] }));
  });

  test('reads construct paths and acknowledgements from the manifest and from a file of metadata', () => {
    const logicalId = (data: string) => ({ type: 'aws:cdk:logicalId', data });
    const folder = makeFolder({
      'manifest.json': {
        artifacts: {
          Main: stack('m.json', {
            metadata: { '/Main/A': [logicalId('A1'), { type: 'aws:cdk:info', data: 'B1' }, null] },
            additionalMetadataFile: 'metadata.json',
          }),
          Other: stack('m.json', { additionalMetadataFile: 'missing.json' }),
        },
      },
      'metadata.json': {
        '/Main/B': [logicalId('B1'), { type: ACKNOWLEDGEMENTS_METADATA_KEY, data: { MRAP101: 'legacy' } }],
        '/Main/C': [{ type: 'other', data: { MRAP102: 'x' } }],
      },
      'm.json': EMPTY,
    });
    const { stacks: [main, other], acknowledgements } = loadAssembly(folder);
    expect(['A1', 'B1', 'C1'].map((id) => main.constructPathOf?.(id))).toEqual(['Main/A', 'Main/B', undefined]);
    expect(other.constructPathOf?.('A1')).toBeUndefined();
    expect(acknowledgements).toEqual([{ constructPath: 'Main/B', id: 'MRAP101' }]);
  });

  test('reads nested stacks from the files of their metadata', () => {
    const nested = (file: unknown, type = 'AWS::CloudFormation::Stack') =>
      ({ Type: type, Metadata: { 'aws:asset:path': file } });
    const stacks = loadStacks({
      'manifest.json': { artifacts: { Main: stack('m.json', { environment: 'aws://111122223333/eu-west-1' }) } },
      'm.json': {
        Resources: {
          Child: nested('child.json'),
          Gone: nested('gone.json'),
          None: nested(5),
          Code: nested('child.json', 'AWS::Lambda::Function'),
        },
      },
      'child.json': { Resources: { Below: nested('below.json') } },
      'below.json': EMPTY,
    });
    expect(stacks.map(({ stackName, region }) => [stackName, region])).toEqual([
      ['Main', 'eu-west-1'], ['Main/Child', 'eu-west-1'], ['Main/Child/Below', 'eu-west-1'],
    ]);
    const [main, child, below] = stacks;
    expect([child.parent, below.parent]).toEqual([
      { stack: main.id, logicalId: 'Child' }, { stack: child.id, logicalId: 'Below' },
    ]);
    expect([child.id, below.id]).toEqual([`${main.id} Child`, `${main.id} Child Below`]);
    expect(child.template).toEqual({ Resources: { Below: nested('below.json') } });
    expect(child.constructPathOf).toBeUndefined();
  });
});

describe('readRegionRulesFromCdkContext', () => {
  const context = (value: unknown) => ({ context: { 'cdk-s3-mrap:allowedRegions': value } });

  test.each([
    ['a list', ['eu-west-1', 'eu-west-2'], ['eu-west-1', 'eu-west-2']],
    ['a text', 'eu-west-1, eu-west-2', ['eu-west-1', 'eu-west-2']],
    ['no setting', undefined, undefined],
  ])('reads %s', (_, value, expected) => {
    const folder = makeFolder({ 'cdk.json': context(value), 'a.yaml': '', 'cdk.out/b.json': '', 'x/y/c.json': '' });
    const read = (...names: string[]) => readRegionRulesFromCdkContext(path.join(folder, ...names)).allowedRegions;
    expect([read(), read('a.yaml'), read('cdk.out'), read('cdk.out', 'b.json')]).toEqual(Array(4).fill(expected));
    expect([read('x', 'y'), read('x', 'y', 'c.json')]).toEqual([undefined, undefined]);
  });

  test('reads additional Regions', () => {
    const folder = makeFolder({ 'cdk.json': { context: { 'cdk-s3-mrap:additionalRegions': ['xx-new-1'] } } });
    expect(readRegionRulesFromCdkContext(folder).additionalRegions).toEqual(['xx-new-1']);
  });

  test.each(['{}', 'null', '{"context": 5}'])('reads no settings from %s', (text) => {
    expect(readRegionRulesFromCdkContext(makeFolder({ 'cdk.json': text })))
      .toEqual({ additionalRegions: undefined, allowedRegions: undefined });
  });

  test('throws for a file that cannot be read, and names it', () => {
    const folder = makeFolder({ 'cdk.json': '{ // comment' });
    expect(() => readRegionRulesFromCdkContext(folder)).toThrow(`"${path.join(folder, 'cdk.json')}" cannot be used: `);
  });
});

describe('loadApplications', () => {
  const rules = (files: Readonly<Record<string, unknown>>) =>
    loadApplications([makeFolder(files)]).findings.map(({ ruleId, templatePath, logicalId, message }) =>
      [ruleId, path.basename(templatePath), logicalId, message]);

  test('reports settings that cannot be read once, and loads the templates', () => {
    const folder = makeFolder({ 'cdk.json': '{', 'a.json': EMPTY, 'b.json': EMPTY });
    const { applications, findings } = loadApplications([folder]);
    expect(applications.map(({ regions }) => regions)).toEqual([{}, {}]);
    expect(findings.map(({ ruleId, templatePath }) => [ruleId, path.basename(templatePath)]))
      .toEqual([['MRAP002', 'cdk.json']]);
  });

  test('gives each application the settings beside its templates', () => {
    const context = { context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1'] } };
    const folder = makeFolder({ 'a/cdk.json': context, 'a/x.json': EMPTY, 'b/c/y.json': EMPTY });
    const { applications } = loadApplications([folder]);
    expect(applications.map(({ regions }) => regions.allowedRegions)).toEqual([['eu-west-1'], undefined]);
  });

  test.each([
    [
      'several documents', 'Resources: {}\n---\nResources: {}\n',
      'expected a single document in the stream, but found more',
    ],
    ['UTF-16', Buffer.from('\uFEFFResources: {}\n', 'utf16le'), 'the file is encoded in UTF-16, expected UTF-8'],
  ])('reports a template with %s', (_, content, problem) => {
    const folder = makeFolder({});
    writeFileSync(path.join(folder, 'a.yaml'), content);
    expect(loadApplications([folder]).findings.map(({ ruleId, message }) => [ruleId, message]))
      .toEqual([['MRAP002', `the file cannot be read: ${problem}`]]);
  });

  test('skips other files in UTF-16', () => {
    const folder = makeFolder({});
    writeFileSync(path.join(folder, 'a.json'), Buffer.from('\uFEFF{"name": 1}', 'utf16le').swap16());
    expect(loadApplications([folder])).toEqual({ applications: [], findings: [], skipped: 1 });
  });

  test('reads a file once, also by different paths', () => {
    const folder = makeFolder({ 'a.json': EMPTY });
    const file = path.join(folder, 'a.json');
    expect(loadApplications([file, folder, `${folder}/./a.json`]).applications).toHaveLength(1);
  });

  test('reports nested stacks that cannot be read, and skips missing ones', () => {
    const nest = (url: unknown) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } });
    expect(rules({
      'm.yaml': {
        Resources: {
          A: nest('./sub/bad.yaml'),
          B: nest('gone.yaml'),
          C: nest('sub'),
          D: nest({ Ref: 'Url' }),
          E: nest('https://x/y.yaml'),
        },
      },
      'sub/bad.yaml': 'Resources: [',
    })).toEqual([['MRAP002', 'bad.yaml', '', expect.stringContaining('cannot be read') as unknown]]);
  });

  test('nests a stack under each stack that creates it, and no stack in itself', () => {
    const nest = (url: string, type = 'AWS::CloudFormation::Stack', property = 'TemplateURL') =>
      ({ Type: type, Properties: { [property]: url } });
    const { applications } = loadApplications([makeFolder({
      'a.json': {
        Resources: {
          One: nest('c.json'),
          Two: nest('c.json', 'AWS::Serverless::Application', 'Location'),
          Role: nest('c.json', 'AWS::IAM::Role'),
        },
      },
      'c.json': { Resources: { Self: nest('c.json') } },
    })], { region: 'eu-west-1', account: '111122223333' });
    const [{ stacks }] = applications;
    expect(applications).toHaveLength(1);
    expect(stacks.map(({ stackName, region, account }) => [stackName, region, account])).toEqual(
      ['a', 'a/One', 'a/Two'].map((name) => [name, 'eu-west-1', '111122223333']));
    expect(stacks[1]).toMatchObject({ id: `${stacks[0].id} One`, parent: { stack: stacks[0].id, logicalId: 'One' } });
  });

  test.each<[string, unknown, unknown, number]>([
    ['the same text', 'name', 'name', 1],
    ['the same pattern', { 'Fn::Sub': '${Stage}-name' }, { 'Fn::Sub': '${Stage}-name' }, 1],
    ['the name of the stack', { 'Fn::Sub': '${AWS::StackName}-a' }, { 'Fn::Sub': '${AWS::StackName}-a' }, 2],
    ['different texts', 'name', 'other', 2],
    ['another function', { Ref: 'Name' }, { Ref: 'Name' }, 2],
  ])('joins templates that share an export: %s', (_, exported, imported, count) => {
    const { applications } = loadApplications([makeFolder({
      'a.json': { Resources: {}, Outputs: { A: { Value: 1, Export: { Name: exported } }, B: { Value: 1 }, C: 5 } },
      'b.json': { Resources: { X: { Type: 'T', Properties: { A: [null, { 'Fn::ImportValue': imported }] } } } },
    })]);
    expect(applications).toHaveLength(count);
  });

  test('joins no templates by an export that several declare', () => {
    const exporter = { Resources: {}, Outputs: { A: { Value: 1, Export: { Name: 'n' } } } };
    const importer = { Resources: { X: { Type: 'T', Properties: { 'Fn::ImportValue': 'n' } } } };
    expect(loadApplications([makeFolder({ 'a.json': exporter, 'b.json': exporter, 'c.json': importer })]).applications)
      .toHaveLength(3);
  });
});
