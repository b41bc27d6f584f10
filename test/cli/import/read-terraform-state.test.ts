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
        makeResource('aws_s3_bucket_object_lock_configuration.media', { bucket: 'media-eu' }),
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

  const POLICY = 'aws_s3control_multi_region_access_point_policy';
  const makePolicy = (address: string, account: string, values: object = {}) => makeResource(address, {
    account_id: account,
    details: [{
      name: 'media',
      policy: JSON.stringify({
        Statement: [{
          Effect: 'Allow', Principal: { AWS: account }, Action: 's3:GetObject', Resource: `${ARN}/object/*`,
        }],
      }),
    }],
    ...values,
  });
  const importState = async (state: object, ...args: string[]) => {
    const folder = makeApplicationFolder();
    const fixture = await createCommandFixture();
    const { code, text, errors } = await fixture.run(
      'import', '--from-terraform-state', writeState(state), '--output', folder, '--no-synth', '--json', ...args);
    if (text === '') return { code, errors };
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    return { code, report: JSON.parse(text) as ImportReport, app, folder };
  };

  test('reads encryption and Object Lock from the blocks of former provider versions', async () => {
    const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
    const { app } = await importState(makeState([
      makeAccessPoint(),
      makeResource('aws_s3_bucket.media', {
        bucket: 'media-eu',
        server_side_encryption_configuration: [{
          rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: key, sse_algorithm: 'aws:kms' }] }],
        }],
        object_lock_configuration: [{ object_lock_enabled: 'Enabled', rule: [] }],
      }),
    ]));
    expect(app).toContain(`encryptionKeyArn: '${key}'`);
    expect(app).toContain('objectLockEnabled: true');
  });

  test('names the settings of a bucket that the state does not contain', async () => {
    const { report } = await importState(makeState([makeAccessPoint()]));
    expect(report?.unread.map(({ what }) => what))
      .toEqual(['routes', 'encryption of media-eu', 'Object Lock of media-eu']);
  });

  test('reads the Region of a bucket from a data source', async () => {
    const { app } = await importState(makeState([
      makeAccessPoint({ details: [{ name: 'media', region: [{ bucket: 'media-eu' }] }] }),
      {
        address: 'data.aws_s3_bucket.media',
        mode: 'data',
        type: 'aws_s3_bucket',
        values: { bucket: 'media-eu', region: 'eu-west-1' },
      },
    ]));
    expect(app).toContain("fromBucketName('media-eu', 'eu-west-1'");
  });

  test('ignores the object that Terraform has replaced and not yet deleted', async () => {
    const deposed = { ...makeAccessPoint({ arn: `${ARN}2` }), deposed_key: '00000001' };
    const { app } = await importState(makeState([deposed, makeAccessPoint()]));
    expect(app).toContain("multiRegionAccessPointName: 'media'");
  });

  test.each(['DELETING', 'PARTIALLY_CREATED', 'OTHER'])('reports the status %s', async (status) => {
    const { report } = await importState(makeState([makeAccessPoint({ status })]));
    expect(report?.unread).toContainEqual({
      what: 'access point', why: expect.stringMatching(new RegExp(`^it is ${status} .* adopts only .* READY$`)),
    });
    const ready = await importState(makeState([makeAccessPoint({ status: 'READY' })]));
    expect(ready.report?.unread.map(({ what }) => what)).not.toContain('access point');
  });

  describe('with access points of two accounts that have the same name', () => {
    const otherArn = `arn:aws:s3::${OTHER_ACCOUNT}:accesspoint/other.mrap`;
    const state = makeState([
      makePolicy(`${POLICY}.other`, OTHER_ACCOUNT),
      makePolicy(`${POLICY}.media`, ACCOUNT),
      makeAccessPoint(),
      makeResource('aws_s3control_multi_region_access_point.other', {
        account_id: OTHER_ACCOUNT,
        arn: otherArn,
        details: [{ name: 'media', public_access_block: [], region: REGIONS }],
      }),
    ]);

    test('refuses the name, and names both ARNs', async () => {
      const { code, errors } = await importState(state, 'media');
      expect(code).toBe(2);
      expect(errors).toMatch(/\[MRAP981\] .*mfzwi23gnjvgw\.mrap.*other\.mrap.*the ARN of one access point/);
    });

    test('imports the policy of the account of the ARN', async () => {
      const { report, app } = await importState(state, ARN);
      expect(app).toContain(`AWS: '${ACCOUNT}'`);
      expect(app).not.toContain(`AWS: '${OTHER_ACCOUNT}'`);
      expect(report?.release[0].text).toContain(`${POLICY}.media`);
    });
  });

  test('finds a policy without details by its id', async () => {
    const { report } = await importState(makeState([
      makeAccessPoint(),
      makeResource(`${POLICY}.other`, { id: `${OTHER_ACCOUNT}:media` }),
      makeResource(`${POLICY}.media`, { id: `${ACCOUNT}:media` }),
    ]));
    expect(report?.unread).toContainEqual({ what: 'policy of the access point', why: 'it is not a JSON object' });
    expect(report?.release[0].text).toContain(`${POLICY}.media`);
  });

  describe('for the release by Terraform', () => {
    const ADDRESS = 'aws_s3control_multi_region_access_point';
    const FIRST = { account_id: ACCOUNT, arn: ARN, details: [{ name: 'media', region: REGIONS }] };
    const SECOND = { ...FIRST, arn: `${ARN}2`, details: [{ name: 'films', region: REGIONS }] };

    test.each<[string, readonly [string, string]]>([
      ['of "for_each"', [`${ADDRESS}.all["media"]`, `${ADDRESS}.all["it's"]`]],
      ['of "count"', [`${ADDRESS}.all[0]`, `${ADDRESS}.all[1]`]],
      ['of a module', [`module.data["a"].${ADDRESS}.all`, `module.data["b"].${ADDRESS}.all`]],
    ])('prints commands if another instance %s stays', async (_, [first, second]) => {
      const { report, folder } = await importState(
        makeState([makeResource(first, FIRST), makeResource(second, SECOND)]), 'films');
      const command = `terraform state rm '${second.replace("'", "'\\''")}'`;
      expect(report?.release).toEqual([{ tool: 'Terraform', text: `${command}\n` }]);
      expect(report?.steps[1].action).toContain('terraform state rm');
      expect(readFileSync(path.join(folder!, 'MIGRATION.md'), 'utf8')).toContain(`\`\`\`sh\n${command}\n\`\`\``);
    });

    test.each([['0.12.31', false], ['1.6.6', false], ['1.7.0', true], ['1.10.0', true], ['2.0.0', true]])(
      'prints blocks for Terraform %s: %s', async (version, hasBlocks) => {
        const { report } = await importState({ ...makeState([makeAccessPoint()]), terraform_version: version });
        expect(report?.release[0].text).toMatch(hasBlocks ? /^removed \{/ : /^terraform state rm '/);
      });

    test('prints blocks without the key of a single instance', async () => {
      const { report } = await importState(makeState([makeResource(`module.data["a"].${ADDRESS}.all[0]`, FIRST)]));
      expect(report?.release[0].text).toContain(`from = module.data.${ADDRESS}.all\n`);
    });
  });
});
