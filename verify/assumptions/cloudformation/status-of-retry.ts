import { decideByStatus } from '../../lab/stack-status';
import { type Assumption } from '../../model/assumption';

export const statusOfRetry: Assumption = {
  id: 'C7',
  statement:
    'While a deployment repeats an update that failed with `--no-rollback`, `describe-stacks` shows '
    + '`UPDATE_IN_PROGRESS` at the moment at which the function receives the Update.',
  evidence: 'The events of stacks show this status at the time of such requests.',
  consequence:
    'The direction of the request is unknown or wrong. The function then uses the properties of the request, '
    + 'and may refuse a return to former buckets (MRAP903).',
  manualCheck: 'Deploy such a stack, and compare the times of its events with the log of the function.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 10,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
      await stack.deploy([{ logicalId: 'Resource', value: 'after', fails: true }], { onFailure: 'keep' });
      const before = stack.requests.length;
      await stack.deploy([{ logicalId: 'Resource', value: 'again' }]);
      return decideByStatus(stack, 'UPDATE_IN_PROGRESS', (request) =>
        request.type === 'Update' && stack.requests.indexOf(request) >= before);
    },
  },
};
