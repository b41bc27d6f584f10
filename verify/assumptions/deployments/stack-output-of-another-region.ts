import { type Assumption } from '../../model/assumption';

export const stackOutputOfAnotherRegion: Assumption = {
  id: '26',
  statement:
    'CloudFormation resolves `Fn::GetStackOutput` for another Region of the account with the permissions of '
    + 'the deploying role.',
  evidence: 'aws-cdk-lib renders it for weak references between Regions.',
  consequence: 'The operations stack fails to deploy. The home stack is not affected.',
  manualCheck: 'Deploy an application with `ReplicationAlarms`.',
  verification: { notAutomatable: 'because only CloudFormation itself can show what it resolves' },
};
