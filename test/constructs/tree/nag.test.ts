import { Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { MultiRegionAccessPointHandlers } from '../../../src';
import { violationsOf } from '../../support/nag';
import { declareEverything } from './everything';

const PACKS = { AwsSolutionsChecks, ServerlessChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** The constructs of the application itself: a topic, a distribution and a VPC. */
const OF_APPLICATION = /Wrapper\/(?:OnCall|Distribution|Vpc)\/Resource$/;
/** The buckets for which the application chose neither server access logs nor a KMS key. */
const WITHOUT_OPTIONS = /(?:S1|S3BucketLoggingEnabled|S3DefaultEncryptionKMS) .*Wrapper\/Nested\/Media\/Buckets\//;

const { app } = declareEverything('app');
for (const stack of app.node.findAll().filter((node) => Stack.isStack(node))) {
  if (stack.node.tryFindChild('MultiRegionAccessPointHandlers')) {
    MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
  }
}
app.synth();

describe('src/constructs', () => {
  test.each(Object.entries(PACKS))(
    'passes %s with every construct, except for options and constructs that the application chose', (_name, Pack) => {
      const found = violationsOf(Pack, app);
      expect(found.filter((finding) => !OF_APPLICATION.test(finding) && !WITHOUT_OPTIONS.test(finding))).toEqual([]);
    },
  );

  test('reports the findings of the constructs of the application', () => {
    expect(violationsOf(AwsSolutionsChecks, app).filter((finding) => OF_APPLICATION.test(finding))).not.toEqual([]);
  });
});
