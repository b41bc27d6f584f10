import { randomUUID } from 'node:crypto';
import { MINUTE } from '../../../control/clock';
import { hasSucceeded, requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { callWithNewRole, requireDenial } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const permissionsOfCreation: Assumption = {
  id: '10',
  statement: 'Creation needs no permission on the buckets, only the three actions and `s3:ListAllMyBuckets`.',
  evidence: 'CloudFormation\'s own resource type requires only the three actions.',
  consequence: 'The creation is refused with AccessDenied after a minute, and the message names the action.',
  manualCheck: 'Create with a role that has only these permissions.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const bucket = await lab.createBucket(lab.memberRegions[0]);
      const clients = await lab.restrict([
        's3:CreateMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation',
        's3:ListAllMyBuckets',
      ]);
      try {
        const [name, clientToken] = [lab.makeName(), randomUUID()];
        const { token } = await callWithNewRole(lab, async () =>
          requestAccessPoint(lab, name, [bucket], { clientToken, clients }));
        const operation = await waitForOperation(lab, token, 60 * MINUTE, clients);
        if (operation === undefined) return abstain('the creation did not end within an hour');
        const { Code: code = 'no error' } = operation.ResponseDetails?.ErrorDetails ?? {};
        const observation = `the operation of a caller with only these permissions ended with ${code}`;
        if (hasSucceeded(operation)) return confirm(observation);
        // The operation can fail for another reason, for example an error of S3.
        return code === 'AccessDenied' ? refute(observation) : abstain(observation);
      } catch (error) {
        return refute(`a caller with only these permissions received ${requireDenial(error).code}`);
      }
    },
  },
};
