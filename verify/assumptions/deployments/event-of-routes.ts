import { MINUTE } from '../../../control/clock';
import { activateMember, makePolicy, requestPolicy, waitForOperation } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { findEvent } from '../../lab/event-history';
import { createBucketPair, requestRules } from '../../lab/replication';
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
      const { source, destination } = await createBucketPair(lab);
      const submit = await activateMember(lab, accessPoint, active, CONTROL_PLANE_REGION);
      const put = await requestPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId));
      await waitForOperation(lab, put.token, 10 * MINUTE);
      const rules = await requestRules(lab, source, destination, [{ id: 'probe', priority: 1, prefix: '' }]);
      const { bucket } = accessPoint.members.find(({ region }) => region === active)!;
      const checks = [
        {
          event: await findEvent(lab, CONTROL_PLANE_REGION, 'SubmitMultiRegionAccessPointRoutes', submit),
          expected: ['RouteUpdates', 'TrafficDialPercentage', accessPoint.arn.split('/')[1], `(${bucket}|${active})`],
        },
        {
          event: await findEvent(lab, CONTROL_PLANE_REGION, 'PutMultiRegionAccessPointPolicy', put),
          expected: [accessPoint.name],
        },
        { event: await findEvent(lab, active, 'PutBucketReplication', rules), expected: [source] },
      ];
      if (checks.some(({ event }) => event === undefined)) {
        return abstain('CloudTrail does not show all three events after half an hour');
      }
      const texts = checks.map(({ event, expected }) => ({ text: JSON.stringify(event), expected }));
      const missing = texts.flatMap(({ text, expected }) => expected.filter((part) => !new RegExp(part).test(text)));
      const shown = texts.map(({ text }) => text).join(', ');
      return decide(
        missing.length === 0,
        missing.length === 0 ? `requestParameters: ${shown}` : `${missing.join(', ')} not in ${shown}`,
      );
    },
  },
};
