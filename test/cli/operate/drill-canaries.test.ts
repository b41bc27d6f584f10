import { denyCalls, drill, findChecks } from './drill-support';
import { createDrillFixture } from './support';

describe('cdk-s3-mrap drill', () => {
  const makeRule = (retention: string) => `<Rule><DefaultRetention>${retention}</DefaultRetention></Rule>`;
  const RETENTION = makeRule('<Mode>COMPLIANCE</Mode><Years>10</Years>');
  const EVENT_HOLD = makeRule('<DefaultEventHold><Days>90</Days></DefaultEventHold>');

  test.each([
    ['the active bucket locks new objects for a time', 'media-eu', RETENTION],
    ['the bucket of the replica locks new objects for a time', 'media-us', RETENTION],
    ['the active bucket sets an event hold', 'media-eu', EVENT_HOLD],
  ])('writes no canary and can be ready if %s', async (_, bucket, rule) => {
    const fixture = await createDrillFixture();
    fixture.simulated.objects.locks.set(bucket, rule);
    const report = await drill(fixture);
    expect([report.verdict, report.code]).toEqual(['ready', 0]);
    expect(findChecks(report, 'canary').map(({ subject, outcome, detail }) => [subject, outcome, detail])).toEqual([[
      'eu-west-1 -> us-east-1', 'skipped',
      `wrote no canary: ${bucket} locks new objects by default, so S3 would not delete it`,
    ]]);
    expect(fixture.simulated.objects.puts).toBe(0);
  });

  test('writes a canary to buckets with Object Lock and without a default retention', async () => {
    const fixture = await createDrillFixture();
    fixture.simulated.objects.locks.set('media-eu', '').set('media-us', '<Rule></Rule>');
    const report = await drill(fixture);
    expect(findChecks(report, 'canary').map(({ outcome }) => outcome)).toEqual(['passed']);
    expect([...fixture.simulated.objects.versions.values()].map(({ size }) => size)).toEqual([0, 0]);
  });

  test('writes no canary if a lock is unknown', async () => {
    const fixture = await createDrillFixture();
    denyCalls(fixture, 'GetObjectLockConfiguration');
    const report = await drill(fixture);
    expect(report.verdict).toBe('degraded');
    expect(findChecks(report, 'canary').map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['unknown', 'wrote no canary: could not read the Object Lock configuration of media-eu: AccessDenied (denied)'],
    ]);
    expect(fixture.simulated.objects.puts).toBe(0);
  });

  test('reports a canary that cannot be written', async () => {
    const fixture = await createDrillFixture();
    denyCalls(fixture, 'PutObject');
    expect(findChecks(await drill(fixture), 'canary').map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['unknown', 'could not write to media-eu: AccessDenied (denied)'],
    ]);
  });

  test('reports a canary that cannot be deleted', async () => {
    const fixture = await createDrillFixture();
    fixture.simulated.deaths = [
      (region, service) =>
        service === 's3' && region === 'us-east-1' && fixture.simulated.objects.in('media-us').size > 0,
    ];
    const [left] = findChecks(await drill(fixture, '--canary-prefix', 'probe/', '--canary-timeout', '10s'), 'clean-up');
    expect(left).toMatchObject({ subject: 'media-us', outcome: 'unknown' });
    expect(left.detail).toMatch(/^probe\/.* was not deleted: ETIMEDOUT/);
  });
});
