import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { type IConstruct } from 'constructs';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import { MultiRegionAccessPointHandlers } from '../../../src';
import { makeWildcardSuppressions } from '../../../src/validation/iam-nag-suppressions';
import { suppressNagFindings, makePackSuppressions } from '../../../src/validation/cdk-nag-suppressions';
import { ACCOUNT } from '../../support/accounts';
import { violationsOf } from '../../support/nag';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** The role that the application has of its own: whoever grants it all objects has to say so. */
function acknowledgeTranscoder(transcoder: IConstruct): void {
  suppressNagFindings(transcoder, [
    ...makeWildcardSuppressions(transcoder, 'it transcodes every object; the alias of the access point is unknown before S3 makes it, and keys are bounded by their alias'),
    ...makePackSuppressions('IAMNoInlinePolicy', 'what is granted to one role goes with that role'),
  ]);
}

/** The application that the demo plays, of which the handlers are the user's to acknowledge. */
function synthesized({ acknowledge }: { acknowledge: boolean }): App {
  const app = new App();
  const stack = new ActivePassiveStack(app, 'Media', { env: { account: ACCOUNT, region: 'eu-west-1' }, removalPolicy: RemovalPolicy.DESTROY });
  acknowledgeTranscoder(stack.node.findChild('Transcoder'));
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
  return app;
}

const acknowledged = synthesized({ acknowledge: true });
const bare = synthesized({ acknowledge: false });

test.each(Object.entries(PACKS))('%s finds nothing on buckets, keys and roles of the demo', (_name, Pack) => {
  expect(violationsOf(Pack, acknowledged)).toEqual([]);
});

test.each(Object.entries(PACKS))('%s: nothing of the handlers is acknowledged but by the user', (_name, Pack) => {
  const found = violationsOf(Pack, bare);
  expect(found).not.toEqual([]);
  expect(found.filter((finding) => !/MultiRegionAccessPointHandlers|Permissions[0-9a-f]{8}/.test(finding))).toEqual([]);
});
