import { activateMember, readActiveRegions } from '../../lab/access-points';
import { CONTROL_REGIONS } from '../../lab/clients';
import { callWithNewRole, requireDenial } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const permissionsOfRoutes: Assumption = {
  id: '11',
  statement: 'Besides the two actions, reading and changing routes needs at most `s3:ListAllMyBuckets`.',
  evidence: 'The guide requires this action for everyone that manages access points.',
  consequence: 'The same as for assumption 10, or the statement is unnecessary.',
  manualCheck: 'Submit with a role that has only these permissions, and again without `s3:ListAllMyBuckets`.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const clients = await lab.restrict([
        's3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets',
      ], { accessPointArn: accessPoint.arn });
      try {
        await callWithNewRole(lab, async () => readActiveRegions(lab, accessPoint, CONTROL_REGIONS[0], clients));
        await callWithNewRole(lab, async () =>
          activateMember(lab, accessPoint, lab.memberRegions[0], CONTROL_REGIONS[0], clients));
        return decide(true, 'S3 accepted the read and the submit of a caller with only these permissions');
      } catch (error) {
        return decide(false, `a caller with only these permissions received ${requireDenial(error).code}`);
      }
    },
  },
};
