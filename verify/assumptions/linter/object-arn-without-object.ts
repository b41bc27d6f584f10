import { makePolicy, putPolicy } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const objectArnWithoutObject: Assumption = {
  id: 'L1',
  statement: 'In the policy of an access point, S3 does not accept `…mrap/*` for objects.',
  evidence: 'The guide always writes `/object/`.',
  consequence: 'MRAP503 reports a policy that works.',
  manualCheck: 'Put a policy with `…mrap/*`.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const put = (resource: string) =>
        putPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId, {}, { Resource: resource }));
      const withObject = await put(`${accessPoint.arn}/object/*`);
      if (withObject !== undefined) return abstain(`S3 answered a policy with /object/* with ${withObject}`);
      const withoutObject = await put(`${accessPoint.arn}/*`);
      return decide(
        withoutObject !== undefined,
        `/object/*: accepted; /*: ${withoutObject ?? 'accepted'}`,
      );
    },
  },
};
