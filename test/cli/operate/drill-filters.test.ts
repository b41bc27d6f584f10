import { type ReplicationRule } from '../../../simulator/model/replication';
import { drill, findChecks } from './drill-support';
import { type CommandFixture, createDrillFixture } from './support';

const HOUR = 3_600_000;
const ROLE = 'arn:aws:iam::111122223333:role/Replication';
const RULE: ReplicationRule = {
  ID: 'rule', Priority: 1, Status: 'Enabled', Filter: { Prefix: '' }, Destination: { Bucket: 'arn:aws:s3:::media-us' },
};

function setRules({ simulator }: CommandFixture, ...Rules: ReplicationRule[]): void {
  simulator.buckets.get('media-eu')!.replication.push({ since: 1, configuration: { Role: ROLE, Rules } });
}

/** Adds old objects to the source, and some of them to the destination. */
function addObjects(
  { simulated: { objects }, clock }: CommandFixture, keys: string[], replicated: string[] = [],
): void {
  for (const key of keys) objects.in('media-eu').set(key, { id: 'v', at: clock.now() - 2 * HOUR });
  for (const key of replicated) objects.in('media-us').set(key, { id: 'v', at: clock.now() - 2 * HOUR });
}

describe('cdk-s3-mrap drill', () => {
  describe('with replication filters', () => {
    test.each<[string, ReplicationRule['Filter']]>([
      ['Not', { Not: { Prefix: 'tmp/' } }],
      ['Not with Or', { Not: { Or: { Prefixes: ['tmp/', 'cache/'] } } }],
      ['And with Not', { And: { Prefix: '', Not: { Prefix: 'tmp/' } } }],
    ])('is ready if only objects that %s excludes are missing', async (_, filter) => {
      const fixture = await createDrillFixture();
      setRules(fixture, { ...RULE, Filter: filter });
      addObjects(fixture, ['tmp/x', 'films/a'], ['films/a']);
      const report = await drill(fixture);
      expect(report.verdict).toBe('ready');
      expect(findChecks(report, 'backfill').map(({ detail }) => detail))
        .toEqual(['1 objects were compared, all exist in the destination']);
    });

    test('reports a missing object that no filter excludes', async () => {
      const fixture = await createDrillFixture();
      setRules(fixture, { ...RULE, Filter: { Not: { Prefix: 'tmp/' } } });
      addObjects(fixture, ['tmp/x', 'films/a']);
      const report = await drill(fixture);
      expect(report.verdict).toBe('not-ready');
      expect(findChecks(report, 'backfill').map(({ detail }) => detail))
        .toEqual(['1 of 1 compared objects are missing, such as "films/a"; run a backfill']);
    });

    test('compares the objects of all rules between two members', async () => {
      const fixture = await createDrillFixture();
      const second = { ...RULE, ID: 'second', Priority: 2, Filter: { Prefix: 'films/new/' } };
      setRules(fixture, { ...RULE, Filter: { Prefix: 'films/old/' } }, second);
      addObjects(fixture, ['films/old/a', 'films/new/b', 'films/other'], ['films/old/a']);
      const report = await drill(fixture, '--canary-prefix', 'films/new/');
      expect(findChecks(report, 'replication').map(({ detail }) => detail)).toEqual(['rule rule, second']);
      expect(findChecks(report, 'backfill').map(({ detail }) => detail))
        .toEqual(['1 of 2 compared objects are missing, such as "films/new/b"; run a backfill']);
    });

    const vault = { ...RULE, ID: 'vault', Priority: 2, Destination: { Bucket: 'arn:aws:s3:::vault' } };

    test('writes no canary that a rule would copy to a vault', async () => {
      const fixture = await createDrillFixture();
      setRules(fixture, RULE, vault);
      const report = await drill(fixture);
      expect(report.verdict).toBe('ready');
      expect(findChecks(report, 'canary').map(({ outcome, detail }) => [outcome, detail])).toEqual([[
        'skipped',
        'wrote no canary: rules copy it to vault, which is no member, so that the drill could not delete it; '
        + 'exclude the key prefix of canaries from these rules',
      ]]);
    });

    test('writes a canary if the rules of the vault exclude it', async () => {
      const fixture = await createDrillFixture();
      setRules(fixture, RULE, { ...vault, Filter: { Not: { Prefix: 'cdk-s3-mrap-drill/' } } });
      expect(findChecks(await drill(fixture), 'canary').map(({ outcome }) => outcome)).toEqual(['passed']);
    });

    test('reads the prefix of a rule of the first version of the schema', async () => {
      const fixture = await createDrillFixture();
      setRules(fixture, { ...RULE, Priority: undefined, Filter: undefined, Prefix: 'films/' });
      addObjects(fixture, ['tmp/x', 'films/a'], ['films/a']);
      expect((await drill(fixture, '--canary-prefix', 'films/')).verdict).toBe('ready');
    });

    test('compares no objects if a rule excludes tags', async () => {
      const fixture = await createDrillFixture();
      setRules(fixture, { ...RULE, Filter: { Not: { Tag: { Key: 'keep', Value: 'no' } } } });
      addObjects(fixture, ['films/a']);
      const report = await drill(fixture);
      expect(report.verdict).toBe('degraded');
      expect(findChecks(report, 'backfill').map(({ outcome }) => outcome)).toEqual(['unknown']);
      expect(findChecks(report, 'canary').map(({ outcome }) => outcome)).toEqual(['passed']);
    });

    test.each<[string, ReplicationRule['Filter']]>([
      ['excludes its key', { Not: { Prefix: 'cdk-s3-mrap-drill/' } }],
      ['selects other keys', { Prefix: 'films/' }],
      ['selects objects with a tag', { Tag: { Key: 'keep', Value: 'yes' } }],
    ])('skips the canary if the rule %s', async (_, filter) => {
      const fixture = await createDrillFixture();
      setRules(fixture, { ...RULE, Filter: filter });
      const report = await drill(fixture);
      expect(findChecks(report, 'canary').map(({ outcome, detail }) => [outcome, detail])).toEqual([
        ['skipped', expect.stringMatching(/^the rules do not select cdk-s3-mrap-drill\/.*; choose the key prefix/)],
      ]);
      expect(fixture.simulated.objects.puts).toBe(0);
    });

    test('reports a rule with an unknown element as unknown', async () => {
      const fixture = await createDrillFixture();
      fixture.simulated.objects.configurations.set('media-eu', [
        `<Role>${ROLE}</Role><Rule><ID>new</ID><Status>Enabled</Status><Priority>1</Priority>`,
        '<Filter><Not><Suffix>.tmp</Suffix></Not></Filter>',
        '<Destination><Bucket>arn:aws:s3:::media-us</Bucket></Destination></Rule>',
      ].join(''));
      addObjects(fixture, ['x.tmp']);
      fixture.simulated.objects.stuck.add('media-eu -> media-us');
      const report = await drill(fixture, '--canary-timeout', '20s');
      expect(report.verdict).toBe('degraded');
      const detail = 'rule new contains elements that this version does not know, so it cannot judge the rule: '
        + 'Filter.Not.Suffix';
      expect(findChecks(report, 'replication')).toMatchObject([{ outcome: 'unknown', detail }]);
      expect(findChecks(report, 'backfill')).toMatchObject([{ outcome: 'unknown', detail }]);
      expect(findChecks(report, 'canary')).toMatchObject([{
        outcome: 'unknown',
        detail: 'not replicated after 20 s, and a rule contains elements that this version does not know',
      }]);
    });
  });
});
