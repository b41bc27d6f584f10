import { type Assumption } from '../../model/assumption';

export const missingReplicationRole: Assumption = {
  id: '93',
  statement:
    'While S3 does not see the role of a rule, `put-bucket-replication` fails with `InvalidRequest` and a message that '
    + 'names the role.',
  evidence: 'Terraform\'s issue 749 quotes the message.',
  consequence: 'A first deployment fails with MRAP933 instead of waiting. It succeeds when it is repeated.',
  manualCheck: 'Put a rule with the ARN of a role that does not exist, as a caller who may pass every role.',
  verification: { notAutomatable: 'because no service of the probes on this computer knows which roles exist' },
};
