import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type ImportReport } from '../../../cli/import/render-import';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { readErrors } from './import-from';
import { makeApplicationFolder } from './support';

describe('runImport', () => {
  test('reads the values of parameters, and gives the stack another name than the stacks of the source', async () => {
    const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.yaml`);
    writeFileSync(file, [
      'Parameters:',
      '  Stage: { Type: String }',
      'Resources:',
      '  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "media-${Stage}" } }',
      '  Media:',
      '    Type: AWS::S3::MultiRegionAccessPoint',
      '    Properties: { Name: media, Regions: [{ Bucket: !Ref Bucket }] }',
    ].join('\n'));
    expect(await readErrors('--from-template', file)).toMatch(/MRAP982.*the name of the bucket.*--parameter/);
    const folder = makeApplicationFolder();
    const { code, text } = await (await createCommandFixture()).run(
      'import', '--from-template', file, '--parameter', 'Stage=prod', '--output', folder, '--no-synth', '--json');
    expect(code).toBe(0);
    const app = readFileSync(path.join(folder, 'app.ts'), 'utf8');
    expect(app).toContain("fromBucketName('media-prod', 'eu-west-1'");
    expect(app).toContain("new cdk.Stack(app, 'MediaAccessPoint'");
    expect((JSON.parse(text) as ImportReport).steps.map(({ action }) => action).join(' '))
      .toContain('must not have a stack MediaAccessPoint');
  });

  test('refuses the name of access points of two accounts without a choice', async () => {
    const folder = temporaryFolder();
    const Resources = {
      Media: {
        Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: [{ Bucket: 'media-eu' }] },
      },
    };
    for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
      writeFileSync(path.join(folder, `Media.eu-west-1.${account}.json`), JSON.stringify({ Resources }));
    }
    const errors = await readErrors('media', '--from-template', folder);
    const { error } = JSON.parse(errors) as { error: { message: string } };
    expect(error.message).toMatch(/MRAP981.*got \["media", "media"\].*a source with a single access point$/);
  });
});
