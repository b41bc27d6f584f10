import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { loadTemplates } from '../../../cli/lint/load-templates';
import { applySetup } from '../../../cli/simulate/apply-setup';
import { readSetupFromTemplates } from '../../../cli/simulate/setup-of-templates';
import { type SimulatedSetup } from '../../../cli/simulate/simulated-setup';
import { startSimulation } from '../../../cli/simulate/simulation';
import { activeRegionsAt, Simulator } from '../../../simulator';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { temporaryFolder } from '../../support/temporary-folder';

const ACCOUNT = '123456789012';
const OTHER = '444455556666';

function readSetup(resources: object, file = `Media.us-east-1.${ACCOUNT}.json`): SimulatedSetup {
  const folder = path.join(temporaryFolder(), 'templates');
  mkdirSync(folder);
  writeFileSync(path.join(folder, file), JSON.stringify({ Resources: resources }));
  return readSetupFromTemplates(new TemplateModel(loadTemplates(folder).stacks), folder);
}

async function apply(setup: SimulatedSetup): Promise<Simulator> {
  const simulator = new Simulator({ accountForAccessKey: () => setup.accountId });
  await applySetup(simulator, setup);
  return simulator;
}

const BUCKET = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
    ReplicationConfiguration: {
      Role: `arn:aws:iam::${ACCOUNT}:role/replication`,
      Rules: [{
        Id: 'to-ireland',
        Priority: '1',
        Status: 'Enabled',
        Filter: { TagFilter: { Key: 'a', Value: 'b' } },
        DeleteMarkerReplication: { Status: 'Disabled' },
        Destination: {
          Bucket: 'arn:aws:s3:::media-ireland', Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
      }],
    },
  },
};

const ACCESS_POINT = {
  Type: 'AWS::S3::MultiRegionAccessPoint',
  Properties: {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: 'true' },
    Regions: [{ Bucket: { Ref: 'Virginia' } }, { Bucket: 'media-ireland', BucketAccountId: OTHER }],
  },
};

const ALIAS_ARN = {
  'Fn::Sub': ['arn:aws:s3::${AWS::AccountId}:accesspoint/${Alias}', { Alias: { 'Fn::GetAtt': ['Media', 'Alias'] } }],
};

const STACK = {
  Virginia: BUCKET,
  Ireland: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'media-ireland', VersioningConfiguration: { Status: 'Enabled' }, ObjectLockEnabled: true,
    },
  },
  Media: ACCESS_POINT,
  Policy: {
    Type: 'AWS::S3::MultiRegionAccessPointPolicy',
    Properties: {
      MrapName: { Ref: 'Media' },
      Policy: {
        Statement: [{
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
          Action: 's3:GetObject',
          Resource: { 'Fn::Sub': ['${Arn}/object/*', { Arn: ALIAS_ARN }] },
        }],
      },
    },
  },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Virginia' },
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Principal: '*',
          Action: '*',
          Resource: { 'Fn::GetAtt': ['Virginia', 'Arn'] },
          Condition: { StringEquals: { 's3:DataAccessPointArn': ALIAS_ARN } },
        }],
      },
    },
  },
};

describe('readSetupFromTemplates', () => {
  test('reads buckets, rules, access points and policies, which the simulator accepts', async () => {
    const { Ireland: _, ...withoutIreland } = STACK;
    const regions = [
      { Bucket: { Ref: 'Virginia' } }, { Bucket: 'media-ireland', Region: 'eu-west-1', BucketAccountId: OTHER },
    ];
    const setup = readSetup({
      ...withoutIreland, Media: { ...ACCESS_POINT, Properties: { ...ACCESS_POINT.Properties, Regions: regions } },
    });
    expect(setup.accountId).toBe(ACCOUNT);
    const { accessPoints: [{ arn, regions: members, publicAccessBlock, policy, routes }], buckets } =
      (await apply(setup)).snapshot();
    expect(members).toEqual([
      { Bucket: 'virginia-us-east-1', Region: 'us-east-1', BucketAccountId: ACCOUNT },
      { Bucket: 'media-ireland', Region: 'eu-west-1', BucketAccountId: OTHER },
    ]);
    expect(publicAccessBlock).toMatchObject({
      BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: false,
    });
    expect(policy.established).toContain(`"Resource":"${arn}/object/*"`);
    expect(activeRegionsAt(routes, Date.now())).toEqual(['us-east-1', 'eu-west-1']);
    expect(buckets.find(({ name }) => name === 'virginia-us-east-1')?.replication?.Rules).toEqual([{
      ID: 'to-ireland',
      Priority: 1,
      Status: 'Enabled',
      Filter: { Tag: { Key: 'a', Value: 'b' } },
      DeleteMarkerReplication: { Status: 'Disabled' },
      Destination: {
        Bucket: 'arn:aws:s3:::media-ireland', Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
      },
    }]);
    const simulator = await apply(setup);
    expect(simulator.buckets.get('virginia-us-east-1')?.policy).toContain(`"s3:DataAccessPointArn":"${arn}"`);
    expect(simulator.buckets.get('virginia-us-east-1')?.encryption.ApplyServerSideEncryptionByDefault)
      .toEqual({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' });
    expect(simulator.journal.count()).toBe(0);
  });

  test('reads the routes of the custom resource, with the members that it does not name', async () => {
    const setup = readSetup({
      Ireland: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-a' } },
      Media: {
        Type: 'Custom::S3MultiRegionAccessPoint',
        Properties: {
          Name: 'media',
          Buckets: [{ Bucket: { Ref: 'Ireland' } }, { Bucket: 'media-b', Region: 'eu-west-1' }],
        },
      },
      Routes: {
        Type: 'Custom::S3MultiRegionAccessPointRoutes',
        Properties: {
          AccessPointArn: { 'Fn::GetAtt': ['Media', 'Arn'] },
          Routes: [{ Bucket: { Ref: 'Ireland' }, TrafficDialPercentage: 0 }],
          OtherMembers: 100,
        },
      },
    });
    expect(setup.accessPoints).toEqual([{
      name: 'media',
      members: ['media-a', 'media-b'],
      publicAccessBlock: undefined,
      routes: [{ bucket: 'media-a', dial: 0 }, { bucket: 'media-b', dial: 100 }],
    }].map(({ publicAccessBlock: _, ...entry }) => entry));
    const { accessPoints: [{ routes }] } = (await apply(setup)).snapshot();
    expect(activeRegionsAt(routes, Date.now())).toEqual(['eu-west-1']);
  });

  test('refuses templates without an access point', () => {
    expect(() => readSetup({ Virginia: BUCKET })).toThrow('[MRAP970]');
  });

  test('refuses buckets without a Region', () => {
    expect(() => readSetup(STACK, 'Media.json')).toThrow('[MRAP971] the Region of bucket "virginia" is unknown');
    expect(() => readSetup({
      Media: { ...ACCESS_POINT, Properties: { Regions: [{ Bucket: 'media-ireland' }] } },
    })).toThrow('[MRAP971] the Region of bucket "media-ireland" is unknown');
  });

  test('names the buckets whose rules the templates do not contain', () => {
    const { Rules: [rule] } = BUCKET.Properties.ReplicationConfiguration;
    const makeBucket = (Rules: unknown) => ({
      ...BUCKET,
      Properties: {
        ...BUCKET.Properties, BucketName: 'virginia', ReplicationConfiguration: { ...rule, Role: 'role', Rules },
      },
    });
    const unknown = { ...rule, Destination: { Bucket: { 'Fn::ImportValue': 'bucket' } } };
    const { replications, incompleteReplications } = readSetup({ ...STACK, Virginia: makeBucket([rule, unknown]) });
    expect({ replications, incompleteReplications }).toEqual({
      replications: [], incompleteReplications: ['virginia'],
    });
    expect(readSetup({ ...STACK, Virginia: makeBucket([rule]) }).incompleteReplications).toEqual([]);
  });

  test('reports the resource that the simulator refuses, as S3 does', async () => {
    await expect(apply(readSetup(STACK))).rejects.toThrow(
      '[MRAP972] CreateMultiRegionAccessPoint for "media" failed: ');
    const { Media: { Properties } } = STACK;
    const invalid = readSetup({
      ...STACK, Media: { ...ACCESS_POINT, Properties: { ...Properties, Name: 'Not_A_Name' } },
    });
    await expect(apply(invalid)).rejects.toThrow('InvalidRequest (Invalid Multi-Region Access Point name');
  });
});

describe('startSimulation', () => {
  test('uses the seed for aliases, and a manual clock', async () => {
    const start = (seed: string) => startSimulation({
      seed,
      clock: 'manual',
      setup: readSetup({
        Media: {
          ...ACCESS_POINT, Properties: { Regions: [{ Bucket: 'media-ireland', Region: 'eu-west-1' }] },
        },
      }),
    });
    const simulations = [await start('a'), await start('a'), await start('b')];
    const [first, second, third] = simulations.map(({ accessPoints: [{ alias }] }) => alias);
    expect([first === second, first === third]).toEqual([true, false]);
    const { endpoint, token } = simulations[0];
    const send = async (name: string, body?: string) => (await fetch(`${endpoint}/_simulator/${name}`, {
      method: body === undefined ? 'GET' : 'POST', body, headers: { 'x-simulator-token': token },
    })).json() as Promise<{ readonly now: string }>;
    const before = await send('state');
    expect(await send('state')).toEqual(before);
    const { now } = await send('clock', '{"advance":60000}');
    expect(Date.parse(now) - Date.parse(before.now)).toBe(60_000);
    await Promise.all(simulations.map((simulation) => simulation.close()));
  });
});
