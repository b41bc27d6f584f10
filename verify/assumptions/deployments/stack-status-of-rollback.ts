import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const stackStatusOfRollback: Assumption = {
  id: '45',
  statement:
    'During a rollback, `describe-stacks` shows a status with `ROLLBACK` at the latest when the function '
    + 'receives the update that rolls back.',
  evidence: 'CloudFormation sends the update after it has changed the status.',
  consequence:
    'A rollback is taken for an update with the direction `forward`: a return to former buckets is refused '
    + '(MRAP903).',
  manualCheck: 'Fail an update after a replacement, and compare the times of the events with the log.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
      await stack.deploy([
        { logicalId: 'Resource', value: 'after' },
        { logicalId: 'Failing', value: 'fails', fails: true },
      ]);
      const rollback = stack.requests.find(({ type, oldValue }) => type === 'Update' && oldValue === 'after');
      if (rollback === undefined) return abstain('CloudFormation did not roll the update back');
      const { stackStatus } = rollback;
      if (stackStatus === undefined) return abstain('the function could not read the status');
      return decide(stackStatus.includes('ROLLBACK'), `the function saw ${stackStatus}`);
    },
  },
};
