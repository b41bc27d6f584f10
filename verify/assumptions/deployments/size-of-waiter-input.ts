import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const sizeOfWaiterInput: Assumption = {
  id: '74',
  statement:
    'Step Functions accepts the input of a waiter that contains the update of a policy of 20 KB to another policy of '
    + '20 KB.',
  evidence: 'The quota for the input of an execution is 256 KiB, and a policy contains few characters to escape.',
  consequence: 'The update of a large policy fails before the handler is called. Nothing changes.',
  manualCheck: 'Deploy an access point with a policy of 20 KB, and change the policy.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: makeLargePolicy('before'), startsExecution: true }]);
      await stack.deploy([{ logicalId: 'Resource', value: makeLargePolicy('after'), startsExecution: true }]);
      const execution = stack.requests.find(({ type }) => type === 'Update')?.execution;
      if (execution === undefined) return abstain('CloudFormation sent no update');
      const { inputBytes, error } = execution;
      const observation = `an input of ${inputBytes} bytes: ${error ?? 'accepted'}`;
      if (error === undefined) return confirm(observation);
      return REFUSALS_OF_INPUT.includes(error) ? refute(observation) : abstain(observation);
    },
  },
};

const POLICY_BYTES = 20 * 1024;
/** Other errors, for example a denial or a limited rate, are no decision about the input. */
const REFUSALS_OF_INPUT = ['InvalidExecutionInput', 'ValidationException'];

/** Makes a policy with many short statements, because JSON escapes each quotation mark of a text. */
function makeLargePolicy(version: string): string {
  const statement = { Sid: version, Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const count = Math.floor(POLICY_BYTES / (JSON.stringify(statement).length + 1));
  return JSON.stringify({ Version: '2012-10-17', Statement: Array<object>(count).fill(statement) });
}
