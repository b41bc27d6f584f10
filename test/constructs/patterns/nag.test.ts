import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { type IConstruct } from 'constructs';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import { MultiRegionAccessPointHandlers } from '../../../src';
import { suppressNagFindings, makePackSuppressions } from '../../../src/validation/cdk-nag-suppressions';
import { makeWildcardSuppressions } from '../../../src/validation/iam-nag-suppressions';
import { ACCOUNT } from '../../support/accounts';
import { violationsOf } from '../../support/nag';

const TRANSCODER_WILDCARDS =
  'it transcodes every object; the alias of the access point is unknown before S3 creates it; '
    + 'a condition contains the alias of the keys';
const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks };

/** Acknowledges the findings on the role of the application, which may access all objects. */
function acknowledgeTranscoder(transcoder: IConstruct): void {
  suppressNagFindings(transcoder, [
    ...makeWildcardSuppressions(transcoder, TRANSCODER_WILDCARDS),
    ...makePackSuppressions('IAMNoInlinePolicy', 'belongs only to this role'),
  ]);
}

/** Synthesizes the application of the demo, with or without acknowledged findings on the handlers. */
function synthesizeExample({ acknowledge }: { acknowledge: boolean }): App {
  const app = new App();
  const stack = new ActivePassiveStack(app, 'Media', {
    env: { account: ACCOUNT, region: 'eu-west-1' },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledgeTranscoder(stack.node.findChild('Transcoder'));
  if (acknowledge) MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  app.synth();
  return app;
}

const acknowledged = synthesizeExample({ acknowledge: true });
const unacknowledged = synthesizeExample({ acknowledge: false });

describe('MultiRegionAccessPointHandlers.acknowledgeNagFindings', () => {
  test.each(Object.entries(PACKS))('passes all rules of %s with acknowledged handlers', (_name, Pack) => {
    expect(violationsOf(Pack, acknowledged)).toEqual([]);
  });

  test.each(
    Object.entries(PACKS),
  )('does not acknowledge findings of %s on the handlers without a call', (_name, Pack) => {
    const found = violationsOf(Pack, unacknowledged);
    expect(found).not.toEqual([]);
    expect(found.filter((finding) => !/MultiRegionAccessPointHandlers|Permissions[0-9a-f]{8}/.test(finding)))
      .toEqual([]);
  });
});
