import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DeploymentPlan } from '../../../cli/plan/make-plan';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { makeResources, PHYSICAL_IDS } from './support';

describe('readDeployedStacks', () => {
  test('creates the resources of a stack whose creation failed, and those that CloudFormation deleted', async () => {
    const fixture = await createCommandFixture();
    const resources = makeResources();
    resources.Media.Properties.Name = 'films';
    const deleted = (ids: object) => Object.fromEntries(Object.keys(ids).map((id) => [id, 'DELETE_COMPLETE']));
    const planWith = async (statuses: Readonly<Record<string, string>>) => {
      const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
      writeFileSync(file, JSON.stringify({ Resources: resources }));
      fixture.simulated.stacks.byName.set(
        'Media', { template: { Resources: resources }, physicalIds: PHYSICAL_IDS, statuses });
      const { text } = await fixture.run('plan', file, '--json');
      return (JSON.parse(text) as DeploymentPlan).effects.map(({ action, kind }) => `${action} ${kind}`);
    };
    expect(await planWith({})).toContain('keep access point');
    expect(await planWith(deleted({ Media: '' }))).toEqual(['create access point', 'create routes', 'create policy']);
    expect(await planWith(deleted(PHYSICAL_IDS))).toEqual([
      'create access point', 'create routes', 'create policy', 'create replication', 'create bucket',
    ]);
  });

  test('reads the values of parameters that the next deployment keeps', async () => {
    const fixture = await createCommandFixture();
    const planWith = async (type: string, value: string, name: unknown = { 'Fn::Sub': '${Stage}' }) => {
      const makeTemplate = (Stage: object, Name: unknown) => {
        const { Media } = makeResources();
        return { Parameters: { Stage }, Resources: { Media: { ...Media, Properties: { ...Media.Properties, Name } } } };
      };
      const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
      writeFileSync(file, JSON.stringify(makeTemplate({ Type: type, Default: 'films' }, name)));
      fixture.simulated.stacks.byName.set('Media', {
        template: makeTemplate({ Type: type }, { Ref: 'Stage' }),
        physicalIds: { Media: 'other/alias' },
        parameters: [{ ParameterKey: 'Stage', ParameterValue: value, ResolvedValue: 'media' }],
      });
      return (await fixture.run('plan', file, '--json')).text;
    };
    const readEffects = async (...values: Parameters<typeof planWith>) =>
      (JSON.parse(await planWith(...values)) as DeploymentPlan).effects.map(({ action, name, reason }) =>
        `${action} ${name}: ${reason}`);
    expect(await readEffects('String', 'media')).toEqual([]);
    expect(await readEffects('String', 'media', 'films')).toEqual([
      'refuse films: the template changes the name, which S3 cannot change, and forbids a replacement',
    ]);
    expect(await readEffects('String', 'absent')).toEqual([
      expect.stringMatching(/^keep absent: S3 has no access point with this name/),
    ]);
    expect(await readEffects('String', '****')).toEqual([]);
    expect(await readEffects('AWS::SSM::Parameter::Value<String>', 'absent')).toEqual([]);
  });

  test('names the stacks that it may not read, and fails if it may read none', async () => {
    const fixture = await createCommandFixture();
    const { call } = fixture.simulated.aws;
    const denied = Object.assign(new Error('GetTemplate is denied'), {
      name: 'AccessDenied', Code: 'AccessDenied', $metadata: { httpStatusCode: 403, requestId: '1' },
    });
    Object.assign(fixture.simulated.aws, {
      call: (...input: Parameters<typeof call>) =>
        (input[1] === 'GetTemplate' && input[0] === 'eu-west-1' ? Promise.reject(denied) : call(...input)),
    });
    const folder = temporaryFolder();
    const write = (name: string) => {
      writeFileSync(path.join(folder, name), JSON.stringify({ Resources: makeResources() }));
    };
    write(`Media.eu-west-1.${ACCOUNT}.json`);
    const alone = await fixture.run('plan', folder);
    expect(alone.code).not.toBe(0);
    expect(alone.errors).toContain('GetTemplate is denied');
    write(`Films.us-east-1.${ACCOUNT}.json`);
    const { code, text } = await fixture.run('plan', folder, '--fail-on', 'delete');
    expect(code).toBe(1);
    expect(text).toMatch(/not read: stack Media: .*GetTemplate is denied/);
    expect(text).toMatch(/^REFUSE .*Films/);
  });
});
