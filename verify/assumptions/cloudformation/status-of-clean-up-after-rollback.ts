import { decideByStatus } from '../../lab/stack-status';
import { type Assumption } from '../../model/assumption';

export const statusOfCleanUpAfterRollback: Assumption = {
  id: 'C5',
  statement:
    'While a rolled back update deletes a replacement, `describe-stacks` shows '
    + '`UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS` at the moment at which the function receives the Delete.',
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
      await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first' }]);
      await stack.deploy([
        { logicalId: 'Resource', value: 'after', physicalId: 'second' },
        { logicalId: 'Failing', value: 'fails', fails: true },
      ]);
      return decideByStatus(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', ({ type, physicalId }) =>
        type === 'Delete' && physicalId === 'second');
    },
  },
};
