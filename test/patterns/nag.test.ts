import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ActivePassiveStack } from '../../examples/active-passive/stack';
import { MultiRegionAccessPointHandlers } from '../../src';
import { ACCOUNT } from '../support/synthesis';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** The role that the application has of its own: what it is granted is the application's to say, as the packs ask it to. */
const TRANSCODER = /^\S+(-IAM5\[Resource::\S+|-IAMNoInlinePolicy) Media\/Transcoder\/DefaultPolicy\/Resource$/;

/** What a pack finds on the application that the demo plays, of which the handlers are the user's to acknowledge. */
function findings(Pack: typeof PACKS[keyof typeof PACKS], acknowledge: boolean): string[] {
  const app = new App();
  const stack = new ActivePassiveStack(app, 'Media', { env: { account: ACCOUNT, region: 'eu-west-1' }, removalPolicy: RemovalPolicy.DESTROY });
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
  return new Pack(app).validateScope(app).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`))
    .filter((finding) => !TRANSCODER.test(finding));
}

test.each(Object.entries(PACKS))('%s finds nothing on buckets, keys and roles of the demo', (_name, pack) => {
  expect(findings(pack, true)).toEqual([]);
});

test.each(Object.entries(PACKS))('%s: nothing of the handlers is acknowledged but by the user', (_name, pack) => {
  const found = findings(pack, false);
  expect(found).not.toEqual([]);
  expect(found.filter((finding) => !/MultiRegionAccessPointHandlers|Permissions[0-9a-f]{8}/.test(finding))).toEqual([]);
});
