import { MINUTE } from '../../../control/clock';
import { activateMember } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { findEvent } from '../../lab/event-history';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const delayOfEvents: Assumption = {
  id: '51',
  statement: '`LookupEvents` returns an event about five minutes after the call.',
  evidence: 'The guide states this average for the delivery of CloudTrail, and guarantees no time.',
  consequence:
    'The prompt of `failover` shows fewer or more of the latest changes. The command reads the routes again '
    + 'in either case.',
  manualCheck: 'Submit routes, and repeat `history`.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const submit = await activateMember(lab, accessPoint, lab.memberRegions[0], CONTROL_PLANE_REGION);
      const submittedAt = lab.clock.now();
      const event = await findEvent(lab, CONTROL_PLANE_REGION, 'SubmitMultiRegionAccessPointRoutes', submit);
      if (event === undefined) return abstain('CloudTrail shows no event after half an hour');
      const minutes = (lab.clock.now() - submittedAt) / MINUTE;
      return decide(minutes <= USUAL_MINUTES, `the event is shown after ${minutes.toFixed(1)} minutes`);
    },
  },
};

/** An average of five minutes allows single events that need longer. */
const USUAL_MINUTES = 15;
