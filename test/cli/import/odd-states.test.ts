import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { type ImportReport } from '../../../cli/import/render-import';
import { ReplicatedMultiRegionAccessPoint } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { createCommandFixture } from '../operate/support';
import { makeSetup, ODD_SETUPS, REGIONS } from './odd-setups';
import { importAndDeploy } from './round-trip';
import { SimulatedAccount } from './simulated-account';
import { makeApplicationFolder, runInProcess } from './support';

describe('cdk-s3-mrap import', () => {
  test.each(ODD_SETUPS)('adopts an access point %s without a change', async (_, setup) => {
    const account = new SimulatedAccount();
    await account.apply(setup);
    const [arn] = account.arns;
    const { unread } = await importAndDeploy(account, arn, arn);
    expect(unread).toEqual([]);
  }, 300_000);

  test('adopts an access point with 17 members and all rules of this library without a change', async () => {
    const folder = temporaryFolder();
    const app = new App({ outdir: folder, analyticsReporting: false });
    const stack = new Stack(app, 'Main', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', bucketNamePrefix: 'media', regions: REGIONS,
    });
    app.synth();
    const account = new SimulatedAccount();
    await account.deployWithBuckets(folder);
    const [arn] = account.arns;
    const { unread, unmanagedRules } = await importAndDeploy(account, arn, arn);
    expect({ unread, unmanagedRules }).toEqual({ unread: [], unmanagedRules: [] });
    expect(Object.values(account.observe(arn).replications)).toHaveLength(REGIONS.length);
  }, 300_000);

  test('adopts an access point with a bucket of another account, whose rules its owner does not show', async () => {
    const account = new SimulatedAccount();
    await account.apply(makeSetup(OTHER_ACCOUNT));
    const [arn] = account.arns;
    const { statements: _, ...before } = account.observe(arn);
    const folder = makeApplicationFolder();
    const { code, text } = await account.run('import', arn, '--output', folder, '--json');
    const { unread, differences } = JSON.parse(text) as ImportReport;
    expect({ code, differences }).toEqual({ code: 1, differences: [] });
    expect(unread).toEqual([{
      what: `replication rules of media-us of account ${OTHER_ACCOUNT}`,
      why: expect.any(String),
      permission: 's3:GetReplicationConfiguration',
    }]);
    expect(readFileSync(path.join(folder, 'app.ts'), 'utf8')).toContain(`account: '${OTHER_ACCOUNT}'`);
    await account.deploy(path.join(folder, 'cdk.out'));
    expect(account.observe(arn)).toMatchObject(before);
  });

  test.each([
    ['GetMultiRegionAccessPointPolicy', 'policy of the access point', 'The policy could not be read.'],
    ['GetMultiRegionAccessPointPolicyStatus', 'public status of the policy', ''],
    ['GetBucketReplication', 'replication rules of media-eu', ''],
  ])('imports the other parts if %s is denied', async (operation, part, comment) => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const { call } = fixture.simulated.aws;
    const denied = Object.assign(new Error('Access Denied'), {
      name: 'AccessDenied', Code: 'AccessDenied', $metadata: { httpStatusCode: 403 },
    });
    Object.assign(fixture.simulated.aws, {
      call: (...input: Parameters<typeof call>) => {
        const { Bucket = 'media-eu' } = input[2] as { Bucket?: string };
        return input[1] === operation && Bucket === 'media-eu' ? Promise.reject(denied) : call(...input);
      },
    });
    const folder = makeApplicationFolder();
    const { code, text } = await fixture.run('import', fixture.arn, '--output', folder, '--json');
    expect(code).toBe(1);
    const { unread, differences, steps } = JSON.parse(text) as ImportReport;
    expect(unread.map(({ what }) => what)).toEqual([part]);
    expect(differences).toEqual([]);
    expect(readFileSync(path.join(folder, 'app.ts'), 'utf8')).toContain(comment);
    expect(steps.some(({ clients }) => clients.includes('until the code contains the statements of the policy')))
      .toBe(operation === 'GetMultiRegionAccessPointPolicy');
  });

  test('reports an access point that is being deleted, which no deployment adopts', async () => {
    const fixture = await createCommandFixture();
    fixture.setRunTool(runInProcess);
    const { call } = fixture.simulated.aws;
    type Answer = { AccessPoint?: object; AccessPoints?: readonly object[] };
    Object.assign(fixture.simulated.aws, {
      call: async (...input: Parameters<typeof call>) => {
        const answer = await call(...input) as Answer;
        const mark = (accessPoint: object) => ({ ...accessPoint, Status: 'DELETING' });
        if (answer.AccessPoint !== undefined) return { ...answer, AccessPoint: mark(answer.AccessPoint) };
        return answer.AccessPoints === undefined ? answer : { ...answer, AccessPoints: answer.AccessPoints.map(mark) };
      },
    });
    const { code, text } = await fixture.run('import', fixture.arn, '--output', makeApplicationFolder(), '--json');
    const { unread, differences } = JSON.parse(text) as ImportReport;
    expect(code).toBe(3);
    expect(unread).toEqual([{ what: 'access point', why: expect.stringContaining('it is DELETING (being deleted)') }]);
    expect(differences).toEqual([
      { what: 'plan for media', source: 'adopt', application: expect.stringContaining('it is DELETING') },
    ]);
  });
});
