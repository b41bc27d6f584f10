import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DriftComparison } from '../../../cli/drift/compare';
import { type ReplicationRule } from '../../../simulator/model/replication';
import { makeDelegationToAccount } from '../../../src/constructs/buckets/delegation-statement';
import { replicationRuleId } from '../../../src/wire/replication';
import { MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';

type CommandFixture = Awaited<ReturnType<typeof createCommandFixture>>;
type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

const POLICY = (arn: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: arn }],
});
const BLOCK = {
  BlockPublicAcls: 'true',
  IgnorePublicAcls: 'true',
  BlockPublicPolicy: 'true',
  RestrictPublicBuckets: 'true',
};

/** The resources that declare the live state of the fixture. */
function resources(): Resources {
  const arn = { 'Fn::GetAtt': ['Media', 'Arn'] };
  return {
    Media: {
      Type: 'Custom::S3MultiRegionAccessPoint',
      Properties: {
        Name: 'media',
        Buckets: MEMBERS.map(({ bucket: Bucket, region: Region }) => ({ Bucket, Region })),
        PublicAccessBlock: BLOCK,
      },
    },
    Policy: {
      Type: 'Custom::S3MultiRegionAccessPointPolicy',
      Properties: {
        Name: { 'Fn::GetAtt': ['Media', 'Name'] },
        Policy: POLICY({ 'Fn::Join': ['', [arn, '/object/*']] }),
      },
    },
    Routes: {
      Type: 'Custom::S3MultiRegionAccessPointRoutes',
      Properties: {
        AccessPointArn: arn,
        Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: '100' }],
        OtherMembers: '100',
      },
    },
    ...Object.fromEntries(
      MEMBERS.flatMap(({ bucket, region }) => [
        [
          `Replication${bucket.slice(-2)}`,
          {
            Type: 'Custom::S3BucketReplication',
            Properties: {
              Bucket: bucket,
              Region: region,
              Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
              Rules: MEMBERS.map((member) => member.bucket)
                .filter((other) => other !== bucket)
                .map((other, priority) => ({
                  Id: replicationRuleId(bucket, other),
                  Priority: String(priority),
                  DestinationBucket: other,
                })),
            },
          },
        ],
        [
          `BucketPolicy${bucket.slice(-2)}`,
          {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: bucket,
              PolicyDocument: { Statement: [makeDelegationToAccount(`arn:aws:s3:::${bucket}`, ACCOUNT)] },
            },
          },
        ],
      ]),
    ),
  };
}

function template(change: (declared: Resources) => void = () => {}): string {
  const declared = resources();
  change(declared);
  const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
  writeFileSync(file, JSON.stringify({ Resources: declared }));
  return file;
}

/** Creates a fixture whose live state equals its declared state. */
async function createFixtureWithoutDrift(): Promise<CommandFixture> {
  const fixture = await createCommandFixture();
  const Policy = JSON.stringify(POLICY(`${fixture.arn}/object/*`));
  await fixture.simulator.call(
    'PutMultiRegionAccessPointPolicy',
    { AccountId: ACCOUNT, ClientToken: 'policy', Details: { Name: 'media', Policy } },
    { accountId: ACCOUNT, region: 'us-west-2' },
  );
  for (const { bucket } of MEMBERS) {
    const [{ configuration }] = fixture.simulator.buckets.get(bucket)!.replication;
    const Rules = configuration!.Rules.map((rule) => ({
      ...rule,
      DeleteMarkerReplication: { Status: 'Disabled' as const },
    }));
    fixture.simulator.buckets.get(bucket)!.replication.push({ since: 1, configuration: { ...configuration!, Rules } });
  }
  fixture.clock.advance(60_000);
  return fixture;
}

async function findDrift(fixture: CommandFixture, source: string, note = /^$/) {
  const { code, text, errors } = await fixture.run('status', 'media', '--json', '--against', source);
  expect(errors).toMatch(note);
  const { drift, unknown } = JSON.parse(text) as DriftComparison;
  return { code, drift, unknown };
}

describe('compareLiveWithDeclaredState', () => {
  test('finds no drift if the live state equals the declared state', async () => {
    const fixture = await createFixtureWithoutDrift();
    expect(await findDrift(fixture, template())).toEqual({ code: 0, drift: [], unknown: [] });
    expect((await fixture.run('status', 'media', '--against', template())).text).toContain('No drift.');
  });

  test.each<[string, (declared: Resources) => void, { what: string; subject: string }[]]>([
    [
      'routes',
      ({ Routes }) => {
        Routes.Properties.OtherMembers = '0';
      },
      [{ what: 'routes', subject: 'media' }],
    ],
    [
      'a flag of the public access block',
      ({ Media }) => {
        Media.Properties.PublicAccessBlock = { ...BLOCK, BlockPublicAcls: 'false' };
      },
      [{ what: 'block', subject: 'media' }],
    ],
    [
      'members',
      ({ Media }) => {
        Media.Properties.Buckets = [{ Bucket: 'media-eu' }, { Bucket: 'media-us' }];
      },
      [{ what: 'members', subject: 'media' }],
    ],
    [
      'the policy',
      ({ Policy }) => {
        Policy.Properties.Policy = POLICY('arn:aws:s3::111122223333:accesspoint/other.mrap');
      },
      [
        { what: 'policy', subject: 'media' },
        { what: 'policy', subject: 'media' },
      ],
    ],
    [
      'a rule',
      ({ Replicationeu }) => {
        (Replicationeu.Properties.Rules as { DeleteMarkers?: string }[])[0].DeleteMarkers = 'true';
      },
      [{ what: 'rules', subject: 'media-eu' }],
    ],
    [
      'a rule that is no longer declared',
      ({ Replicationeu }) => {
        (Replicationeu.Properties.Rules as object[]).pop();
      },
      [{ what: 'rules', subject: 'media-eu' }],
    ],
    [
      'delegation',
      ({ BucketPolicyus }) => {
        BucketPolicyus.Properties.PolicyDocument = {
          Statement: makeDelegationToAccount('arn:aws:s3:::media-us', '444455556666'),
        };
      },
      [{ what: 'delegation', subject: 'media-us' }],
    ],
  ])('finds drift of %s', async (_, change, expected) => {
    const { code, drift } = await findDrift(await createFixtureWithoutDrift(), template(change));
    expect({ code, drift }).toEqual({ code: 3, drift: expected.map((entry) => expect.objectContaining(entry)) });
  });

  test('ends with the report after 6.5 seconds if us-west-2 and the Region of a member hang', async () => {
    const fixture = await createFixtureWithoutDrift();
    await fixture.run('status', 'media');
    fixture.simulated.deaths = [(region) => region === 'us-west-2' || region === 'ap-northeast-1'];
    const startedAt = fixture.clock.now();
    const note = /^\{"version":1,"note":\{"message":"us-west-2 did not resolve the name [^\n]*\n$/;
    const { drift, unknown } = await findDrift(fixture, template(), note);
    expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(6500);
    expect(drift).toEqual([]);
    expect(unknown.map(({ what }) => what)).toEqual(expect.arrayContaining(
      ['drift of the policy', 'drift of rules of media-jp', 'drift of delegation of media-jp']));
    expect(unknown.map(({ what }) => what)).not.toContain('drift of rules of media-us');
  });

  test('prints the declared and the live value of each difference', async () => {
    const fixture = await createFixtureWithoutDrift();
    fixture.simulated.objects.policies.delete('media-eu');
    const { code, text } = await fixture.run('status', fixture.arn, '--against', template());
    expect(code).toBe(3);
    expect(text).toMatch(/drift of delegation, media-eu\n {2}declared {2}\{"Action":.*\n {2}live {6}nothing\n/);
  });

  test.each<[string, string, Partial<ReplicationRule>]>([
    ['an exclusion', 'media-eu', { Filter: { And: { Prefix: '', Not: { Prefix: 'tmp/' } } } }],
    ['the multi-Region key of the source', 'media-us', {
      Destination: {
        Bucket: 'arn:aws:s3:::media-eu', EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } },
      },
    }],
  ])('finds drift if %s was added to a live rule', async (_, bucket, change) => {
    const fixture = await createFixtureWithoutDrift();
    const { replication } = fixture.simulator.buckets.get(bucket)!;
    const { Role, Rules: [first, ...others] } = replication.at(-1)!.configuration!;
    replication.push({ since: 2, configuration: { Role, Rules: [{ ...first, ...change }, ...others] } });
    expect((await findDrift(fixture, template())).drift).toMatchObject([{ what: 'rules', subject: bucket }]);
  });

  test('compares the rules of one direction by their ids', async () => {
    const fixture = await createFixtureWithoutDrift();
    const declared = template((declaration) => {
      (declaration.Replicationeu.Properties.Rules as unknown[]).push({
        Id: replicationRuleId('media-eu', 'media-us', 'cold'),
        Priority: '7',
        DestinationBucket: 'media-us',
        Prefix: 'cold/',
        StorageClass: 'GLACIER_IR',
      });
    });
    const { drift: missing } = await findDrift(fixture, declared);
    expect(missing).toMatchObject([{
      what: 'rules', subject: 'media-eu', declared: expect.stringContaining('media-us/cold'), live: 'nothing',
    }]);
    const { replication } = fixture.simulator.buckets.get('media-eu')!;
    const { Role, Rules } = replication.at(-1)!.configuration!;
    replication.push({
      since: 2,
      configuration: {
        Role,
        Rules: [...Rules, {
          ID: 'cdk-s3-mrap/media-eu/media-us/cold',
          Priority: 7,
          Status: 'Enabled',
          Filter: { Prefix: 'cold/' },
          Destination: { Bucket: 'arn:aws:s3:::media-us', StorageClass: 'GLACIER_IR' },
          DeleteMarkerReplication: { Status: 'Disabled' },
        }],
      },
    });
    expect((await findDrift(fixture, declared)).drift).toEqual([]);
    expect((await findDrift(fixture, template())).drift).toMatchObject([{ what: 'rules', declared: 'nothing' }]);
  });

  test('does not judge a live rule with an unknown element', async () => {
    const fixture = await createFixtureWithoutDrift();
    const id = replicationRuleId('media-eu', 'media-us');
    fixture.simulated.objects.configurations.set('media-eu', [
      `<Role>arn:aws:iam::${ACCOUNT}:role/Replication</Role><Rule><ID>${id}</ID><Status>Enabled</Status>`,
      '<Priority>0</Priority><Filter><Prefix></Prefix></Filter><Schedule>daily</Schedule>',
      '<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication>',
      '<Destination><Bucket>arn:aws:s3:::media-us</Bucket></Destination></Rule>',
    ].join(''));
    const { unknown } = await findDrift(fixture, template());
    expect(unknown).toEqual([{
      what: `drift of rule ${id}`,
      why: 'the live rule contains elements that this version does not know: Schedule',
    }]);
  });

  test.each<[string, (declared: Resources) => void]>([
    ['the public access block', ({ Media }) => { Media.Properties.PublicAccessBlock = { Ref: 'Value' }; }],
    [
      'the public access block',
      ({ Media }) => { Media.Properties.PublicAccessBlock = { ...BLOCK, BlockPublicAcls: { Ref: 'Value' } }; },
    ],
    ['routes', ({ Routes }) => { Routes.Properties.Routes = { Ref: 'Value' }; }],
    ['routes', ({ Routes }) => { Routes.Properties.OtherMembers = { Ref: 'Value' }; }],
  ])('reports that only a deployment determines %s', async (part, change) => {
    const { code, drift, unknown } = await findDrift(await createFixtureWithoutDrift(), template(change));
    expect({ code, drift, unknown }).toEqual({
      code: 0, drift: [], unknown: [{ what: `drift of ${part}`, why: expect.stringContaining('at deployment') }],
    });
  });

  test('reports values that cannot be compared as unknown instead of drift', async () => {
    const fixture = await createFixtureWithoutDrift();
    fixture.simulated.deaths = [(region) => region === 'us-west-2' || region === 'us-east-1'];
    const { text } = await fixture.run(
      'status',
      fixture.arn,
      '--json',
      '--against',
      template(({ Policy }) => {
        Policy.Properties.Policy = { Ref: 'AParameter' };
      }),
    );
    const { drift, unknown } = JSON.parse(text) as { drift: object[]; unknown: { what: string }[] };
    expect(drift).toEqual([]);
    expect(unknown.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'drift of the public access block', 'drift of the policy', 'drift of rules of media-us',
        'drift of delegation of media-us',
      ]),
    );
  });

  test('compares routes if four of five control Regions do not answer', async () => {
    const fixture = await createFixtureWithoutDrift();
    fixture.simulated.deaths = [(region, service) => service === 's3-control' && region !== 'eu-west-1'];
    const { code, text } = await fixture.run(
      'status',
      fixture.arn,
      '--json',
      '--against',
      template(({ Routes }) => {
        Routes.Properties.OtherMembers = '0';
      }),
    );
    expect(code).toBe(3);
    expect((JSON.parse(text) as { drift: object[] }).drift).toEqual([expect.objectContaining({ what: 'routes' })]);
  });

  test('compares access points and replication rules of the CloudFormation resource types', async () => {
    const fixture = await createFixtureWithoutDrift();
    const source = template((declared) => {
      delete declared.Replicationeu;
      delete declared.Policy;
      declared.Media = {
        Type: 'AWS::S3::MultiRegionAccessPoint',
        Properties: { Name: 'media', Regions: MEMBERS.map(({ bucket: Bucket }) => ({ Bucket })) },
      };
      declared.Bucket = {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'media-eu',
          ReplicationConfiguration: {
            Role: 'role',
            Rules: [{ Id: 'own', Status: 'Enabled', Priority: 9, Destination: { Bucket: 'arn:aws:s3:::media-us' } }],
          },
        },
      };
      delete declared.Routes;
    });
    const { drift } = await findDrift(fixture, source);
    expect(
      drift.map(({ what, subject, declared, live }) => [what, subject, declared === 'nothing', live === 'nothing']),
    ).toEqual([
      ['rules', 'media-eu', false, true],
      ['rules', 'media-eu', true, false],
      ['rules', 'media-eu', true, false],
    ]);
  });

  test.each([
    [
      'an application without the access point',
      () => template(({ Media }) => { Media.Properties.Name = 'other'; }),
      'does not declare access point "media"',
    ],
    ['a missing file', () => '/nowhere/at/all', 'does not exist'],
  ])('exits with code 2 and prints one line for %s', async (_, source, message) => {
    const { code, errors, text } = await (
      await createFixtureWithoutDrift()
    ).run('status', 'media', '--against', source());
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(message);
  });
});
