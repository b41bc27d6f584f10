import { deployDistribution } from '../../lab/distribution';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const originAccessControl: Assumption = {
  id: 'I1',
  statement:
    'CloudFormation accepts an origin access control of type `s3` with `sigv4a` for an origin with '
    + '`CustomOriginConfig`.',
  evidence:
    'The README of aws-cdk-lib uses the control with an `HttpOrigin`, and an integration test of aws-cdk '
    + 'deployed it (pull request 38629). The CloudFront guide documents `sigv4a` since August 2026.',
  consequence: 'The distribution fails to deploy, and the stack is rolled back.',
  manualCheck: 'Deploy `examples/cloudfront-and-vpc`.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    onlyOnAws: 'because the simulator has no CloudFront',
    run: async (lab) => {
      const outcome = await deployDistribution(lab, await lab.takeAccessPoint());
      if (outcome.kind === 'created') return confirm('CloudFormation created the distribution');
      const { resourceType, reason } = outcome.failure;
      const observation = `${resourceType}: ${reason}`;
      // CloudFormation shows a missing permission and a quota with other codes.
      const isRefused = resourceType.startsWith('AWS::CloudFront::') && /HandlerErrorCode: InvalidRequest/.test(reason);
      return isRefused ? refute(observation) : abstain(observation);
    },
  },
};
