import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type ImportReport } from '../../../cli/import/render-import';
import { type RunTool } from '../../../cli/run-program';
import { MEMBERS } from '../../control/support';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { importFrom, readErrors } from './import-from';
import { makeApplicationFolder, runInProcess } from './support';

type Resources = Readonly<Record<string, object>>;

/** Writes a template whose stack has a Region, and an account unless `account` is empty. */
function writeTemplate(resources: Resources, account = `.${ACCOUNT}`, region = '.eu-west-1'): string {
  const file = path.join(temporaryFolder(), `Media${region}${account}.json`);
  writeFileSync(file, JSON.stringify({ Resources: resources }));
  return file;
}

const MEDIA = {
  Type: 'AWS::S3::MultiRegionAccessPoint',
  Properties: { Name: 'media', Regions: [{ Bucket: 'media-eu' }] },
};
const BUCKET = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-eu' } };

describe('runImport', () => {
  test('imports by name, and reports rules that no property declares', async () => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const folder = makeApplicationFolder();
    const { code, text } = await fixture.run('import', 'media', '--output', folder);
    expect(code).toBe(0);
    expect(text).toContain(`${folder}: app.ts, package.json, tsconfig.json, cdk.json, .gitignore, MIGRATION.md`);
    expect(text).toContain('not managed: replication rules cdk-s3-mrap/media-eu/media-us');
    expect(text).toContain('The synthesized application does not differ from its source.');
    expect(text).toContain('2. If another tool created the access point, make it keep the access point');
    expect(text).toMatch(/Clients: none; the access point gets a policy/);
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain('// This application does not manage the replication rules');
    expect(app).toContain('region: \'eu-west-1\'');
    expect(readFileSync(path.join(folder, 'MIGRATION.md'), 'utf8')).toContain('does not manage');
  });

  test('imports an access point with one member, which has no routes', async () => {
    const fixture = await createCommandFixture(MEMBERS.slice(0, 1));
    fixture.setRunTool(runInProcess);
    fixture.simulator.buckets.get('media-eu')!.replication.length = 0;
    const folder = makeApplicationFolder();
    const { text } = await fixture.run('import', fixture.arn, '--output', folder, '--region', 'us-east-1', '--json');
    expect(JSON.parse(text)).toMatchObject({ differences: [], unread: [], unmanagedRules: [] });
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).not.toContain('failover');
    expect(app).toContain('region: \'us-east-1\'');
  });

  test('names the permission of each part that the credentials cannot read', async () => {
    const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
    const denied = ['GetMultiRegionAccessPointPolicy', 'GetMultiRegionAccessPointPolicyStatus', 'GetBucketReplication'];
    const { call } = fixture.simulated.aws;
    const fail = (operation: string) => Object.assign(new Error(`${operation} is denied`), {
      name: 'AccessDenied', Code: 'AccessDenied', $metadata: { httpStatusCode: 403, requestId: '1' },
    });
    const more = ['DescribeAlarms', 'GetBucketEncryption', 'GetObjectLockConfiguration', 'GetBucketPolicy',
      'GetMultiRegionAccessPointRoutes'];
    Object.assign(fixture.simulated.aws, {
      call: (...input: Parameters<typeof call>) =>
        ([...denied, ...more].includes(input[1]) ? Promise.reject(fail(input[1])) : call(...input)),
    });
    const { code, report } = await importFrom([fixture.arn], fixture);
    expect(code).toBe(1);
    expect([...new Set(report?.unread.map(({ permission }) => permission))].sort()).toEqual([
      'cloudwatch:DescribeAlarms',
      's3:GetBucketObjectLockConfiguration', 's3:GetBucketPolicy', 's3:GetEncryptionConfiguration',
      's3:GetMultiRegionAccessPointPolicy', 's3:GetMultiRegionAccessPointPolicyStatus',
      's3:GetMultiRegionAccessPointRoutes', 's3:GetReplicationConfiguration',
    ]);
    const folder = makeApplicationFolder();
    const { text } = await fixture.run('import', fixture.arn, '--output', folder, '--no-synth');
    expect(text).toContain('; allow s3:GetMultiRegionAccessPointPolicy\n');
    expect(text).toContain('The application was not synthesized and not compared.');
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain('The routes are unknown');
    expect(app).toContain('The policy could not be read');
    expect(readFileSync(path.join(folder, 'MIGRATION.md'), 'utf8')).toContain('## Not read');
  });

  test('reads keys, locks and destinations that are no members', async () => {
    const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
    fixture.simulator.buckets.add('media-vault', 'eu-west-1', ACCOUNT);
    const { objects, identities } = fixture.simulated;
    objects.keys.set('media-eu', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`);
    objects.keys.set('media-us', 'alias/aws/s3');
    objects.locks.set('media-eu', '');
    identities.keyStates.set('key-id', 'Enabled');
    const rule = (ID: string, bucket: string) => ({
      ID,
      Priority: 1,
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      Destination: { Bucket: `arn:aws:s3:::${bucket}`, Account: OTHER_ACCOUNT },
    });
    fixture.simulator.buckets.get('media-eu')!.replication.push({
      since: 0,
      configuration: {
        Role: `arn:aws:iam::${ACCOUNT}:role/R`, Rules: [rule('vault', 'media-vault'), rule('gone', 'media-gone')],
      },
    });
    fixture.clock.advance(600_000);
    const folder = makeApplicationFolder();
    const { text } = await fixture.run('import', fixture.arn, '--output', folder, '--no-synth', '--json');
    const { unread, unmanagedRules } = JSON.parse(text) as ImportReport;
    expect(unread.map(({ what }) => what)).toEqual(['Region of media-gone']);
    expect(unmanagedRules).toContainEqual(
      { bucket: 'media-eu', rules: ['vault', 'gone'], reason: 'another tool wrote them' });
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain('encryptionKeyArn: \'arn:aws:kms:eu-west-1:111122223333:key/1\'');
    expect(app).toContain('objectLockEnabled: true');
    objects.keys.set('media-eu', 'key-id');
    const other = makeApplicationFolder();
    await fixture.run('import', fixture.arn, '--output', other, '--no-synth');
    expect(readFileSync(path.join(other, 'app.ts'), 'utf8')).toContain('encryptionKeyArn: \'key-id\'');
  });

  test('lists the alarms on metrics of the buckets, which stay with their present tool', async () => {
    const fixture = await createCommandFixture();
    const makeMetric = (MetricName: string, Name: string, Value: string, Namespace = 'AWS/S3') =>
      ({ Namespace, MetricName, Dimensions: [{ Name, Value }] });
    fixture.simulated.alarms.byRegion.set('eu-west-1', [
      { AlarmName: 'size', ...makeMetric('BucketSizeBytes', 'BucketName', 'media-eu') },
      { AlarmName: 'other bucket', ...makeMetric('BucketSizeBytes', 'BucketName', 'other') },
      { AlarmName: 'other service', ...makeMetric('Errors', 'BucketName', 'media-eu', 'AWS/Lambda') },
      {
        AlarmName: 'lag\u001b',
        Metrics: [
          { Id: 'sum', Expression: 'a + b' },
          { Id: 'a', MetricStat: { Metric: makeMetric('ReplicationLatency', 'DestinationBucket', 'media-eu') } },
          { Id: 'b', MetricStat: { Metric: makeMetric('ReplicationLatency', 'SourceBucket', 'media-us') } },
        ],
      },
    ]);
    const folder = makeApplicationFolder();
    const { text } = await fixture.run('import', fixture.arn, '--output', folder, '--no-synth', '--json');
    expect((JSON.parse(text) as ImportReport).alarms).toEqual([
      { name: 'lag\u001b', region: 'eu-west-1', metrics: ['ReplicationLatency'], buckets: ['media-eu', 'media-us'] },
      { name: 'size', region: 'eu-west-1', metrics: ['BucketSizeBytes'], buckets: ['media-eu'] },
    ]);
    const described = 'size in eu-west-1: BucketSizeBytes of media-eu';
    expect(readFileSync(path.join(folder, 'app.ts'), 'utf8').replaceAll('\n// ', ' '))
      .toContain(`This application does not manage the alarm ${described}. It stays in effect.`);
    expect(readFileSync(path.join(folder, 'MIGRATION.md'), 'utf8')).toContain(`- ${described}\n`);
    const printed = await fixture.run('import', fixture.arn, '--output', makeApplicationFolder(), '--no-synth');
    expect(printed.text).toContain(`not managed: alarm ${described}\n`);
    expect(printed.text).not.toContain('\u001b');
    expect(printed.text).toContain('Keep the alarms ');
  });

  test('lists the differences if the application does not declare the live state', async () => {
    const fixture = await createCommandFixture();
    // Another person changes the code before it is synthesized.
    const change: RunTool = async (command, folder, environment) => {
      const file = path.join(folder, 'app.ts');
      const code = readFileSync(file, 'utf8');
      writeFileSync(file, code
        .replace(/apNortheast1Bucket, /, '')
        .replace('existing: mrap.ExistingAccessPointPolicy.ADOPT,', '')
        .replace('activeActive()', 'activePassive([\'eu-west-1\'])'));
      return runInProcess(command, folder, environment);
    };
    fixture.setRunTool(change);
    const folder = makeApplicationFolder();
    const { code, text } = await fixture.run('import', fixture.arn, '--output', folder);
    expect(code).toBe(3);
    expect(text).toContain('difference: buckets: source ["media-eu eu-west-1","media-jp ap-northeast-1"');
    expect(text).toContain('difference: routes: source ap-northeast-1=ACTIVE,eu-west-1=ACTIVE,us-east-1=ACTIVE');
    expect(text).toMatch(/difference: plan for media: source adopt, application refuse: /);
  });

  test('reports that the plan could not read the access point', async () => {
    const fixture = await createCommandFixture();
    fixture.setRunTool((command, folder, environment) => {
      fixture.simulated.deaths = [(region) => region === 'us-west-2'];
      return runInProcess(command, folder, environment);
    });
    const { code, text } = await fixture.run('import', fixture.arn, '--output', makeApplicationFolder());
    expect(code).toBe(3);
    expect(text).toMatch(/difference: plan for access point media: source adopt, application unknown: /);
  });

  test('refuses a folder with files, an unknown access point and a missing argument', async () => {
    const fixture = await createCommandFixture();
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, '.git'), '');
    const refused = await fixture.run('import', 'media', '--output', folder);
    expect(refused).toMatchObject({ code: 2, text: '' });
    expect(refused.errors).toMatch(/^\[MRAP983\] the folder ".*" is not empty/);
    const empty = path.join(temporaryFolder(), 'empty');
    mkdirSync(empty);
    const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/mabcdefghijkl.mrap`;
    expect((await fixture.run('import', arn, '--output', empty)).errors)
      .toMatch(/^\[MRAP980\] account 111122223333 does not contain access point "arn:aws:s3::[^"]*"; correct the/);
    expect((await fixture.run('import', '--output', empty)).errors).toMatch(
      /^\[MRAP961\] no argument <access-point>, expected an ARN or a name, or/,
    );
    expect(existsSync(path.join(empty, 'cdk.json'))).toBe(false);
  });

  test.each<[string, RunTool, RegExp]>([
    [
      'a missing program', () => Promise.reject(Object.assign(new Error(), { code: 'ENOENT' })),
      /"npm install .*ENOENT/,
    ],
    [
      'a failed command', () => Promise.resolve({ code: 7, output: 'no such package\n' }),
      /exit code 7: no such package/,
    ],
    ['an unexpected error', () => Promise.reject(new Error('broken')), /Error: broken/],
  ])('keeps the files after %s', async (_, runTool, message) => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runTool);
    const folder = makeApplicationFolder();
    const { code, errors } = await fixture.run('import', fixture.arn, '--output', folder);
    expect(code).toBe(2);
    expect(errors).toMatch(/^\[MRAP985\]/);
    expect(errors).toMatch(message);
    expect(existsSync(path.join(folder, 'app.ts'))).toBe(true);
  });
});

describe('readTemplateState', () => {
  test('reads a native template with a policy, rules and bucket policies', async () => {
    const arn = { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/*' };
    const file = writeTemplate({
      Media: MEDIA,
      Bucket: {
        ...BUCKET,
        Properties: {
          ...BUCKET.Properties,
          ObjectLockEnabled: true,
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms', KMSMasterKeyID: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
              },
            }],
          },
          ReplicationConfiguration: {
            Role: `arn:aws:iam::${ACCOUNT}:role/R`,
            Rules: [{
              Id: 'vault',
              Priority: '3',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              Destination: {
                Bucket: 'arn:aws:s3:::media-vault',
              },
            }],
          },
        },
      },
      Vault: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-vault' } },
      Lag: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'AWS/S3',
          MetricName: 'ReplicationLatency',
          Dimensions: [{ Name: 'SourceBucket', Value: 'media-eu' }, { Name: 'RuleId', Value: { Ref: 'Unknown' } }],
        },
      },
      BucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: 'media-eu',
          PolicyDocument: {
            Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' },
          },
        },
      },
      Policy: {
        Type: 'AWS::S3::MultiRegionAccessPointPolicy',
        Properties: {
          MrapName: { Ref: 'Media' },
          Policy: {
            Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: arn }],
          },
        },
      },
    });
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const folder = makeApplicationFolder();
    const { code, text } = await fixture.run('import', '--from-template', file, '--output', folder, '--json');
    const { alarms, differences, unread, unmanagedRules, release } = JSON.parse(text) as ImportReport;
    expect(alarms).toEqual([{
      name: 'Media/Lag', region: 'eu-west-1', metrics: ['ReplicationLatency'], buckets: ['media-eu'],
    }]);
    expect({ code, differences, unread }).toEqual({ code: 0, differences: [], unread: [] });
    expect(unmanagedRules).toEqual([{ bucket: 'media-eu', rules: ['vault'], reason: 'another tool wrote them' }]);
    expect(release).toEqual([{
      tool: 'CloudFormation',
      text: expect.stringContaining(
        '# stack Media\nMedia:\n  DeletionPolicy: Retain\n  UpdateReplacePolicy: Retain\n'),
    }]);
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain('Resource: `${accessPoint.multiRegionAccessPointArn}/object/*`');
    expect(app).toContain('objectLockEnabled: true');
    expect(app).toContain('mrap.Delegation.none()');
  });

  test('names the values that only a deployment determines', async () => {
    const unknown = { Ref: 'Unknown' };
    const Parameters = { Unknown: { Type: 'String' } };
    const write = (resources: Resources) => {
      const file = writeTemplate(resources);
      writeFileSync(file, JSON.stringify({ Parameters, Resources: resources }));
      return file;
    };
    const withName = (properties: object) => ({
      Media: { ...MEDIA, Properties: { ...MEDIA.Properties, ...properties } },
    });
    const from = (resources: Resources) => readErrors('--from-template', write(resources));
    expect(await from({ ...withName({ Name: unknown }), BUCKET })).toMatch(/MRAP982.*the name of the access point/);
    expect(await from(withName({ Regions: [{ Bucket: { 'Fn::Sub': 'a-${Unknown}' } }] })))
      .toMatch(/the name of the bucket/);
    expect(await from(withName({}))).toMatch(/MRAP982.*the Region of bucket media-eu.*--region/);
    const buckets = /MRAP982.*the buckets of access point media/;
    expect(await from({ ...withName({ Regions: [] }), BUCKET })).toMatch(buckets);
    expect(await from({ ...withName({ Regions: unknown }), BUCKET })).toMatch(buckets);
    const conditional = { 'Fn::If': ['Unknown', { Bucket: 'media-us' }, { Ref: 'AWS::NoValue' }] };
    expect(await from({ ...withName({ Regions: [{ Bucket: 'media-eu' }, conditional] }), BUCKET })).toMatch(buckets);
    const { report: withBlock } = await importFrom(['--from-template', write({
      ...withName({ PublicAccessBlockConfiguration: { BlockPublicAcls: unknown } }), BUCKET,
    })]);
    expect(withBlock?.unread).toEqual([{ what: 'public access block', why: 'only a deployment determines it' }]);
    expect(await readErrors('--from-template', writeTemplate({ Media: MEDIA, BUCKET }, '')))
      .toMatch(/MRAP982.*the account of access point media.*--account/);
    const { report } = await importFrom([
      '--from-template', writeTemplate({ Media: MEDIA, BUCKET }, '', ''), '--account', ACCOUNT, '--region', 'eu-west-1',
    ]);
    expect(report?.unread).toEqual([]);
  });

  test('reports policies, keys and roles that only a deployment determines', async () => {
    const file = writeTemplate({
      Media: MEDIA,
      Key: { Type: 'AWS::KMS::Key', Properties: {} },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Bucket: {
        ...BUCKET,
        Properties: {
          ...BUCKET.Properties,
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'KeyId'] },
              },
            }],
          },
          ReplicationConfiguration: {
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            Rules: [{ Id: 'a', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::other' } }],
          },
        },
      },
      Other: { ...BUCKET, Properties: { BucketName: 'no-member', ReplicationConfiguration: { Role: 'x', Rules: [] } } },
      Policy: {
        Type: 'AWS::S3::MultiRegionAccessPointPolicy',
        Properties: {
          MrapName: 'media',
          Policy: {
            Statement: [
              { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, Action: 's3:GetObject' },
            ],
          },
        },
      },
    });
    const { code, report } = await importFrom(['--from-template', file]);
    expect(code).toBe(0);
    expect(report?.unread.map(({ what }) => what)).toEqual([
      'key of media-eu', 'replication role of media-eu', 'policy of the access point',
    ]);
  });

  test('selects one of several access points by name', async () => {
    const file = writeTemplate({
      Media: MEDIA, BUCKET, Films: { ...MEDIA, Properties: { ...MEDIA.Properties, Name: 'films' } },
    });
    expect(await readErrors('--from-template', file)).toMatch(/MRAP981.*media.*films/);
    expect(await readErrors('shows', '--from-template', file)).toMatch(/MRAP980.*shows.*found.*media/);
    expect((await importFrom(['films', '--from-template', file])).report?.files).toContain('app.ts');
    expect(await readErrors('--from-template', writeTemplate({ BUCKET }))).toMatch(/MRAP980.*a Multi-Region Access/);
  });
});
