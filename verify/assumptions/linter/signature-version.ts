import { type Assumption } from '../../model/assumption';

export const signatureVersion: Assumption = {
  id: 'L4',
  statement: '`s3:signatureversion` of a request to an access point is `AWS4-ECDSA-P256-SHA256`.',
  evidence: 'The request names its algorithm so.',
  consequence: 'MRAP515 reports a correct denial, or misses a wrong one.',
  manualCheck: 'Deny by the key in the policy of a member, and read through the access point.',
  verification: {
    notAutomatable: 'because the check signs requests with SigV4A, which the clients of the probes do not',
  },
};
