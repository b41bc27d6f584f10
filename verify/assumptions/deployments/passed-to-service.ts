import { type Assumption } from '../../model/assumption';

export const passedToService: Assumption = {
  id: '52',
  statement:
    'When `put-bucket-replication` passes the replication role, `iam:PassedToService` is `s3.amazonaws.com`.',
  evidence:
    'The policy that AWS recommends for its S3 controller for Kubernetes has this condition for replication '
    + 'roles.',
  consequence: 'The rules are refused with AccessDenied on `iam:PassRole` after a minute, and nothing changes.',
  manualCheck: 'Put a rule with a role that may pass the replication role only with this condition.',
  verification: { notAutomatable: 'because no service of the test suites evaluates conditions of iam:PassRole' },
};
