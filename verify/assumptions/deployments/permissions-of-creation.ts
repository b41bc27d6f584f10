import { randomUUID } from 'node:crypto';
import { MINUTE } from '../../../control/clock';
import { requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { requireDenial } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

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
        const { token } = await requestAccessPoint(
          lab, lab.makeName(), [bucket], { clientToken: randomUUID(), clients });
        const operation = await waitForOperation(lab, token, 60 * MINUTE, clients);
        const status = operation?.RequestStatus ?? 'no end of the operation';
        return decide(/^SUCC/.test(status), `the operation of a caller with only these permissions: ${status}`);
      } catch (error) {
        return decide(false, `a caller with only these permissions received ${requireDenial(error).code}`);
      }
    },
  },
};
