import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const rollbackOfCancelledUpdate: Assumption = {
  id: '16',
  statement:
    'CloudFormation rolls back a cancelled update by an Update with the previous properties and the previous '
    + 'id.',
  evidence: 'CloudFormation does so for a failed update, and it knows no other id.',
  consequence:
    'The access point of a cancelled replacement remains. The next creation of that name refuses it '
    + '(MRAP901).',
  manualCheck: 'Make a custom resource wait, make a parallel resource fail, and read the events.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 10,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first' }]);
      await stack.deploy(
        [{ logicalId: 'Resource', value: 'after', physicalId: 'second', delaySeconds: 120 }],
        { interruptAfterSeconds: 20 },
      );
      const [, change, rollback] = stack.requests.filter(({ type }) => type !== 'Delete');
      if (change?.value !== 'after' || rollback === undefined) {
        return abstain('CloudFormation did not cancel the update');
      }
      return decide(
        rollback.type === 'Update' && rollback.value === 'before' && rollback.physicalId === 'first',
        `the rollback is ${rollback.type} to "${rollback.value}" with the id ${rollback.physicalId}`,
      );
    },
  },
};
