import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { CommanderError } from 'commander';
import { createProgram } from '../../../cli/program';
import { findCase, pathOf } from '../../linter/cases';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { makeApplicationFolder, runInProcess } from '../import/support';
import { TEST_CONTEXT } from '../support';
import { AWAY_FROM_IRELAND, changeInConsole, createCommandFixture } from './support';

const schema = JSON.parse(
  readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'command-line.schema.json'), 'utf8'),
) as { $id: string };
const ajv = new Ajv({ strict: false }).addSchema(schema);

/** Validates a JSON text against a definition of the published schema. */
function findProblems(definition: string, text: string): unknown {
  const validate = ajv.getSchema(`${schema.$id}#/definitions/${definition}`)!;
  return validate(JSON.parse(text)) === true ? [] : validate.errors;
}

describe('docs/command-line.schema.json', () => {
  test.each([
    ['all services answer', () => false],
    ['us-west-2 does not answer', (region: string) => region === 'us-west-2'],
    ['S3 Control does not answer', (_region: string, service: string) => service === 's3-control'],
  ])('describes status --json if %s', async (_, isDead) => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [isDead];
    expect(findProblems('status', (await fixture.run('status', fixture.arn, '--json')).text)).toEqual([]);
  });

  test('describes failover --json, its messages and the answer if the routes are already in effect', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.figures.edges.clear();
    const failover = ['failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--json'];
    const refused = await fixture.run(...failover);
    expect({ code: refused.code, text: refused.text }).toEqual({ code: 4, text: '' });
    expect(findProblems('message', refused.errors)).toEqual([]);
    const changed = await fixture.run(...failover, '--accept-data-loss');
    expect(findProblems('record', changed.text)).toEqual([]);
    expect(findProblems('message', changed.errors)).toEqual([]);
    fixture.clock.advance(300_000);
    expect(findProblems('unchanged', (await fixture.run(...failover)).text)).toEqual([]);
  });

  test('describes failover --plan --json and history --json', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.configure({ eventHistoryLagMs: 0 });
    await changeInConsole(fixture, { 'media-jp': 0 });
    fixture.clock.advance(300_000);
    const plan = path.join(temporaryFolder(), 'plan.json');
    const planned = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--plan', plan, '--json');
    expect(findProblems('plan', planned.text)).toEqual([]);
    expect(findProblems('plan', readFileSync(plan, 'utf8'))).toEqual([]);
    const applied = await fixture.run('failover', '--apply', plan, '--yes', '--json');
    expect(findProblems('record', applied.text)).toEqual([]);
    expect(JSON.parse(applied.text)).toHaveProperty('plan.author');
    const history = await fixture.run('history', fixture.arn, '--json');
    expect(findProblems('history', history.text)).toEqual([]);
    expect((JSON.parse(history.text) as { changes: object[] }).changes).toHaveLength(2);
  });

  test('describes backfill --json and watch --json', async () => {
    const fixture = await createCommandFixture();
    expect(findProblems('backfill', (await fixture.run('backfill', 'media', '--dry-run', '--json')).text)).toEqual([]);
    expect(findProblems('backfill', (await fixture.run('backfill', 'media', '--yes', '--json')).text)).toEqual([]);
    const token = fixture.simulator.snapshot().operations[0].tokenArn;
    expect(findProblems('watch', (await fixture.run('watch', token, '--json')).text)).toEqual([]);
  });

  test('describes plan --json', async () => {
    const fixture = await createCommandFixture();
    const source = fixture.writeTemplate({
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-eu' } },
      Media: { Type: 'Custom::S3MultiRegionAccessPoint', Properties: { Name: 'media', Buckets: [] } },
    });
    fixture.simulated.stacks.byName.set('Media', { template: { Resources: {} }, physicalIds: {} });
    const { text } = await fixture.run('plan', source, '--json');
    expect(findProblems('deployment', text)).toEqual([]);
    expect((JSON.parse(text) as { effects: object[] }).effects).toHaveLength(1);
  });

  test('describes import --json', async () => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const { text } = await fixture.run('import', fixture.arn, '--output', makeApplicationFolder(), '--json');
    expect(findProblems('import', text)).toEqual([]);
    expect(JSON.parse(text)).toHaveProperty('differences', []);
    const source = fixture.writeTemplate({
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-eu' } },
      Media: {
        Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: [{ Bucket: 'media-eu' }] },
      },
    });
    const files = await fixture.run(
      'import', '--from-template', source, '--output', makeApplicationFolder(), '--region', 'eu-west-1',
      '--account', '111122223333', '--no-synth', '--json');
    expect(findProblems('import', files.text)).toEqual([]);
    expect(JSON.parse(files.text)).toHaveProperty('release', [expect.objectContaining({ tool: 'CloudFormation' })]);
  });

  test('describes own --json', async () => {
    const fixture = await createCommandFixture();
    await putPolicy(fixture);
    const own = ['own', fixture.arn, '--owner', 'a'.repeat(20), '--yes', '--json'];
    const { text } = await fixture.run(...own);
    expect(findProblems('own', text)).toEqual([]);
    expect(JSON.parse(text)).toHaveProperty('changed', true);
    expect(findProblems('own', (await fixture.run(...own)).text)).toEqual([]);
  });

  test('describes lint --json, topology --json and simulate --json', async () => {
    const template = pathOf(findCase('MRAP203', 'bad', 'literal'));
    const lint = await runWithoutAws('lint', template, '--json');
    expect(findProblems('lint', lint.text)).toEqual([]);
    expect((JSON.parse(lint.text) as { findings: object[] }).findings).not.toEqual([]);
    const output = path.join(temporaryFolder(), 'page.html');
    const topology = await runWithoutAws('topology', template, '--output', output, '--json');
    expect(findProblems('topology', topology.text)).toEqual([]);
    expect(JSON.parse(topology.text)).toMatchObject({ file: output, findings: { errors: 1 } });
    expect(findProblems('simulate', (await runWithoutAws('simulate', '--port', '0', '--json')).text)).toEqual([]);
  });

  test.each([
    [['status', '--json'], 'no argument <access-point>'],
    [['status', 'media', '--json', '--unknown'], 'unknown option'],
    [['lint', '/nonexistent', '--json'], '/nonexistent'],
    [['topology', '/nonexistent', '--json'], '/nonexistent'],
    [['failover', '--json'], 'no argument <access-point>'],
  ])('describes the error of %j', async (args, message) => {
    const { text, errors } = await runWithoutAws(...args);
    expect(text).toBe('');
    expect(findProblems('message', errors)).toEqual([]);
    expect(errors).toContain(message);
  });

  test.each([
    ['status', { version: 1 }],
    ['record', { version: 2 }],
    ['message', { version: 1 }],
    ['message', { version: 1, error: { message: 'x', exitCode: 0 } }],
  ])('refuses a %s like %j', (definition, value) => {
    expect(findProblems(definition, JSON.stringify(value))).not.toEqual([]);
  });
});

type CommandFixture = Awaited<ReturnType<typeof createCommandFixture>>;

/** Puts a policy without an owner. */
async function putPolicy({ simulator, clock }: CommandFixture): Promise<void> {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const Details = { Name: 'media', Policy: policy };
  const context = { accountId: ACCOUNT, region: 'us-west-2' };
  await simulator.call('PutMultiRegionAccessPointPolicy', { AccountId: ACCOUNT, ClientToken: 'p', Details }, context);
  clock.advance(60_000);
}

/** Runs a command that does not call AWS. */
async function runWithoutAws(...args: string[]): Promise<{ text: string; errors: string }> {
  const texts: string[] = [];
  const errors: string[] = [];
  const program = createProgram({
    ...TEST_CONTEXT,
    arguments: args,
    output: { write: (text) => texts.push(text) },
    errors: { write: (text) => errors.push(text) },
  });
  await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
    if (!(error instanceof CommanderError)) throw error;
  });
  return { text: texts.join(''), errors: errors.join('') };
}
