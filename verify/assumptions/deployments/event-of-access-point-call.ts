import { MINUTE } from '../../../control/clock';
import { activateMember, makePolicy, requestPolicy, waitForOperation } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { findEvent } from '../../lab/event-history';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const eventOfAccessPointCall: Assumption = {
  id: '27',
  statement:
    'CloudTrail writes the body of a call on an access point as '
    + '`requestParameters.<operation>Request.Details.Name`, and the ARN of a call on routes as '
    + '`requestParameters.mrap`. Alternatively, CloudTrail writes neither of the two elements.',
  evidence: 'CloudTrail writes other S3 calls with the root element of their body and the names in their path.',
  consequence:
    'If the name is in another element, the rules also report changes of other access points. If the element '
    + 'has another value, they miss changes of the declared access points.',
  manualCheck: 'Put the policy of an access point, submit its routes, and read both events.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 60,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const put = await requestPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId));
      await waitForOperation(lab, put.token, 10 * MINUTE);
      const submit = await activateMember(lab, accessPoint, lab.memberRegions[0], CONTROL_PLANE_REGION);
      const policy = await findEvent(lab, CONTROL_PLANE_REGION, 'PutMultiRegionAccessPointPolicy', put);
      const routes = await findEvent(lab, CONTROL_PLANE_REGION, 'SubmitMultiRegionAccessPointRoutes', submit);
      if (policy === undefined || routes === undefined) return abstain('CloudTrail shows no events after half an hour');
      const { PutMultiRegionAccessPointPolicyRequest: request } = policy as {
        readonly PutMultiRegionAccessPointPolicyRequest?: { readonly Details?: { readonly Name?: string } };
      };
      const name = request?.Details?.Name;
      const { mrap } = routes as { readonly mrap?: string };
      const isNamed = name === accessPoint.name && mrap === accessPoint.arn;
      const isAbsent = name === undefined && mrap === undefined;
      return decide(isNamed || isAbsent, `policy: ${JSON.stringify(policy)}; routes: ${JSON.stringify(routes)}`);
    },
  },
};
