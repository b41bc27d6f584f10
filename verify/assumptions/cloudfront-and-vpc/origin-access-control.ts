import { type Assumption } from '../../model/assumption';

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
    notAutomatable: 'because a distribution needs half an hour and remains billable until it is disabled',
  },
};
