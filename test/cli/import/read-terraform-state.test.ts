import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type ImportReport } from '../../../cli/import/render-import';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { importFrom, readErrors } from './import-from';
import { makeApplicationFolder } from './support';
import { makeResource, makeState, writeState } from './terraform/state';

describe('readTerraformState', () => {
  const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
  const REGIONS = [{ bucket: 'media-eu', bucket_account_id: OTHER_ACCOUNT, region: 'eu-west-1' }];
  const makeAccessPoint = (values: object = {}) => makeResource('aws_s3control_multi_region_access_point.media', {
    account_id: ACCOUNT, arn: ARN, details: [{ name: 'media', public_access_block: [], region: REGIONS }], ...values,
  });

  test('reads keys, locks, policies and the rules of former provider versions', async () => {
    const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
    const encryption = (id: string) => ({
      bucket: 'media-eu',
      rule: [{
        apply_server_side_encryption_by_default: [{
          kms_master_key_id: id, sse_algorithm: 'aws:kms',
        }],
      }],
    });
    const rule = {
      id: 'old',
      prefix: 'a/',
      status: 'Enabled',
      destination: [{
        bucket: 'arn:aws:s3:::media-vault',
        account: OTHER_ACCOUNT,
        access_control_translation: [{ owner: 'Destination' }],
        encryption_configuration: [{ replica_kms_key_id: key }],
        replication_time: [{ time: [] }],
        metrics: [{}],
      }],
      source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }], replica_modifications: [] }],
    };
    const state = writeState(makeState([
      makeAccessPoint(),
      makeResource('aws_s3_bucket.media', {
        bucket: 'media-eu',
        object_lock_enabled: true,
        policy: JSON.stringify({
          Statement: [{
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 's3:DataAccessPointArn': ARN } },
          }],
        }),
        replication_configuration: [{ role: 'role', rules: [rule] }],
      }),
      makeResource('aws_s3_bucket.vault', { bucket: 'media-vault', region: 'eu-west-1' }),
      makeResource('aws_kms_key.media', { key_id: '1', arn: key }),
      makeResource('aws_s3_bucket_server_side_encryption_configuration.media', encryption('1')),
      { address: 'data.aws_region.here', mode: 'data', type: 'aws_region', values: {} },
    ]));
    const folder = makeApplicationFolder();
    const fixture = await createCommandFixture();
    const { text } = await fixture.run(
      'import', '--from-terraform-state', state, '--output', folder, '--no-synth', '--json');
    expect((JSON.parse(text) as ImportReport).unmanagedRules[0].rules).toEqual(['old']);
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain(`encryptionKeyArn: '${key}'`);
    expect(app).toContain(`account: '${OTHER_ACCOUNT}'`);
    expect(app).toMatch(/Delegation\.toAccessPoints\(\[\s*'arn:aws:s3::/);
  });

  test('reads filters with tags', async () => {
    const makeRule = (id: string, filter: object) => ({
      id, status: 'Enabled', filter: [filter], priority: 1, destination: [{ bucket: 'arn:aws:s3:::media-vault' }],
    });
    const state = writeState(makeState([
      makeAccessPoint(),
      makeResource('aws_s3_bucket_replication_configuration.media', {
        bucket: 'media-eu',
        role: 'role',
        rule: [
          makeRule('and', { and: [{ prefix: 'a/', tags: { keep: 'yes' } }] }), makeRule('and-prefix', { and: [{}] }),
          makeRule('tag', { tag: [{ key: 'keep', value: 'yes' }] }), makeRule('prefix', { prefix: 'a/' }),
        ],
      }),
      makeResource('aws_s3_bucket_replication_configuration.empty', { bucket: 'media-us' }),
    ]));
    const { report } = await importFrom(['--from-terraform-state', state]);
    expect(report?.unmanagedRules).toEqual([{
      bucket: 'media-eu', rules: ['and', 'and-prefix', 'tag', 'prefix'], reason: 'another tool wrote them',
    }]);
  });

  test('lists the alarms on metrics of the buckets', async () => {
    const dimensions = { BucketName: 'media-eu', StorageType: 'StandardStorage' };
    const size = { namespace: 'AWS/S3', metric_name: 'BucketSizeBytes', dimensions };
    const state = writeState(makeState([
      makeAccessPoint(),
      makeResource('aws_cloudwatch_metric_alarm.size', { alarm_name: 'size', region: 'eu-west-1', ...size }),
      makeResource('aws_cloudwatch_metric_alarm.sum', {
        arn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:sum`,
        namespace: '',
        metric_query: [{ expression: 'a', metric: [] }, { metric: [{ ...size, metric_name: 'NumberOfObjects' }] }],
      }),
      makeResource('aws_cloudwatch_metric_alarm.other', { alarm_name: 'other', ...size, namespace: 'AWS/Lambda' }),
    ]));
    const { report } = await importFrom(['--from-terraform-state', state]);
    const buckets = ['media-eu'];
    expect(report?.alarms).toEqual([
      { name: 'size', region: 'eu-west-1', metrics: ['BucketSizeBytes'], buckets },
      { name: 'aws_cloudwatch_metric_alarm.sum', region: 'us-east-1', metrics: ['NumberOfObjects'], buckets },
    ]);
  });

  test('refuses files that are no state, and states without the values', async () => {
    const folder = temporaryFolder();
    const write = (text: string) => {
      const file = path.join(folder, 'state.json');
      writeFileSync(file, text);
      return file;
    };
    const from = (file: string) => readErrors('--from-terraform-state', file);
    expect(await from(path.join(folder, 'absent.json'))).toMatch(/MRAP984.*no such file or directory/);
    expect(await from(write('{'))).toMatch(/MRAP984.*terraform show -json/);
    expect(await from(write('{"version":4}'))).toMatch(/MRAP984.*values.root_module is missing/);
    expect(await from(write('{"version":4,"lineage":"a"}'))).toMatch(/MRAP984.*it is a state file/);
    expect(await from(write('{"format_version":"1.2","planned_values":{}}'))).toMatch(/MRAP984.*it contains a plan/);
    expect(await from(write(''))).toMatch(/MRAP984/);
    // Terraform omits the values of a state without resources.
    expect(await from(write('{"format_version":"1.0"}'))).toMatch(/MRAP980.*a Multi-Region Access Point, found \[\]/);
    expect(await from(write(JSON.stringify(makeState([])))))
      .toMatch(/MRAP980.*a Multi-Region Access Point, found \[\]/);
    expect(await from(write(JSON.stringify(makeState([makeAccessPoint({ arn: undefined })])))))
      .toMatch(/MRAP982.*the ARN of aws_s3control_multi_region_access_point.media.*terraform apply/);
    const withoutRegion = makeAccessPoint({ details: [{ name: 'media', region: [{ bucket: 'media-eu' }] }] });
    expect(await from(write(JSON.stringify(makeState([withoutRegion])))))
      .toMatch(/MRAP982.*the Region of bucket media-eu/);
    const withoutBuckets = makeAccessPoint({ details: [{ name: 'media', region: [] }] });
    expect(await from(write(JSON.stringify(makeState([withoutBuckets])))))
      .toMatch(/MRAP982.*the buckets of access point media/);
  });

  test.each([
    ['UTF-16, as PowerShell writes it', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
  ])('reads a state in %s', async (_name, encode) => {
    const file = path.join(temporaryFolder(), 'state.json');
    writeFileSync(file, encode(JSON.stringify(makeState([makeAccessPoint()]))));
    expect((await importFrom(['--from-terraform-state', file])).report?.files).toContain('app.ts');
  });

  describe('with the key of a bucket', () => {
    const keyArn = (region: string, id: string) => `arn:aws:kms:${region}:${ACCOUNT}:${id}`;
    const importWithKey = async (id: string, ...more: object[]) => {
      const folder = makeApplicationFolder();
      const fixture = await createCommandFixture();
      const { text } = await fixture.run('import', '--from-terraform-state', writeState(makeState([
        makeAccessPoint(),
        makeResource('aws_s3_bucket_server_side_encryption_configuration.media', {
          bucket: 'media-eu',
          rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: id, sse_algorithm: 'aws:kms' }] }],
        }),
        ...more,
      ])), '--output', folder, '--no-synth', '--json');
      const { unread } = JSON.parse(text) as ImportReport;
      const [, key] = /encryptionKeyArn: '(.*)'/.exec(readFileSync(path.join(folder, 'app.ts'), 'utf8')) ?? [];
      return { key, unread: unread.map(({ what, why }) => `${what}: ${why}`).slice(1) };
    };

    test('finds an alias and a multi-Region key in the Region of the bucket', async () => {
      const alias = (region: string) => makeResource(`aws_kms_alias.${region}`, {
        name: 'alias/media', arn: keyArn(region, 'alias/media'), target_key_arn: keyArn(region, 'key/1'),
      });
      expect(await importWithKey('alias/media', alias('us-east-1'), alias('eu-west-1')))
        .toEqual({ key: keyArn('eu-west-1', 'key/1'), unread: [] });
      expect(await importWithKey('mrk-1',
        makeResource('aws_kms_key.primary', { key_id: 'mrk-1', arn: keyArn('us-east-1', 'key/mrk-1') }),
        makeResource('aws_kms_replica_key.replica', { key_id: 'mrk-1', arn: keyArn('eu-west-1', 'key/mrk-1') })))
        .toEqual({ key: keyArn('eu-west-1', 'key/mrk-1'), unread: [] });
    });

    test('states that the state does not contain the key, and ignores the key that AWS manages', async () => {
      expect(await importWithKey('alias/media'))
        .toEqual({ key: undefined, unread: ['key of media-eu: the state contains no key alias/media in eu-west-1'] });
      expect(await importWithKey('2'))
        .toEqual({ key: undefined, unread: ['key of media-eu: the state contains no key 2 in eu-west-1'] });
      expect(await importWithKey(keyArn('eu-west-1', 'alias/aws/s3'))).toEqual({ key: undefined, unread: [] });
      expect(await importWithKey('alias/aws/s3')).toEqual({ key: undefined, unread: [] });
    });
  });

  test('states that a policy is no JSON object, and imports the rest', async () => {
    const state = writeState(makeState([
      makeAccessPoint(),
      makeResource('aws_s3control_multi_region_access_point_policy.media', {
        established: '{not json', details: [{ name: 'media', policy: '' }],
      }),
      makeResource('aws_s3_bucket.media', { bucket: 'media-eu', policy: '"text"' }),
    ]));
    const { code, report } = await importFrom(['--from-terraform-state', state]);
    expect(code).toBe(0);
    const why = 'it is not a JSON object';
    expect(report?.unread.slice(1))
      .toEqual([{ what: 'policy of media-eu', why }, { what: 'policy of the access point', why }]);
  });
});
