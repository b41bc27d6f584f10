import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { makeStackName } from '../../../cli/import/build-application';
import { type CommandFixture, createCommandFixture } from '../operate/support';
import { FULL_STATE } from './full-state';
import { makeApplicationFolder } from './support';

/** Imports the access point of an account. Returns the code and the steps of the migration. */
async function importAccessPoint(fixture: CommandFixture) {
  const folder = makeApplicationFolder();
  await fixture.run('import', 'media', '--output', folder, '--no-synth');
  return {
    app: readFileSync(path.join(folder, 'app.ts'), 'utf8'),
    migration: readFileSync(path.join(folder, 'MIGRATION.md'), 'utf8'),
  };
}

describe('readTakenStackNames', () => {
  test('gives the stack another name than the stacks of the account', async () => {
    const fixture = await createCommandFixture();
    const { app, migration } = await importAccessPoint(fixture);
    expect(app).toContain("new cdk.Stack(app, 'Media',");
    expect(migration).not.toContain('must not have a stack');
    for (const name of ['Media', 'MediaAccessPoint']) {
      fixture.simulated.stacks.byName.set(name, { template: {}, physicalIds: {} });
    }
    expect((await importAccessPoint(fixture)).app).toContain("new cdk.Stack(app, 'MediaAccessPoint2',");
  });

  test('lists a step of the migration if the stacks cannot be read', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.stacks.byName.set('Media', { template: {}, physicalIds: {} });
    const { call } = fixture.simulated.aws;
    const denied = Object.assign(new Error('DescribeStacks is denied'), { name: 'AccessDenied' });
    Object.assign(fixture.simulated.aws, {
      call: (...input: Parameters<typeof call>) =>
        (input[1] === 'DescribeStacks' ? Promise.reject(denied) : call(...input)),
    });
    const { app, migration } = await importAccessPoint(fixture);
    expect(app).toContain("new cdk.Stack(app, 'Media',");
    expect(migration).toContain('The account must not have a stack Media in the Region of the application yet');
  });
});

describe('makeStackName', () => {
  test.each([
    [['Media'], 'MediaAccessPoint'], [['Media', 'MediaAccessPoint'], 'MediaAccessPoint2'], [['media'], 'Media'],
    [[], 'Media'],
  ])('chooses a name of the stack beside the stacks %j', (takenStackNames, expected) => {
    expect(makeStackName({ ...FULL_STATE, name: 'media', takenStackNames })).toBe(expected);
  });
});
