import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { createProgram } from '../../cli/program';
import { findCase, pathOf } from '../linter/cases';
import { temporaryFolder } from '../support/temporary-folder';
import { TEST_CONTEXT } from './support';

/** The schema of OASIS, unchanged: github.com/oasis-tcs/sarif-spec, sarif-2.1/schema, commit e058381. */
const SARIF_SCHEMA = path.join(__dirname, 'sarif-schema-2.1.0.json');

const REPEATED_BUCKET = pathOf(findCase('MRAP203', 'bad', 'literal'));
const VALID = pathOf(findCase('MRAP203', 'ok', 'literal'));
const SINGLE_BUCKET = pathOf(findCase('MRAP211', 'bad', 'literal'));
const EVERY_SEVERITY = [
  REPEATED_BUCKET,
  SINGLE_BUCKET,
  pathOf(findCase('MRAP558', 'bad', 'role')),
  '--region',
  'eu-west-1',
  '--account',
  '111122223333',
];

function run(args: string[], colour = false): { code: number | undefined; text: string; errors: string } {
  const texts: string[] = [];
  const errors: string[] = [];
  let code: number | undefined;
  createProgram({
    ...TEST_CONTEXT,
    colour,
    output: { write: (text) => texts.push(text) },
    errors: { write: (text) => errors.push(text) },
    exit: (given) => { code = given; },
  }).parse(['lint', ...args], { from: 'user' });
  return { code, text: texts.join(''), errors: errors.join('') };
}

function fileWith(text: string, name = 'template.yaml'): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

describe('cdk-s3-mrap lint', () => {
  test('escapes control characters of the template', () => {
    const text = JSON.stringify({
      Resources: {
        Media: {
          Type: 'AWS::S3::MultiRegionAccessPoint',
          Properties: { Regions: [{ Bucket: 'media-eu' }, { Bucket: 'media-eu' }] },
          Metadata: { 'aws:cdk:path': 'Stack/\u001b[2J\nMedia' },
        },
      },
    });
    const result = run([fileWith(text, 'template.json'), '--region', 'eu-west-1'], true);
    expect(result.text).toContain('Stack/\\u001b[2J\\nMedia');
    expect(result.text).not.toContain('\u001b[2J');
  });

  test('prints the severity, the resource, the fix and the source of a finding as text', () => {
    expect(run([REPEATED_BUCKET, '--region', 'eu-west-1'])).toEqual({
      code: 1,
      errors: '',
      text: [
        'error MRAP203 bad-literal/Media Properties/Regions (test/linter/corpus/MRAP203/bad-literal.yaml:7:9)',
        '  bucket "media-ireland" is declared more than once, expected each bucket once',
        '  fix: remove the second entry',
        '  https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html', '',
        '1 error, 0 warnings, 0 infos in 1 template with 1 resource', '',
      ].join('\n'),
    });
  });

  test('exits with code 0 without findings and with warnings only', () => {
    expect(run([VALID]))
      .toMatchObject({ code: 0, text: '0 errors, 0 warnings, 0 infos in 1 template with 1 resource\n' });
    expect(run([SINGLE_BUCKET])).toMatchObject({ code: 0, text: expect.stringContaining('warning MRAP211') });
  });

  test('prints colours only if the output is a terminal', () => {
    const { text } = run(EVERY_SEVERITY, true);
    for (const colour of [31, 33, 36]) expect(text).toContain(`\u001b[${colour}m`);
    expect(run(EVERY_SEVERITY).text).not.toContain('\u001b');
  });

  test('prints findings as JSON with --format json', () => {
    const { text } = run([REPEATED_BUCKET, '--format', 'json']);
    expect(JSON.parse(text)).toMatchObject({
      findings: [
        { ruleId: 'MRAP203', severity: 'ERROR', logicalId: 'Media', templatePath: REPEATED_BUCKET, line: 7, column: 9 },
      ],
      summary: { templates: 1, resources: 1, skipped: 0, undecided: 0 },
    });
  });

  test('prints rules and locations as SARIF with --format sarif', () => {
    const { text } = run([REPEATED_BUCKET, SINGLE_BUCKET, '--format', 'sarif']);
    const { runs: [{ tool, results }], version } = JSON.parse(text);
    expect(version).toBe('2.1.0');
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['MRAP203', 'MRAP211']);
    expect(results[0]).toEqual({
      ruleId: 'MRAP203',
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'bucket "media-ireland" is declared more than once, expected each bucket once; remove the second entry',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: path.relative(process.cwd(), REPEATED_BUCKET) },
            region: { startLine: 7, startColumn: 9 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Media/Properties/Regions' }],
        },
      ],
    });
  });

  test('prints SARIF that is valid against the published schema', () => {
    const schema = JSON.parse(readFileSync(SARIF_SCHEMA, 'utf8'));
    const validate = addFormats(new Ajv({ allErrors: true })).compile(schema);
    const validateOutput = (...args: string[]) => {
      const log = JSON.parse(run([...args, '--format', 'sarif']).text);
      return { problems: validate(log) ? [] : validate.errors, schema: log.$schema };
    };
    expect(validateOutput(...EVERY_SEVERITY)).toEqual({ problems: [], schema: schema.id });
    expect(validateOutput(VALID)).toEqual({ problems: [], schema: schema.id });
    expect(
      validate({ version: '2.1.0', runs: [{ tool: { driver: { name: '' } }, results: [{ level: 'fatal' }] }] }),
    ).toBe(false);
  });

  test('does not report the ids of --ignore', () => {
    expect(run([REPEATED_BUCKET, '--ignore', 'MRAP203,MRAP211'])).toMatchObject({ code: 0 });
  });

  test('accepts the ids of --ignore as reports print them, and in several options', () => {
    const printed = /error (\S+) /.exec(run([REPEATED_BUCKET]).text)![1];
    expect(printed).toBe('MRAP203');
    const options = ['--ignore', 'cdk-s3-mrap::MRAP203', '--ignore', 'MRAP211'];
    expect(run([REPEATED_BUCKET, ...options])).toMatchObject({ code: 0 });
  });

  test('names the option that acknowledges warnings', () => {
    expect(run([SINGLE_BUCKET]).text).toMatch(/To acknowledge warnings and infos, pass their ids: --ignore .*\n$/);
    expect(run([VALID]).text).toBe('0 errors, 0 warnings, 0 infos in 1 template with 1 resource\n');
  });

  test('reports losses of a deployment over the --baseline', () => {
    const folder = pathOf(findCase('MRAP851', 'bad', 'bucket-added'));
    expect(run([path.join(folder, 'after'), '--baseline', path.join(folder, 'before')])).toMatchObject({
      code: 1,
      text: expect.stringContaining('MRAP851'),
    });
    expect(
      run([path.join(folder, 'after'), '--baseline', path.join(folder, 'before'), '--ignore', 'MRAP851']),
    ).toMatchObject({ code: 0 });
  });

  test('reads Regions from cdk.json and from options', () => {
    const folder = pathOf(findCase('MRAP213', 'bad', 'bucket-of-the-application'));
    expect(run([folder, '--account', '111122223333']).text).toContain('MRAP213');
    expect(run([folder, '--account', '111122223333', '--allowed-regions', 'eu-west-1, us-east-1']).text).not.toContain(
      'MRAP213',
    );
    const unknown = fileWith(
      JSON.stringify({
        Resources: {
          Media: {
            Type: 'Custom::S3MultiRegionAccessPoint',
            Properties: {
              Name: 'media',
              Buckets: [
                { Bucket: 'one', Region: 'eu-west-1' },
                { Bucket: 'two', Region: 'mx-central-1' },
              ],
            },
          },
        },
      }),
      'template.json',
    );
    expect(run([unknown])).toMatchObject({ code: 1, text: expect.stringContaining('MRAP204') });
    expect(run([unknown, '--additional-regions', 'mx-central-1'])).toMatchObject({ code: 0 });
  });

  test('resolves the short forms of CloudFormation functions in YAML', () => {
    const file = fileWith(`
Version: 2012-10-17
Conditions:
  Never: !Not [!Equals [a, a]]
  Always: !Condition Never
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties: { BucketName: !Join ['-', [media, !Ref 'AWS::Region']] }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: '*'
          Action: s3:*
          Resource: [!GetAtt Bucket.Arn, !Sub ['\${Arn}/*', { Arn: !GetAtt [Bucket, Arn] }]]
          Condition: { StringEquals: { s3:DataAccessPointAccount: !Ref AWS::AccountId } }
  Media:
    Type: AWS::S3::MultiRegionAccessPoint
    Properties:
      Name: media
      Regions:
        - Bucket: !Sub 'media-\${AWS::Region}'
        - Bucket: !If [Never, media-tokyo, media-tokyo]
        - Bucket: !Select [0, !Split [',', 'media-tokyo,other']]
`);
    const { text } = run([file, '--region', 'eu-west-1']);
    expect(text).toContain('bucket "media-tokyo" is declared more than once');
    expect(text).toContain('1 error, 0 warnings');
  });

  describe('with invalid input', () => {
    test.each([
      ['a missing file', () => '/nowhere/at/all', 'does not exist'],
      ['an empty folder', () => temporaryFolder(), 'contains no template'],
    ])('exits with code 2 and prints one line for %s', (_, source, message) => {
      const { code, errors, text } = run([source()]);
      expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
      expect(errors).toContain(message);
    });

    test.each([
      [['--ignore', 'E123'], 'expected ids like'],
      [['--ignore', 'MRAP999'], 'expected ids of docs/rules.md, which does not contain MRAP999'],
      [['--region', 'Ireland'], 'expected a Region like eu-west-1'],
      [['--region', 'eu-wst-1'], 'expected a Region like eu-west-1'],
      [['--additional-regions', 'eu-west-9,eu-wst-9'], 'expected Regions like eu-west-1'],
      [['--additional-regions', 'foo'], 'expected Regions like eu-west-1'],
      [['--allowed-regions', 'eu-west-1,foo'], 'expected Regions like eu-west-1'],
      [['--format', 'json', '--format', 'text'], 'given more than once'],
      [['--account', '1'], 'expected 12 digits'],
      [['--format', 'xml'], 'expected one of text, json, sarif, github'],
    ])('refuses %j', (options, message) => {
      const errors: string[] = [];
      const program = createProgram({ ...TEST_CONTEXT, errors: { write: (text) => errors.push(text) } });
      expect(() => program.parse(['lint', VALID, ...options], { from: 'user' })).toThrow();
      expect(errors.join('')).toContain(message);
    });
  });

  test('lints the stacks and stages of a cloud assembly as one application', () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'stage'));
    const template = (name: string) => ({
      Resources: {
        Media: {
          Type: 'AWS::S3::MultiRegionAccessPoint',
          Properties: { Name: name, Regions: [{ Bucket: 'one' }, { Bucket: 'two' }] },
        },
      },
    });
    const stack = (templateFile: string, environment: string, extra: object = {}) => ({
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile },
      ...extra,
    });
    writeFileSync(path.join(folder, 'One.template.json'), JSON.stringify(template('media')));
    writeFileSync(path.join(folder, 'Any.template.json'), JSON.stringify(template('Any')));
    writeFileSync(path.join(folder, 'stage', 'Two.template.json'), JSON.stringify(template('media')));
    writeFileSync(
      path.join(folder, 'notes.json'),
      JSON.stringify({
        '/Any/Media': [
          { type: 'aws:cdk:logicalId', data: 'Media' },
          { type: 'aws:cdk:acknowledged-rules', data: { 'cdk-s3-mrap::MRAP101': 'why' } },
        ],
      }),
    );
    writeFileSync(
      path.join(folder, 'manifest.json'),
      JSON.stringify({
        artifacts: {
          One: stack('One.template.json', 'aws://111122223333/eu-west-1', {
            metadata: { '/One/Media': [{ type: 'aws:cdk:logicalId', data: 'Media' }] },
          }),
          Any: stack('Any.template.json', 'aws://unknown-account/unknown-region', {
            additionalMetadataFile: 'notes.json',
          }),
          Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
          Tree: { type: 'cdk:tree' },
        },
      }),
    );
    writeFileSync(
      path.join(folder, 'stage', 'manifest.json'),
      JSON.stringify({ artifacts: { Two: stack('Two.template.json', 'aws://111122223333/us-east-1') } }),
    );
    const { text } = run([folder]);
    expect(text).toContain('MRAP102');
    expect(text).toContain('["One/Media", "Two/Media"]');
    expect(text).toContain('1 error, 0 warnings');
  });
});
