import { makePolicy, putPolicy, readPolicies } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const refusedPolicy: Assumption = {
  id: '73',
  statement:
    'After S3 has refused a policy, `get-multi-region-access-point-policy` no longer returns it as '
    + '`Proposed`.',
  evidence: 'The guide describes `Proposed` as the policy that is being applied.',
  consequence:
    'Until the next policy, a deletion of the access point is refused if the refused policy names another '
    + 'owner, and reports it (MRAP907).',
  manualCheck: 'Put a policy with a resource of another access point. Get the policy after the operation has failed.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const former = await putPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId));
      if (former !== undefined) return abstain(`S3 answered a policy of the access point with ${former}`);
      const foreign = { Resource: `arn:aws:s3::${lab.accountId}:accesspoint/mnoaccesspoint.mrap/object/*` };
      const refused = makePolicy(accessPoint, lab.accountId, { Id: 'refused' }, foreign);
      const error = await putPolicy(lab, accessPoint, refused);
      if (error === undefined) return abstain('S3 accepted a policy with a resource of another access point');
      const { proposed = '{}' } = await readPolicies(lab, accessPoint);
      const { Id: id } = JSON.parse(proposed) as { readonly Id?: string };
      return decide(
        id !== 'refused',
        `after ${error}, Proposed is ${id === 'refused' ? 'the refused policy' : 'not the refused policy'}`);
    },
  },
};
