import { requireRefusal } from '../../lab/refusal';
import { createBucketPair, putRules, readNewRules } from '../../lab/replication';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const priorityLimit: Assumption = {
  id: '53',
  statement: 'S3 accepts priorities of rules up to 2,147,483,647.',
  evidence: 'The model of S3 has an integer without a range, and SDKs read it as 32 bits.',
  consequence:
    'A rule with an id and without `priority` is refused (MRAP933), and the handler reverts the rules. '
    + 'Declare a lower `priority`.',
  manualCheck: 'Put a rule with this priority, and get it.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 2,
    run: async (lab) => {
      const { source, destination } = await createBucketPair(lab);
      try {
        await putRules(lab, source, destination, [{ id: 'probe', priority: LARGEST_PRIORITY, prefix: '' }]);
      } catch (error) {
        return decide(false, `S3 refused the priority: ${requireRefusal(error).code}`);
      }
      const [rule] = await readNewRules(lab, source);
      return decide(rule?.Priority === LARGEST_PRIORITY, `S3 shows the priority ${rule?.Priority}`);
    },
  },
};

const LARGEST_PRIORITY = 2_147_483_647;
