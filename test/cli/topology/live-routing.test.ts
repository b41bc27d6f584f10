import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { addLiveRoutes } from '../../../cli/topology/live-routing';
import { MEMBERS } from '../../control/support';
import { temporaryFolder } from '../../support/temporary-folder';
import { CONTROL_REGIONS, createCommandFixture, killControlRegions } from '../operate/support';
import { group, member, topology } from './views';

function templateOver(buckets: readonly string[]): string {
  const file = path.join(temporaryFolder(), 'media.eu-west-1.json');
  const properties = { Name: 'media', Regions: buckets.map((Bucket) => ({ Bucket })) };
  writeFileSync(
    file,
    JSON.stringify({ Resources: { Media: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: properties } } }),
  );
  return file;
}

describe('cdk-s3-mrap topology', () => {
  test('shows the live routes with --live', async () => {
    const fixture = await createCommandFixture();
    const [first] = MEMBERS;
    await fixture.run('failover', fixture.arn, '--deactivate', first.region, '--yes', '--accept-data-loss');
    await fixture.clock.runUntilSettled(fixture.clock.sleep(300_000));
    const answer = await fixture.run(
      'topology',
      templateOver(MEMBERS.map(({ bucket }) => bucket)),
      '--mermaid',
      '--live',
      fixture.arn,
    );
    expect(answer).toMatchObject({ code: 0, errors: '' });
    expect(answer.text.match(/\|passive\|/g)).toHaveLength(1);
    expect(answer.text.match(/\|active\|/g)).toHaveLength(MEMBERS.length - 1);
  });

  test('refuses a live access point with other members than the declared access points', async () => {
    const fixture = await createCommandFixture();
    const answer = await fixture.run('topology', templateOver(['media-somewhere']), '--mermaid', '--live', fixture.arn);
    expect(answer).toMatchObject({ code: 2, text: '' });
    expect(answer.errors).toContain('no access point with the members of --live, expected members ');
    for (const { bucket, region } of MEMBERS) expect(answer.errors).toContain(`${bucket} in ${region}`);
  });

  test('resolves the name of --live', async () => {
    const fixture = await createCommandFixture();
    const template = templateOver(MEMBERS.map(({ bucket }) => bucket));
    const file = path.join(temporaryFolder(), 'topology.html');
    const answer = await fixture.run('topology', template, '--live', 'media', '--output', file);
    expect(answer).toMatchObject({ code: 0, errors: '' });
    const page = readFileSync(file, 'utf8');
    expect(page).toContain(`Live routes of ${fixture.arn} at `);
    for (const region of CONTROL_REGIONS) expect(page).toContain(`<td>${region}</td><td>routes</td>`);
  });

  test('writes the page again with --watch until an interrupt, and keeps it if no control Region answers', async () => {
    const fixture = await createCommandFixture();
    const template = templateOver(MEMBERS.map(({ bucket }) => bucket));
    const file = path.join(temporaryFolder(), 'topology.html');
    const readTime = () => /read at (\S+)\./.exec(readFileSync(file, 'utf8'))?.[1];
    const running = fixture.run('topology', template, '--live', fixture.arn, '--watch', '30s', '--output', file);
    await fixture.clock.runUntilSettled(fixture.clock.sleep(10_000));
    const first = readTime();
    await fixture.clock.runUntilSettled(fixture.clock.sleep(60_000));
    const second = readTime();
    killControlRegions(fixture, ...CONTROL_REGIONS);
    await fixture.clock.runUntilSettled(fixture.clock.sleep(60_000));
    fixture.interrupt();
    const answer = await running;
    expect(Date.parse(second!)).toBeGreaterThan(Date.parse(first!));
    expect(readTime()).toBe(second);
    expect(answer).toMatchObject({ code: 5, text: `${file}\n` });
    expect(answer.errors).toContain('no control Region answered');
  });

  test('refuses --watch without --live', async () => {
    const fixture = await createCommandFixture();
    await expect(fixture.run('topology', templateOver(['media-x']), '--watch')).rejects.toThrow(
      '--watch without --live, expected both');
  });

  test('refuses a --live value that is neither an ARN nor a name', async () => {
    const fixture = await createCommandFixture();
    const answer = await fixture.run('topology', templateOver(['media-somewhere']), '--live', 'Media!');
    expect(answer).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^\[MRAP961\] "Media!" is not the name .*, expected .*, or an ARN; .*\n$/),
    });
  });

  test('exits with code 5 if no control Region answers', async () => {
    const fixture = await createCommandFixture();
    killControlRegions(fixture, ...CONTROL_REGIONS);
    const template = templateOver(MEMBERS.map(({ bucket }) => bucket));
    const answer = await fixture.run('topology', template, '--live', fixture.arn);
    expect(answer.code).toBe(5);
    expect(answer.errors).toMatch(/^no control Region answered: .*ETIMEDOUT/);
  });

  test('exits with code 1 if all control Regions answer that the access point does not exist', async () => {
    const fixture = await createCommandFixture();
    const template = templateOver(MEMBERS.map(({ bucket }) => bucket));
    const answer = await fixture.run('topology', template, '--live', fixture.arn.replace(/\/m\w+/, '/mnobody'));
    expect(answer).toMatchObject({ code: 1, errors: expect.stringContaining('NoSuchMultiRegionAccessPoint') });
  });

  test('calls AWS with the options --profile, --region and --debug', async () => {
    const fixture = await createCommandFixture();
    const template = templateOver(MEMBERS.map(({ bucket }) => bucket));
    const options = ['--profile', 'on-call', '--region', 'eu-west-1', '--debug'];
    const answer = await fixture.run('topology', template, '--mermaid', '--live', fixture.arn, ...options);
    expect(answer.errors).toContain('debug: us-east-1 GetMultiRegionAccessPointRoutes succeeded after 0 ms\n');
    expect(fixture.environment).toEqual({ AWS_PROFILE: 'on-call', AWS_REGION: 'eu-west-1' });
  });
});

describe('addLiveRoutes', () => {
  test('matches buckets with generated names by their Region', () => {
    const unnamed = topology(group([member('eu-west-1', { bucket: '${Bucket}' }), member('us-east-1')]));
    const live = addLiveRoutes(unnamed, [
      { bucket: 'media-x1', region: 'eu-west-1', dial: 0 },
      { bucket: 'media-us-east-1', region: 'us-east-1', dial: 100 },
    ]);
    expect(live.groups[0].members.map(({ routes }) => routes[0].live)).toEqual(['passive', 'active']);
  });
});
