import { activateMember } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { decideConditionValue } from '../../lab/condition-value';
import { ROUTES_GRACE_PERIOD } from '../../lab/shared-access-points';
import { type Assumption } from '../../model/assumption';

export const requestedRegion: Assumption = {
  id: 'S1',
  statement:
    'For a request through an access point, `aws:RequestedRegion` is the Region of the member that serves it.'
    + ' An organization that allows the Region of the bucket therefore allows the request.',
  evidence: 'S3 authorizes the request in the Region of the bucket.',
  consequence:
    'Clients with a policy that denies Regions are refused. That policy must exempt the actions on the '
    + 'objects of the access point.',
  manualCheck: 'Deny a role all Regions except the Region of a member, and read through the access point.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 70,
    onlyOnAws: 'because the simulator does not know the Region in which S3 authorizes a request',
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [region] = lab.memberRegions;
      // The member of this Region serves all requests.
      await activateMember(lab, accessPoint, region, CONTROL_PLANE_REGION);
      await lab.clock.sleep(ROUTES_GRACE_PERIOD);
      return decideConditionValue(lab, accessPoint, { 'aws:RequestedRegion': region });
    },
  },
};
