import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { MultiRegionAccessPointHandlers, ReplicatedMultiRegionAccessPoint, ServerAccessLogs, UnderlyingBucketEncryption } from '../../src';
import { ACCOUNT } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** What a pack finds on everything that the construct makes, of which the handlers are the user's to acknowledge. */
function findings(Pack: typeof PACKS[keyof typeof PACKS], acknowledge: boolean): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
    encryption: UnderlyingBucketEncryption.kms(),
    serverAccessLogs: ServerAccessLogs.managed(),
  });
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
  return new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

test.each(Object.entries(PACKS))('%s finds nothing on buckets, keys and roles', (_name, pack) => {
  expect(findings(pack, true)).toEqual([]);
});

test.each(Object.entries(PACKS))('%s: nothing of the handlers is acknowledged but by the user', (_name, pack) => {
  const found = findings(pack, false);
  expect(found).not.toEqual([]);
  expect(found.filter((finding) => !/MultiRegionAccessPointHandlers|Permissions[0-9a-f]{8}/.test(finding))).toEqual([]);
});
