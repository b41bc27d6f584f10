import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Comparison } from '../../../cli/drift/compare';
import { makeDelegationToAccount } from '../../../src/constructs/buckets/delegation-statement';
import { replicationRuleId } from '../../../src/wire/replication';
import { MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { rehearsalRoom } from './support';

type Room = Awaited<ReturnType<typeof rehearsalRoom>>;
type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

const POLICY = (arn: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: arn }] });
const BLOCK = { BlockPublicAcls: 'true', IgnorePublicAcls: 'true', BlockPublicPolicy: 'true', RestrictPublicBuckets: 'true' };

/** What is live in the room, as an application of this library declares it. */
function resources(): Resources {
  const arn = { 'Fn::GetAtt': ['Media', 'Arn'] };
  return {
    Media: {
      Type: 'Custom::S3MultiRegionAccessPoint',
      Properties: { Name: 'media', Buckets: MEMBERS.map(({ bucket: Bucket, region: Region }) => ({ Bucket, Region })), PublicAccessBlock: BLOCK },
    },
    Policy: {
      Type: 'Custom::S3MultiRegionAccessPointPolicy',
      Properties: { Name: { 'Fn::GetAtt': ['Media', 'Name'] }, Policy: POLICY({ 'Fn::Join': ['', [arn, '/object/*']] }) },
    },
    Routes: {
      Type: 'Custom::S3MultiRegionAccessPointRoutes',
      Properties: { AccessPointArn: arn, Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: '100' }], OtherMembers: '100' },
    },
    ...Object.fromEntries(MEMBERS.flatMap(({ bucket, region }) => [
      [`Replication${bucket.slice(-2)}`, {
        Type: 'Custom::S3BucketReplication',
        Properties: {
          Bucket: bucket,
          Region: region,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Rules: MEMBERS.map((member) => member.bucket).filter((other) => other !== bucket).map((other, priority) => ({
            Id: replicationRuleId(bucket, other), Priority: String(priority), DestinationBucket: other,
          })),
        },
      }],
      [`BucketPolicy${bucket.slice(-2)}`, {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: bucket, PolicyDocument: { Statement: [makeDelegationToAccount(`arn:aws:s3:::${bucket}`, ACCOUNT)] } },
      }],
    ])),
  };
}

function template(change: (declared: Resources) => void = () => {}): string {
  const declared = resources();
  change(declared);
  const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
  writeFileSync(file, JSON.stringify({ Resources: declared }));
  return file;
}

/** A room in which everything is as declared. */
async function inOrder(): Promise<Room> {
  const room = await rehearsalRoom();
  const Policy = JSON.stringify(POLICY(`${room.arn}/object/*`));
  await room.simulator.call('PutMultiRegionAccessPointPolicy', { AccountId: ACCOUNT, ClientToken: 'policy', Details: { Name: 'media', Policy } }, { accountId: ACCOUNT, region: 'us-west-2' });
  for (const { bucket } of MEMBERS) {
    const [{ configuration }] = room.simulator.buckets.get(bucket)!.replication;
    const Rules = configuration!.Rules.map((rule) => ({ ...rule, DeleteMarkerReplication: { Status: 'Disabled' as const } }));
    room.simulator.buckets.get(bucket)!.replication.push({ since: 1, configuration: { ...configuration!, Rules } });
  }
  room.clock.advance(60_000);
  return room;
}

async function driftOf(room: Room, source: string) {
  const { code, text, errors } = await room.run('status', 'media', '--json', '--against', source);
  expect(errors).toBe('');
  const { drift, unknown } = JSON.parse(text) as Comparison;
  return { code, drift, unknown };
}

test('what is live as declared has not drifted', async () => {
  const room = await inOrder();
  expect(await driftOf(room, template())).toEqual({ code: 0, drift: [], unknown: [] });
  expect((await room.run('status', 'media', '--against', template())).text).toContain('No drift.');
});

test.each<[string, (declared: Resources) => void, { what: string; subject: string }[]]>([
  ['routes', ({ Routes }) => { Routes.Properties.OtherMembers = '0'; }, [{ what: 'routes', subject: 'media' }]],
  ['a flag of the block', ({ Media }) => { Media.Properties.PublicAccessBlock = { ...BLOCK, BlockPublicAcls: 'false' }; }, [{ what: 'block', subject: 'media' }]],
  ['members', ({ Media }) => { Media.Properties.Buckets = [{ Bucket: 'media-eu' }, { Bucket: 'media-us' }]; }, [{ what: 'members', subject: 'media' }]],
  ['the policy', ({ Policy }) => { Policy.Properties.Policy = POLICY('arn:aws:s3::111122223333:accesspoint/other.mrap'); }, [{ what: 'policy', subject: 'media' }, { what: 'policy', subject: 'media' }]],
  ['a rule', ({ Replicationeu }) => { (Replicationeu.Properties.Rules as { DeleteMarkers?: string }[])[0].DeleteMarkers = 'true'; }, [{ what: 'rules', subject: 'media-eu' }]],
  ['a rule that nobody declares any more', ({ Replicationeu }) => { (Replicationeu.Properties.Rules as object[]).pop(); }, [{ what: 'rules', subject: 'media-eu' }]],
  ['delegation', ({ BucketPolicyus }) => { BucketPolicyus.Properties.PolicyDocument = { Statement: makeDelegationToAccount('arn:aws:s3:::media-us', '444455556666') }; }, [{ what: 'delegation', subject: 'media-us' }]],
])('finds drift of %s', async (_, change, expected) => {
  const { code, drift } = await driftOf(await inOrder(), template(change));
  expect({ code, drift }).toEqual({ code: 3, drift: expected.map((entry) => expect.objectContaining(entry)) });
});

test('shows drift to people', async () => {
  const room = await inOrder();
  room.simulated.objects.policies.delete('media-eu');
  const { code, text } = await room.run('status', room.arn, '--against', template());
  expect(code).toBe(3);
  expect(text).toMatch(/drift of delegation, media-eu\n {2}declared {2}\{"Action":.*\n {2}live {6}nothing\n/);
});

test('what nobody can say is unknown, and no drift', async () => {
  const room = await inOrder();
  room.simulated.deaths = [(region) => region === 'us-west-2' || region === 'us-east-1'];
  const { text } = await room.run('status', room.arn, '--json', '--against', template(({ Policy }) => { Policy.Properties.Policy = { Ref: 'AParameter' }; }));
  const { drift, unknown } = JSON.parse(text) as { drift: object[]; unknown: { what: string }[] };
  expect(drift).toEqual([]);
  expect(unknown.map(({ what }) => what)).toEqual(expect.arrayContaining([
    'drift of the public access block', 'drift of the policy', 'drift of rules of media-us', 'drift of delegation of media-us',
  ]));
});

test('with four of five control Regions dead', async () => {
  const room = await inOrder();
  room.simulated.deaths = [(region, service) => service === 's3-control' && region !== 'eu-west-1'];
  const { code, text } = await room.run('status', room.arn, '--json', '--against', template(({ Routes }) => { Routes.Properties.OtherMembers = '0'; }));
  expect(code).toBe(3);
  expect((JSON.parse(text) as { drift: object[] }).drift).toEqual([expect.objectContaining({ what: 'routes' })]);
});

test('rules and access points of CloudFormation itself are compared, too', async () => {
  const room = await inOrder();
  const source = template((declared) => {
    delete declared.Replicationeu;
    delete declared.Policy;
    declared.Media = {
      Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: MEMBERS.map(({ bucket: Bucket }) => ({ Bucket })) },
    };
    declared.Bucket = {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'media-eu',
        ReplicationConfiguration: { Role: 'role', Rules: [{ Id: 'own', Status: 'Enabled', Priority: 9, Destination: { Bucket: 'arn:aws:s3:::media-us' } }] },
      },
    };
    delete declared.Routes;
  });
  const { drift } = await driftOf(room, source);
  expect(drift.map(({ what, subject, declared, live }) => [what, subject, declared === 'nothing', live === 'nothing'])).toEqual([
    ['rules', 'media-eu', false, true], ['rules', 'media-eu', true, false], ['rules', 'media-eu', true, false],
  ]);
});

test.each([
  ['another access point', () => template(({ Media }) => { Media.Properties.Name = 'other'; }), 'declares no access point "media"'],
  ['nothing', () => '/nowhere/at/all', 'does not exist'],
])('%s is answered in one line', async (_, source, message) => {
  const { code, errors, text } = await (await inOrder()).run('status', 'media', '--against', source());
  expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
  expect(errors).toContain(message);
});
