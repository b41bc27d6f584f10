import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DeploymentPlan } from '../../../cli/plan/make-plan';
import { type PlannedAction } from '../../../cli/plan/planned-effect';
import { MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { changeInConsole, type CommandFixture, createCommandFixture } from '../operate/support';
import { makeResources, makeStatement, PHYSICAL_IDS, type Resources } from './support';

type Change = (resources: Resources) => void;

/** Runs `plan` for a new template. Without a deployed template, the stack does not exist. */
async function runPlan(
  fixture: CommandFixture, next: Resources, deployed: Resources | undefined, ...options: string[]
) {
  if (deployed !== undefined) {
    fixture.simulated.stacks.byName.set(
      'Media', { template: { Resources: deployed }, physicalIds: PHYSICAL_IDS });
  }
  const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
  writeFileSync(file, JSON.stringify({ Resources: next }));
  return fixture.run('plan', file, ...options);
}

/** Returns the effects of a change of the deployed template. */
async function planChange(change: Change, prepare: (fixture: CommandFixture) => Promise<void> | void = () => {}) {
  const fixture = await createCommandFixture();
  await prepare(fixture);
  const next = makeResources();
  change(next);
  const { text, errors } = await runPlan(fixture, next, makeResources(), '--json');
  expect(errors).toBe('');
  return (JSON.parse(text) as DeploymentPlan).effects;
}

describe('cdk-s3-mrap plan', () => {
  test('finds no effect of a deployment without a change', async () => {
    const fixture = await createCommandFixture();
    const { code, text } = await runPlan(fixture, makeResources(), makeResources());
    expect({ code, text }).toEqual({
      code: 0, text: 'The deployment changes no access point, route, policy, replication rule or bucket.\n',
    });
  });

  test.each<[string, Change, PlannedAction, RegExp]>([
    [
      'the removal of an access point', (resources) => { delete resources.Media; }, 'delete',
      /does not declare it/,
    ],
    ['another name', ({ Media }) => { Media.Properties.Name = 'films'; }, 'refuse', /changes the name, .*forbids/],
    [
      'another set of buckets', ({ Media }) => { (Media.Properties.Buckets as object[]).pop(); }, 'refuse',
      /changes the set of buckets/,
    ],
    [
      'another public access block and an allowed replacement',
      ({ Media }) => {
        Object.assign(Media.Properties, {
          Name: 'films', Replacement: 'ALLOW', PublicAccessBlock: { BlockPublicAcls: 'false' },
        });
      },
      'replace', /changes the name and the public access block/,
    ],
    [
      'a replacement that keeps the old access point',
      ({ Media }) => {
        Object.assign(Media.Properties, { Name: 'films', Replacement: 'ALLOW' });
        Media.UpdateReplacePolicy = 'Retain';
      },
      'replace', /changes the name/,
    ],
  ])('finds the effect of %s', async (_, change, action, reason) => {
    const [effect] = await planChange(change);
    expect(effect).toMatchObject({ action, kind: 'access point', reason: expect.stringMatching(reason) });
  });

  test('finds that a replacement in a native template needs another name', async () => {
    const fixture = await createCommandFixture();
    const declare = (regions: typeof MEMBERS): Resources => ({
      Media: {
        Type: 'AWS::S3::MultiRegionAccessPoint',
        Properties: { Name: 'media', Regions: regions.map(({ bucket: Bucket }) => ({ Bucket })) },
      },
    });
    const { text } = await runPlan(fixture, declare(MEMBERS.slice(1)), declare(MEMBERS));
    expect(text).toMatch(/^REFUSE +access point media .*\n.*a replacement with the same name cannot exist/);
    const other = declare(MEMBERS.slice(1));
    other.Media.Properties.Name = 'films';
    expect((await runPlan(fixture, other, declare(MEMBERS))).text).toMatch(/^REPLACE +access point films/);
    const created = await runPlan(await createCommandFixture(), declare(MEMBERS), undefined);
    expect(created.text).toMatch(/AWS::S3::MultiRegionAccessPoint cannot adopt it/);
  });

  test('keeps a removed access point that is retained, or that another construct adopts', async () => {
    const fixture = await createCommandFixture();
    const retained = makeResources();
    retained.Media.DeletionPolicy = 'Retain';
    const { text } = await runPlan(fixture, { Bucket: makeResources().Bucket }, retained);
    expect(text).toMatch(/^KEEP +access point media .*\n.*its removal policy retains it/);
    const { Media, ...others } = makeResources();
    const renamed = { ...others, Films: { ...Media, Properties: { ...Media.Properties, Existing: 'ADOPT' } } };
    const effects = await planChange((resources) => {
      delete resources.Media;
      Object.assign(resources, { Films: renamed.Films });
    });
    expect(effects.map(({ action, kind }) => `${action} ${kind}`)).toEqual(
      expect.arrayContaining(['adopt access point', 'keep access point']));
    expect(effects.map(({ action }) => action)).not.toContain('delete');
  });

  describe('for a new stack', () => {
    test.each<[string, Change, PlannedAction, RegExp]>([
      ['an existing name', () => {}, 'refuse', /ExistingAccessPointPolicy\.ADOPT would adopt it/],
      [
        'an equal access point that it adopts', ({ Media }) => { Media.Properties.Existing = 'ADOPT'; }, 'adopt',
        /alias/,
      ],
      [
        'an access point with other buckets that it adopts',
        ({ Media }) => {
          Object.assign(Media.Properties, { Existing: 'ADOPT', Buckets: [{ Bucket: 'media-eu' }, { Bucket: 'new' }] });
        },
        'refuse', /bucket new is declared but not a member; bucket media-jp is a member but not declared/,
      ],
      ['a new name', ({ Media }) => { Media.Properties.Name = 'films'; }, 'create', /no access point/],
      [
        'a generated name', ({ Media }) => { delete Media.Properties.Name; }, 'create',
        /no access point/,
      ],
    ])('finds the effect of %s', async (_, change, action, reason) => {
      const next = makeResources();
      change(next);
      const { text } = await runPlan(await createCommandFixture(), next, undefined, '--json');
      const [effect] = (JSON.parse(text) as DeploymentPlan).effects;
      expect(effect).toMatchObject({ action, reason: expect.stringMatching(reason) });
    });

    test('does not decide without an answer from us-west-2', async () => {
      const fixture = await createCommandFixture();
      fixture.simulated.deaths = [(region) => region === 'us-west-2'];
      const { code, text } = await runPlan(fixture, makeResources(), undefined, '--fail-on', 'delete');
      expect(code).toBe(1);
      expect(text).toMatch(/^UNKNOWN +access point media/);
      expect(text).toMatch(/not read: access point media: .*ETIMEDOUT/);
    });

    test('creates routes, policy and rules with the access point', async () => {
      const next = makeResources();
      next.Media.Properties.Name = 'films';
      const { text } = await runPlan(await createCommandFixture(), next, undefined);
      expect(text).toContain('CREATE   routes films  (Media/Routes)\n  the declared routes are us-east-1=ACTIVE,');
      expect(text).toContain('CREATE   policy films  (Media/Policy)\n  adds 1 statement');
      expect(text).toContain('CREATE   replication media-eu  (Media/Replication)\n  adds 1 rule to media-us');
      expect(text).toContain('CREATE   bucket media-eu  (Media/Bucket)');
      expect(text).toContain('Plan: 5 create.');
    });
  });

  describe('routes', () => {
    const deactivate: Change = ({ Routes }) => {
      Routes.Properties.Routes = [{ Region: 'us-east-1', TrafficDialPercentage: 0 }];
    };

    test('changes deployed routes', async () => {
      const [effect] = await planChange(deactivate);
      expect(effect).toMatchObject({
        action: 'change', kind: 'routes', clients: expect.stringMatching(/other Regions/),
      });
    });

    test.each<[string, PlannedAction, RegExp]>([
      ['KEEP', 'keep', /a manual change of the routes stays: live ap-northeast-1=PASSIVE/],
      ['ENFORCE', 'change', /a manual change is overwritten/],
      ['FAIL', 'refuse', /the routes were changed manually/],
    ])('treats a failover with %s', async (mode, action, reason) => {
      const [effect] = await planChange((resources) => {
        deactivate(resources);
        resources.Routes.Properties.LiveRoutes = mode;
      }, async (fixture) => {
        await changeInConsole(fixture, { 'media-jp': 0 });
        fixture.clock.advance(180_000);
      });
      expect(effect).toMatchObject({ action, kind: 'routes', reason: expect.stringMatching(reason) });
    });

    test('keeps a failover if the declaration is unchanged', async () => {
      const [effect] = await planChange(() => {}, async (fixture) => {
        await changeInConsole(fixture, { 'media-jp': 0 });
        fixture.clock.advance(180_000);
      });
      expect(effect).toMatchObject({
        action: 'keep', kind: 'routes', reason: expect.stringMatching(/the declaration is unchanged/),
      });
    });

    test('keeps the live routes if the new template declares none', async () => {
      const [effect] = await planChange((resources) => { delete resources.Routes; });
      expect(effect).toMatchObject({ action: 'keep', kind: 'routes', reason: expect.stringMatching(/declares no/) });
    });

    test('does not decide if three control Regions do not answer', async () => {
      const [effect] = await planChange(deactivate, ({ simulated }) => {
        const dead = ['us-east-1', 'ap-southeast-2', 'eu-west-1'];
        simulated.deaths = [(region, service) => service === 's3-control' && dead.includes(region)];
      });
      expect(effect).toMatchObject({ action: 'unknown', kind: 'routes' });
    });
  });

  test.each<[string, Change, object]>([
    [
      'an added and a removed statement',
      ({ Policy }) => {
        Policy.Properties.Policy = { Statement: [makeStatement('444455556666', { 'Fn::GetAtt': ['Media', 'Arn'] })] };
      },
      { action: 'change', kind: 'policy', reason: 'adds 1 statement; removes 1 statement' },
    ],
    [
      'a removed policy', (resources) => { delete resources.Policy; },
      { action: 'delete', kind: 'policy', clients: expect.stringMatching(/fail/) },
    ],
    [
      'an added rule',
      ({ Replication }) => {
        (Replication.Properties.Rules as object[]).push({ Id: 'b', Priority: 2, DestinationBucket: 'media-jp' });
      },
      {
        action: 'change',
        kind: 'replication',
        reason: 'adds 1 rule to media-jp',
        data: expect.stringMatching(/backfill/),
      },
    ],
    [
      'a changed prefix',
      ({ Replication }) => { (Replication.Properties.Rules as { Prefix?: string }[])[0].Prefix = 'films/'; },
      { action: 'change', kind: 'replication', reason: 'changes 1 rule to media-us' },
    ],
    [
      'removed rules', (resources) => { delete resources.Replication; },
      { action: 'delete', kind: 'replication', data: expect.stringMatching(/no longer replicated to media-us/) },
    ],
    [
      'a removed bucket that is retained', (resources) => { delete resources.Bucket; },
      { action: 'keep', kind: 'bucket', name: 'media-eu', data: 'Objects stay.' },
    ],
    [
      'another name of a bucket', ({ Bucket }) => { Bucket.Properties.BucketName = 'media-new'; },
      { action: 'replace', kind: 'bucket', data: expect.stringMatching(/The new bucket is empty\..*if it is empty/) },
    ],
    [
      'another name of a bucket that is kept',
      ({ Bucket }) => {
        Bucket.Properties.BucketName = 'media-new';
        Bucket.UpdateReplacePolicy = 'Retain';
      },
      { action: 'replace', kind: 'bucket', data: 'The new bucket is empty. The old bucket stays.' },
    ],
  ])('finds the effect of %s', async (_, change, expected) => {
    const effects = await planChange(change);
    expect(effects).toContainEqual(expect.objectContaining(expected));
  });

  test('warns that a custom resource empties a removed bucket', async () => {
    const deployed = makeResources();
    deployed.Bucket.DeletionPolicy = 'Delete';
    const emptied = {
      ...deployed,
      Empty: { Type: 'Custom::S3AutoDeleteObjects', Properties: { BucketName: { Ref: 'Bucket' } } },
    };
    const { Bucket: _, ...next } = deployed;
    const { code, text } = await runPlan(await createCommandFixture(), next, emptied, '--fail-on', 'replace,delete');
    expect(code).toBe(1);
    expect(text).toContain('DELETE   bucket media-eu');
    expect(text).toContain('data: A custom resource deletes all objects and versions');
  });

  test('reports an access point that was deleted or changed manually', async () => {
    const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
    const { text } = await runPlan(fixture, makeResources(), makeResources());
    expect(text).toMatch(/the live access point differs from its declaration: bucket media-jp is declared but not/);
    const next = makeResources();
    next.Media.Properties.Name = 'films';
    const gone = await runPlan(fixture, next, next);
    expect(gone.text).toMatch(/S3 has no access point with this name; the declaration is unchanged/);
    const removed = await runPlan(fixture, { Bucket: next.Bucket }, next);
    expect(removed.text).toMatch(/^KEEP .*\n.*and S3 has no access point with this name/);
  });

  test('reads the name of a generated access point from the stack', async () => {
    const fixture = await createCommandFixture();
    const resources = makeResources();
    delete resources.Media.Properties.Name;
    const next = { Bucket: resources.Bucket };
    expect((await runPlan(fixture, next, resources)).text).toMatch(/^DELETE +access point media /);
  });

  test('uses the account of the credentials and the given Region in names', async () => {
    const fixture = await createCommandFixture();
    const file = path.join(temporaryFolder(), 'Media.json');
    const { Media, Bucket } = makeResources();
    Media.Properties.Name = { 'Fn::Sub': 'films-${AWS::AccountId}-${AWS::Region}' };
    writeFileSync(file, JSON.stringify({ Resources: { Media, Bucket } }));
    const { text } = await fixture.run('plan', file, '--region', 'eu-west-1');
    expect(text).toContain(`CREATE   access point films-${ACCOUNT}-eu-west-1`);
  });

  test('renders Markdown without markup from names', async () => {
    const next = makeResources();
    next.Bucket.Properties.BucketName = 'media|<new>';
    const { text } = await runPlan(await createCommandFixture(), next, makeResources(), '--format', 'markdown');
    expect(text).toContain('| action | resource | name | reason | clients | data |');
    expect(text).toContain('media\\|\\<new\\>');
    expect((await runPlan(await createCommandFixture(), next, next, '--format', 'markdown')).text)
      .toContain('The deployment changes no access point');
  });

  test('accepts a plan without the actions of --fail-on', async () => {
    const next = makeResources();
    next.Media.Properties.Name = 'films';
    const { code } = await runPlan(await createCommandFixture(), next, undefined, '--fail-on', 'replace,delete');
    expect(code).toBe(0);
    await expect((await createCommandFixture()).run('plan', 'cdk.out', '--fail-on', 'destroy'))
      .rejects.toThrow('expected actions of create, adopt, change');
  });

  test('refuses templates without a Region, and reports stacks of other accounts', async () => {
    const fixture = await createCommandFixture();
    const folder = temporaryFolder();
    const file = path.join(folder, 'Media.json');
    writeFileSync(file, JSON.stringify({ Resources: makeResources() }));
    const { code, errors } = await fixture.run('plan', file);
    expect({ code, errors }).toEqual({
      code: 2, errors: expect.stringContaining('[MRAP961] stack "Media" declares no Region, and neither does '),
    });
    expect((await fixture.run('plan', file, '--region', 'eu-west-1')).text).toMatch(/^REFUSE/);
    const foreign = path.join(folder, 'Vault.eu-west-1.444455556666.json');
    writeFileSync(foreign, JSON.stringify({ Resources: makeResources() }));
    const { text } = await fixture.run('plan', foreign);
    expect(text).toContain('not read: stack Vault: it belongs to account 444455556666');
    expect((await fixture.run('plan', path.join(folder, 'absent'))).errors).toMatch(/does not exist/);
  });
});
