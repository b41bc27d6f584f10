import { makePolicy, putPolicy } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const publicPolicy: Assumption = {
  id: 'L2',
  statement:
    'Block Public Access refuses a public policy of a Multi-Region Access Point in the same way as for a '
    + 'Regional access point.',
  evidence: 'The documentation page covers access points.',
  consequence: 'MRAP507 is only a warning, although the access point is public.',
  manualCheck: 'Put a policy with `"Principal": "*"` and no condition.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    neverOnAws:
      'because a public policy alerts the owner of the account, and it is effective if the statement is false',
    run: async (lab) => {
      // Without a configuration, an access point blocks public access completely, so the policy never takes effect.
      const accessPoint = await lab.takeAccessPoint();
      const policy = makePolicy(accessPoint, lab.accountId, {}, { Principal: '*' });
      const error = await putPolicy(lab, accessPoint, policy, ['denied']);
      return decide(error === 'AccessDenied', `S3 answered a public policy with ${error ?? 'success'}`);
    },
  },
};
