import { OBSERVED_BEHAVIORS } from '../../../src/facts/observed-behavior';
import { makePolicy, putPolicy, readPolicies } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

const { behavior, source } = OBSERVED_BEHAVIORS[7];

export const proposedEqualsEstablished: Assumption = {
  id: '7',
  statement: behavior,
  evidence: `<${source.url}> of ${source.date}`,
  consequence: 'The handler reads the established policy, so nothing changes.',
  manualCheck: 'Put a policy, and get it after its operation.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const error = await putPolicy(lab, accessPoint, makePolicy(accessPoint, lab.accountId));
      if (error !== undefined) return abstain(`S3 refused the policy: ${error}`);
      const { established, proposed } = await readPolicies(lab, accessPoint);
      return decide(
        established !== undefined && established === proposed,
        `Established ${established === undefined ? 'is missing' : 'exists'}, Proposed ${
          proposed === undefined ? 'is missing' : proposed === established ? 'is equal' : 'is different'}`,
      );
    },
  },
};
