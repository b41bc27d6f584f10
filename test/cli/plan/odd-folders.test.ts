import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { makeResources, PHYSICAL_IDS } from './support';

type Files = Readonly<Record<string, unknown>>;

const TEMPLATE = { Resources: makeResources() };
const NO_EFFECT = 'The deployment changes no access point, route, policy, replication rule or bucket.\n';
const COMPLETE = /^\[MRAP962\] [^\n]+, expected [^\n]+; [^\n]+\n$/;

/** Writes files with an object as JSON, and others as text. */
function writeFolder(files: Files): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

function makeStack(properties: object = {}, artifact: object = {}): object {
  return {
    type: 'aws:cloudformation:stack',
    environment: `aws://${ACCOUNT}/eu-west-1`,
    properties: { templateFile: 'Media.template.json', ...properties },
    ...artifact,
  };
}

function makeAssembly(artifacts: object, version = '53.0.0'): object {
  return { version, artifacts };
}

const UNKNOWN_ENVIRONMENT = 'aws://unknown-account/unknown-region';
const WITH_TEMPLATE = { 'Media.template.json': TEMPLATE };

/** Runs `plan` in an account with the stack Media, which has the same template. */
async function runPlan(folder: string, ...options: string[]) {
  const fixture = await createCommandFixture();
  fixture.simulated.stacks.byName.set('Media', { template: TEMPLATE, physicalIds: PHYSICAL_IDS });
  return fixture.run('plan', folder, ...options);
}

describe('cdk-s3-mrap plan', () => {
  test.each<[string, Files, string]>([
    ['an empty folder', {}, 'it contains neither manifest.json of "cdk synth" nor a template'],
    ['a manifest without stacks', { 'manifest.json': makeAssembly({}) }, 'it contains no stack'],
    [
      'a manifest that is no JSON', { 'manifest.json': '{"artifacts": {', ...WITH_TEMPLATE },
      'manifest.json" cannot be used: Expected property name',
    ],
    [
      'a missing template', { 'manifest.json': makeAssembly({ Media: makeStack() }) },
      'Media.template.json" cannot be used: no such file or directory, expected a complete cdk.out folder; ',
    ],
    [
      'a template that is a list',
      { 'manifest.json': makeAssembly({ Media: makeStack() }), 'Media.template.json': '[1]' },
      'Media.template.json" cannot be used: it contains no object, expected a complete cdk.out folder; ',
    ],
    [
      'a missing folder of a stage',
      {
        'manifest.json': makeAssembly({
          stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        }),
      },
      'manifest.json" cannot be used: no such file or directory, expected a complete cdk.out folder; ',
    ],
    [
      'metadata that are no JSON',
      {
        'manifest.json': makeAssembly({ Media: makeStack({}, { additionalMetadataFile: 'Media.metadata.json' }) }),
        'Media.metadata.json': '{',
        ...WITH_TEMPLATE,
      },
      'Media.metadata.json" cannot be used: ',
    ],
  ])('refuses %s with a code and an action', async (_, files, message) => {
    const { code, text, errors } = await runPlan(writeFolder(files));
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(errors).toMatch(COMPLETE);
    expect(errors).toContain(message);
  });

  test.each<[string, Files, string[]]>([
    ['of a newer schema version', { 'manifest.json': makeAssembly({ Media: makeStack() }, '999.0.0') }, []],
    ['with another artifact id', { 'manifest.json': makeAssembly({ Other: makeStack({ stackName: 'Media' }) }) }, []],
    [
      'with termination protection',
      { 'manifest.json': makeAssembly({ Media: makeStack({ terminationProtection: true }) }) }, [],
    ],
    [
      'without an environment',
      { 'manifest.json': makeAssembly({ Media: makeStack({}, { environment: UNKNOWN_ENVIRONMENT }) }) },
      ['--region', 'eu-west-1'],
    ],
    ['without a manifest', {}, ['--region', 'eu-west-1']],
  ])('finds the deployed stack of a folder %s', async (_, files, options) => {
    const name = 'manifest.json' in files ? 'Media.template.json' : 'Media.json';
    expect(await runPlan(writeFolder({ ...files, [name]: TEMPLATE }), ...options)).toEqual({
      code: 0, text: NO_EFFECT, errors: '',
    });
  });

  test('reads construct paths from a separate file of metadata', async () => {
    const { text } = await runPlan(writeFolder({
      'manifest.json': makeAssembly({
        Films: makeStack({}, { additionalMetadataFile: 'Media.metadata.json' }),
      }),
      'Media.metadata.json': { '/App/Main/Films': [{ type: 'aws:cdk:logicalId', data: 'Media' }] },
      ...WITH_TEMPLATE,
    }));
    expect(text).toContain('REFUSE   access point media  (App/Main/Films)');
  });

  test('reports a template that CloudFormation refuses because of its size', async () => {
    const folder = writeFolder({
      'manifest.json': makeAssembly({
        Media: makeStack(), Large: makeStack({ templateFile: 'Large.template.json' }),
      }),
      'Large.template.json': { ...TEMPLATE, Metadata: { text: 'x'.repeat(1_048_576) } },
      ...WITH_TEMPLATE,
    });
    const { code, text } = await runPlan(folder, '--fail-on', 'delete');
    expect(code).toBe(1);
    expect(text).toMatch(/^not read: stack Large: its template has \d+ bytes, and CloudFormation accepts 1048576\n/);
    expect(text).toContain('The deployment changes nothing in the parts that could be read.');
  });

  test('reports a nested stack whose template is not in the folder', async () => {
    const nested = {
      Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/nested.json' } },
    };
    const { code, text } = await runPlan(writeFolder({
      'manifest.json': makeAssembly({ Media: makeStack() }),
      'Media.template.json': { Resources: { ...TEMPLATE.Resources, ...nested } },
    }), '--fail-on', 'delete', '--format', 'markdown');
    expect(code).toBe(1);
    expect(text).toContain('- not read: stack Media/Nested: the folder does not contain its template');
  });

  test('reports transforms that can change what it reads, of the new and the deployed template', async () => {
    const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://code/api.yaml' } } };
    const readNotes = async (template: object, ...options: string[]) => {
      const { code, text } = await runPlan(
        writeFolder({ [`Media.eu-west-1.${ACCOUNT}.json`]: { ...TEMPLATE, ...template } }), ...options);
      return { code, notes: text.split('\n').filter((line) => line.startsWith('not read')) };
    };
    const Transform = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', { Name: 'Count' }];
    expect(await readNotes({ Transform }, '--fail-on', 'delete')).toEqual({
      code: 1, notes: ['not read: stack Media: transform Count can change the template'],
    });
    const included = ['not read: stack Media: transform AWS::Include can change the template'];
    expect((await readNotes({ Resources: { ...TEMPLATE.Resources, ...include } })).notes).toEqual(included);
    const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: include } };
    expect((await readNotes({ Resources: { ...TEMPLATE.Resources, Api: api } })).notes).toEqual([]);
    const fixture = await createCommandFixture();
    fixture.simulated.stacks.byName.set('Media', { template: { ...TEMPLATE, Transform }, physicalIds: PHYSICAL_IDS });
    const { text } = await fixture.run('plan', writeFolder({ [`Media.eu-west-1.${ACCOUNT}.json`]: TEMPLATE }));
    expect(text).toContain('not read: stack Media: transform Count can change the template');
  });

  test('reports look-ups whose results are missing, also those of a stage', async () => {
    const missing = (key: string) => [{ key, provider: 'ssm', props: {} }];
    const { code, text } = await runPlan(writeFolder({
      'manifest.json': {
        ...makeAssembly({
          Media: makeStack(), stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        }),
        missing: [...missing('ssm:a'), ...missing('ssm:b')],
      },
      'assembly-Prod/manifest.json': { ...makeAssembly({}), missing: missing('ssm:b') },
      ...WITH_TEMPLATE,
    }), '--fail-on', 'delete');
    expect(code).toBe(1);
    expect(text).toBe([
      ...['ssm:a', 'ssm:b'].map((key) => `not read: look-up ${key}: the manifest lists it as missing, and the `
        + 'templates contain a dummy value; run "cdk synth" with credentials'),
      'The deployment changes nothing in the parts that could be read.',
      '',
    ].join('\n'));
  });

  test('reports the rules of each stack if two stacks have buckets with the same logical id', async () => {
    const makeTemplate = (destination: string) => ({
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            ReplicationConfiguration: {
              Role: 'role',
              Rules: [{ Id: 'a', Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${destination}` } }],
            },
          },
        },
      },
    });
    const fixture = await createCommandFixture();
    for (const name of ['Beta', 'Prod']) {
      fixture.simulated.stacks.byName.set(name, { template: makeTemplate('before'), physicalIds: PHYSICAL_IDS });
    }
    const { text } = await fixture.run('plan', writeFolder({
      'manifest.json': makeAssembly({
        Beta: makeStack({ templateFile: 'Beta.json' }), Prod: makeStack({ templateFile: 'Prod.json' }),
      }),
      'Beta.json': makeTemplate('after'),
      'Prod.json': makeTemplate('before'),
    }));
    expect(text).toMatch(/^CHANGE +replication \$\{Bucket\} .*\n +changes 1 rule to after;/);
    expect(text).toContain('Plan: 1 change.');
  });

  test('reads stacks with the same name in two environments from their Regions', async () => {
    const fixture = await createCommandFixture();
    const { call } = fixture.simulated.aws;
    const regions: string[] = [];
    Object.assign(fixture.simulated.aws, {
      call: (...[region, operation, input]: Parameters<typeof call>) => {
        if (operation === 'GetTemplate') regions.push(`${region} ${JSON.stringify(input)}`);
        return call(region, operation, input);
      },
    });
    const { code } = await fixture.run('plan', writeFolder({
      'manifest.json': makeAssembly(Object.fromEntries(['eu-west-1', 'us-east-1'].map((region) => [
        region, makeStack({ stackName: 'Media' }, { environment: `aws://${ACCOUNT}/${region}` }),
      ]))),
      ...WITH_TEMPLATE,
    }));
    expect(code).toBe(0);
    expect(regions).toEqual(['eu-west-1', 'us-east-1'].map((region) =>
      `${region} {"StackName":"Media","TemplateStage":"Original"}`));
  });
});

const IN_EUROPE = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
const IN_AMERICA = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');

function declareAccessPoint(scope: Stack, name: string, buckets = [IN_EUROPE, IN_AMERICA]): void {
  new MultiRegionAccessPoint(scope, 'Media', { multiRegionAccessPointName: name, buckets });
}

describe('loadAssembly', () => {
  const env = { account: ACCOUNT, region: 'eu-west-1' };

  test.each([
    ['names the files of assets', true], ['does not name the files of assets', false],
  ])('reads nested stacks of nested stacks if the metadata %s', async (_, metadata) => {
    const folder = temporaryFolder();
    const app = new App({
      outdir: folder, analyticsReporting: false, context: { 'aws:cdk:enable-asset-metadata': metadata },
    });
    const outer = new NestedStack(new Stack(app, 'Main', { env }), 'Outer');
    declareAccessPoint(new NestedStack(outer, 'Inner'), 'films');
    app.synth();
    const { code, text } = await runPlan(folder);
    expect(code).toBe(0);
    expect(text).toMatch(/^CREATE +access point films /);
    expect(text).not.toContain('not read');
  });

  test('reads a member whose name another stack exports', async () => {
    const folder = temporaryFolder();
    const app = new App({ outdir: folder, analyticsReporting: false });
    const bucket = new Bucket(new Stack(app, 'Data', { env }), 'Bucket', { versioned: true });
    declareAccessPoint(new Stack(app, 'Access', { env }), 'films', [UnderlyingBucket.fromBucket(bucket), IN_AMERICA]);
    app.synth();
    const { code, text } = await runPlan(folder);
    expect(code).toBe(0);
    expect(text).toMatch(/^CREATE +access point films /);
    expect(text).not.toContain('not read');
  });

  test('reads the stacks of all stages', async () => {
    const folder = temporaryFolder();
    const app = new App({ outdir: folder, analyticsReporting: false });
    for (const name of ['films', 'music']) declareAccessPoint(new Stack(new Stage(app, name, { env }), 'Main'), name);
    app.synth();
    const { text } = await runPlan(folder);
    expect(text.match(/^CREATE +access point (films|music) /gm)).toHaveLength(2);
    rmSync(path.join(folder, 'assembly-films'), { recursive: true });
    expect((await runPlan(folder)).errors).toMatch(COMPLETE);
  });
});
