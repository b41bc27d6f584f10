import { activateMember } from '../../lab/access-points';
import { CONTROL_PLANE_REGION, CONTROL_REGIONS } from '../../lab/clients';
import { findEvent } from '../../lab/event-history';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const regionOfRoutesEvent: Assumption = {
  id: '28',
  statement:
    'Events of `SubmitMultiRegionAccessPointRoutes` appear in the Region that received the call, or in us-'
    + 'west-2.',
  evidence:
    'The guide names us-west-2 for requests that create or maintain access points; five Regions receive these'
    + ' requests.',
  consequence: 'A manual failover is not reported.',
  manualCheck: 'Submit in `eu-west-1`, and search for the event in all five Regions.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const submit = await activateMember(lab, accessPoint, lab.memberRegions[0], SUBMITTED_IN);
      for (const region of [SUBMITTED_IN, ...CONTROL_REGIONS.filter((other) => other !== SUBMITTED_IN)]) {
        const event = await findEvent(lab, region, 'SubmitMultiRegionAccessPointRoutes', submit);
        if (event !== undefined) {
          return decide(
            region === SUBMITTED_IN || region === CONTROL_PLANE_REGION,
            `the event of the submit in ${SUBMITTED_IN} is in ${region}`,
          );
        }
      }
      return abstain('no control Region shows the event');
    },
  },
};

const SUBMITTED_IN = 'eu-west-1';
