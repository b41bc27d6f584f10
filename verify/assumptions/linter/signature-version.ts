import { decideConditionValue } from '../../lab/condition-value';
import { type Assumption } from '../../model/assumption';

export const signatureVersion: Assumption = {
  id: 'L4',
  statement: '`s3:signatureversion` of a request to an access point is `AWS4-ECDSA-P256-SHA256`.',
  evidence: 'The request names its algorithm so.',
  consequence: 'MRAP515 reports a correct denial, or misses a wrong one.',
  manualCheck: 'Deny by the key in the policy of a member, and read through the access point.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    onlyOnAws: 'because no service of the probes on this computer evaluates the policies of access points',
    run: async (lab) => decideConditionValue(
      lab, await lab.takeAccessPoint(), { 's3:signatureversion': 'AWS4-ECDSA-P256-SHA256' }),
  },
};
