import { activateMember } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { findEvent } from '../../lab/event-history';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const eventOfRoutes: Assumption = {
  id: '50',
  statement:
    'The event of `SubmitMultiRegionAccessPointRoutes` contains `RouteUpdates` with buckets or Regions and '
    + '`TrafficDialPercentage`, at some depth of `requestParameters`, and contains the alias of the access '
    + 'point. The event of `PutMultiRegionAccessPointPolicy` contains the name, and the events of replication '
    + 'contain the bucket.',
  evidence: 'CloudTrail writes other S3 calls with the root element of their body and the names in their path.',
  consequence:
    'Without the routes, `history` and the prompt of `failover` show the change without its routes. Without '
    + 'the alias, they miss the change.',
  manualCheck: 'Submit routes, put a policy, and run `history`.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [active] = lab.memberRegions;
      const submit = await activateMember(lab, accessPoint, active, CONTROL_PLANE_REGION);
      const event = await findEvent(lab, CONTROL_PLANE_REGION, 'SubmitMultiRegionAccessPointRoutes', submit);
      if (event === undefined) return abstain('CloudTrail shows no event after half an hour');
      const text = JSON.stringify(event);
      const alias = accessPoint.arn.split('/')[1];
      const { bucket } = accessPoint.members.find(({ region }) => region === active)!;
      const missing = ['RouteUpdates', 'TrafficDialPercentage', alias].filter((part) => !text.includes(part));
      const isMemberNamed = text.includes(bucket) || text.includes(active);
      return decide(
        missing.length === 0 && isMemberNamed,
        missing.length === 0 ? `requestParameters: ${text}` : `${missing.join(', ')} not in ${text}`,
      );
    },
  },
};
