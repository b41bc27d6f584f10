import { SECOND } from '../../../control/clock';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const failureBesideAnUpdate: Assumption = {
  id: '17',
  statement:
    'If another resource of the stack fails, CloudFormation stops waiting for the update of a custom '
    + 'resource.',
  evidence: '"Resource update cancelled" appears in the events of such stacks.',
  consequence: 'The response of the handler arrives in time, and the code path for a failed update runs.',
  manualCheck: 'The same as for assumption 16.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 15,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
      await stack.deploy(
        [{ logicalId: 'Resource', value: 'after', delaySeconds: DELAY_SECONDS }], { interruptAfterSeconds: 20 });
      const [, change, rollback] = stack.requests;
      if (change === undefined || rollback === undefined) return abstain('the stack was not rolled back');
      const seconds = (rollback.receivedAt - change.receivedAt) / SECOND;
      return decide(
        seconds < DELAY_SECONDS, `the rollback began ${seconds} s after an update that needs ${DELAY_SECONDS} s`);
    },
  },
};

const DELAY_SECONDS = 300;
