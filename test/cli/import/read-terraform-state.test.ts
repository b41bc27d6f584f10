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
    expect(await from(path.join(folder, 'absent.json'))).toMatch(/MRAP984.*ENOENT/);
    expect(await from(write('{'))).toMatch(/MRAP984.*terraform show -json/);
    expect(await from(write('{"version":4}'))).toMatch(/MRAP984.*values.root_module is missing/);
    expect(await from(write(JSON.stringify(makeState([])))))
      .toMatch(/MRAP980.*a Multi-Region Access Point, found \[\]/);
    expect(await from(write(JSON.stringify(makeState([makeAccessPoint({ arn: undefined })])))))
      .toMatch(/MRAP982.*the ARN of aws_s3control_multi_region_access_point.media.*terraform apply/);
    const withoutRegion = makeAccessPoint({ details: [{ name: 'media', region: [{ bucket: 'media-eu' }] }] });
    expect(await from(write(JSON.stringify(makeState([withoutRegion])))))
      .toMatch(/MRAP982.*the Region of bucket media-eu/);
  });
});
