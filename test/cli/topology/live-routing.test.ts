import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { addLiveRoutes } from '../../../cli/topology/live-routing';
import { MEMBERS } from '../../control/support';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
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
    expect(answer.errors).toContain(
      `no access point with the members of the live access point, ${MEMBERS[0].bucket} in ${MEMBERS[0].region}`,
    );
  });

  test('refuses a --live value that is not an ARN', async () => {
    const fixture = await createCommandFixture();
    const answer = await fixture.run('topology', templateOver(['media-somewhere']), '--live', 'media');
    expect(answer).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/^"media" is not the ARN of an access point, expected .*\n$/),
    });
  });

  test('exits with code 5 if no control Region answers', async () => {
    const fixture = await createCommandFixture();
    const answer = await fixture.run(
      'topology',
      templateOver(MEMBERS.map(({ bucket }) => bucket)),
      '--live',
      fixture.arn.replace(/\/m\w+/, '/mnobody'),
    );
    expect(answer).toMatchObject({ code: 5, errors: 'no control Region returned the routes of the access point\n' });
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
