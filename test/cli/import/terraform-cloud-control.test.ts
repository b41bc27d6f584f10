import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type ImportReport } from '../../../cli/import/render-import';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { createCommandFixture } from '../operate/support';
import { readErrors } from './import-from';
import { makeApplicationFolder, runInProcess } from './support';
import { makeResource, makeState, writeState } from './terraform/state';

const ALIAS = 'mfzwi23gnjvgw.mrap';
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/${ALIAS}`;
const POLICY = {
  Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: `${ARN}/object/*` }],
};

/** Writes a state with resources of the provider `awscc`. */
function writeCloudControlState(policy: unknown): string {
  return writeState(makeState([
    makeResource('awscc_s3_multi_region_access_point.media', {
      id: 'media',
      name: 'media',
      alias: ALIAS,
      created_at: '2026-01-01T00:00:00Z',
      regions: [
        { bucket: 'media-eu', bucket_account_id: ACCOUNT, account_id: ACCOUNT },
        { bucket: 'media-us', bucket_account_id: OTHER_ACCOUNT },
      ],
      public_access_block_configuration: {
        block_public_acls: true, block_public_policy: false, ignore_public_acls: true, restrict_public_buckets: true,
      },
    }),
    makeResource('awscc_s3_multi_region_access_point_policy.media', { id: 'media', mrap_name: 'media', policy }),
    makeResource('awscc_s3_bucket.eu', {
      bucket_name: 'media-eu', regional_domain_name: 'media-eu.s3.eu-west-1.amazonaws.com',
    }),
    makeResource('aws_s3_bucket.us', { bucket: 'media-us', region: 'us-east-1' }),
  ]));
}

describe('convertCloudControlResources', () => {
  test.each([
    ['a text', JSON.stringify(POLICY)], ['an object', POLICY],
  ])('reads an access point of the provider awscc whose policy is %s', async (_, policy) => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const folder = makeApplicationFolder();
    const { text } = await fixture.run(
      'import', '--from-terraform-state', writeCloudControlState(policy), '--account', ACCOUNT, '--output', folder,
      '--json');
    const { differences, unread, release } = JSON.parse(text) as ImportReport;
    expect(differences).toEqual([]);
    expect(unread.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'routes: Terraform has no resource for it',
      'encryption of media-eu: import does not read awscc_s3_bucket',
      'Object Lock of media-eu: import does not read awscc_s3_bucket',
    ]);
    expect(release.map((entry) => entry.text).join('')).toContain('from = awscc_s3_multi_region_access_point.media\n');
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain("fromBucketName('media-eu', 'eu-west-1'");
    expect(app).toContain(`account: '${OTHER_ACCOUNT}'`);
    expect(app).toContain('blockPublicPolicy: false');
    expect(app).toContain('Resource: `${accessPoint.multiRegionAccessPointArn}/object/*`');
  });

  test('fails without the account, which the state does not contain', async () => {
    expect(await readErrors('--from-terraform-state', writeCloudControlState('{}')))
      .toMatch(/MRAP982.*the account of awscc_s3_multi_region_access_point\.media.*--account/);
  });
});
