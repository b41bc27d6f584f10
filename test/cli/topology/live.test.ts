import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { withLiveRoutes } from '../../../cli/topology/live';
import { MEMBERS } from '../../control/support';
import { temporaryFolder } from '../../support/temporary-folder';
import { rehearsalRoom } from '../operate/support';
import { group, member, topology } from './views';

function templateOver(buckets: readonly string[]): string {
  const file = path.join(temporaryFolder(), 'media.eu-west-1.json');
  const properties = { Name: 'media', Regions: buckets.map((Bucket) => ({ Bucket })) };
  writeFileSync(file, JSON.stringify({ Resources: { Media: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: properties } } }));
  return file;
}

test('the routes of the live access point stand beside the declared ones', async () => {
  const room = await rehearsalRoom();
  const [first] = MEMBERS;
  await room.run('failover', room.arn, '--deactivate', first.region, '--yes', '--accept-data-loss');
  await room.clock.runUntilSettled(room.clock.sleep(300_000));
  const answer = await room.run('topology', templateOver(MEMBERS.map(({ bucket }) => bucket)), '--mermaid', '--live', room.arn);
  expect(answer).toMatchObject({ code: 0, errors: '' });
  expect(answer.text.match(/\|passive\|/g)).toHaveLength(1);
  expect(answer.text.match(/\|active\|/g)).toHaveLength(MEMBERS.length - 1);
});

test('an access point of other members is not mistaken for it', async () => {
  const room = await rehearsalRoom();
  const answer = await room.run('topology', templateOver(['media-somewhere']), '--mermaid', '--live', room.arn);
  expect(answer).toMatchObject({ code: 2, text: '' });
  expect(answer.errors).toContain(`no access point of these templates has the members of the live one, ${MEMBERS[0].bucket} in ${MEMBERS[0].region}`);
});

test('what is no ARN is said so', async () => {
  const room = await rehearsalRoom();
  const answer = await room.run('topology', templateOver(['media-somewhere']), '--live', 'media');
  expect(answer).toMatchObject({ code: 2, errors: expect.stringMatching(/^"media" is no access point, expected .*\n$/) });
});

test('where no control Region answers, the page is not written as if it had', async () => {
  const room = await rehearsalRoom();
  const answer = await room.run('topology', templateOver(MEMBERS.map(({ bucket }) => bucket)), '--live', room.arn.replace(/\/m\w+/, '/mnobody'));
  expect(answer).toMatchObject({ code: 5, errors: 'no control Region says which routes the access point has\n' });
});

test('buckets whose names CloudFormation makes go by their Region', () => {
  const unnamed = topology(group([member('eu-west-1', { bucket: '${Bucket}' }), member('us-east-1')]));
  const live = withLiveRoutes(unnamed, [{ bucket: 'media-x1', region: 'eu-west-1', dial: 0 }, { bucket: 'media-us-east-1', region: 'us-east-1', dial: 100 }]);
  expect(live.groups[0].members.map(({ routes }) => routes[0].live)).toEqual(['passive', 'active']);
});
