import { SECOND } from '../../../control/clock';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const dateOfResponseUrl: Assumption = {
  id: '14',
  statement: 'The response URL of a custom resource contains `X-Amz-Date`, the time of the request.',
  evidence: 'The URLs are presigned with Signature Version 4.',
  consequence:
    'The time at which a handler first receives the event counts instead. A delivery that arrives minutes '
    + 'late may send a creation that no event deletes. The next creation refuses it (MRAP901) or adopts it.',
  manualCheck: 'Read `ResponseURL` in an event of any custom resource. Cut off the query after the date.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
      await stack.wait(60);
      await stack.deploy([{ logicalId: 'Resource', value: 'after' }]);
      await stack.destroy();
      const ages = stack.requests.map(({ receivedAt, signedAt = NaN }) => (receivedAt - signedAt) / SECOND);
      const observation = `the signatures of ${ages.length} requests are ${ages.map(Math.round).join(', ')} s old`;
      // A message of the function can arrive late.
      return ages.length === 3
        ? decide(ages.every((age) => Math.abs(age) <= MAX_AGE_SECONDS), observation)
        : abstain(observation);
    },
  },
};

const MAX_AGE_SECONDS = 30;
