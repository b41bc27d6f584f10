import { decideByStatus } from '../../lab/stack-status';
import { type Assumption } from '../../model/assumption';

export const statusOfFailedCreation: Assumption = {
  id: 'C2',
  statement:
    'While a failed creation of a stack is rolled back, `describe-stacks` shows `ROLLBACK_IN_PROGRESS` at the'
    + ' moment at which the function receives the Delete.',
  evidence: 'The events of stacks show this status at the time of such requests.',
  consequence:
    'The direction of the request is unknown or wrong. The function then uses the properties of the request, '
    + 'and may refuse a return to former buckets (MRAP903).',
  manualCheck: 'Deploy such a stack, and compare the times of its events with the log of the function.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([
        { logicalId: 'Resource', value: 'before' }, { logicalId: 'Failing', value: 'fails', fails: true },
      ]);
      return decideByStatus(stack, 'ROLLBACK_IN_PROGRESS', ({ type }) => type === 'Delete');
    },
  },
};
