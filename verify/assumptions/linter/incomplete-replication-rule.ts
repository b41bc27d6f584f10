import { type Assumption } from '../../model/assumption';

export const incompleteReplicationRule: Assumption = {
  id: '69',
  statement: 'S3 completes a replication rule without `Filter`, `Prefix`, `Priority` and `DeleteMarkerReplication`.',
  evidence: 'aws-cdk-lib and public templates contain such rules, and CloudFormation requires none of the elements.',
  consequence: 'MRAP406 is an info although the deployment fails.',
  manualCheck: 'Put a rule with only a status and a destination.',
  verification: {
    notAutomatable: 'because FIXME',
  },
};
