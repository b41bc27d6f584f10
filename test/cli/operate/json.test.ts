import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { AWAY_FROM_IRELAND, createCommandFixture } from './support';

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

  test.each([
    ['status', { version: 1 }],
    ['record', { version: 2 }],
    ['message', { version: 1 }],
    ['message', { version: 1, error: { message: 'x', exitCode: 0 } }],
  ])('refuses a %s like %j', (definition, value) => {
    expect(findProblems(definition, JSON.stringify(value))).not.toEqual([]);
  });
});
