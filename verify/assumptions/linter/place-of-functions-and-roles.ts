import { type Assumption } from '../../model/assumption';

export const placeOfFunctionsAndRoles: Assumption = {
  id: '67',
  statement:
    'The function in `ServiceToken` of a custom resource is in the Region of the stack, and the role in a '
    + 'replication configuration or of a function is in its account.',
  evidence: 'CloudFormation documents the Region of `ServiceToken`. `iam:PassRole` has no form for other accounts.',
  consequence: 'The linter takes a wrong Region or account for known, and reports a finding about it.',
  manualCheck:
    'Create a custom resource with a function in another Region. Put a replication configuration with a role '
    + 'of another account.',
  verification: {
    notAutomatable: 'because only CloudFormation itself can show where it looks for a function',
  },
};
