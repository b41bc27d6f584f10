import { makePolicy, putPolicy, readPolicies } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const policyId: Assumption = {
  id: '15',
  statement: 'S3 accepts a policy with an `Id` and returns the `Id`.',
  evidence: 'The element is part of the policy language for resource policies, and bucket policies keep it.',
  consequence:
    'If S3 removes it: a change that CloudFormation abandoned may overwrite the policy of its rollback, and '
    + 'the deletion of a stack fails with MRAP944 until the access point is retained. If S3 refuses it: every '
    + 'policy fails with MRAP909, nothing is lost, and the library must be corrected.',
  manualCheck: 'Put a policy with `"Id": "x"`, and get it.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const error = await putPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId, { Id: 'probe' }));
      if (error !== undefined) return decide(false, `S3 refused a policy with an Id: ${error}`);
      const { established = '{}' } = await readPolicies(lab, accessPoint);
      const { Id: id } = JSON.parse(established) as { readonly Id?: string };
      return decide(id === 'probe', `the established policy has ${id === undefined ? 'no Id' : `the Id ${id}`}`);
    },
  },
};
