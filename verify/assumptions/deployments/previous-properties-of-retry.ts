import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const previousPropertiesOfRetry: Assumption = {
  id: '90',
  statement:
    'A deployment that repeats an update that failed with `--no-rollback` sends the properties of the last successful '
    + 'deployment as `OldResourceProperties`.',
  evidence: 'A rollback of the same update restores these properties.',
  consequence:
    'A repeated replacement is refused (MRAP960), although its template allows it. Roll back the stack and deploy '
    + 'again.',
  manualCheck:
    'Deploy a custom resource, make its update fail with `--no-rollback`, deploy again, and read the last request.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 10,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
      await stack.deploy([{ logicalId: 'Resource', value: 'after', fails: true }], { onFailure: 'keep' });
      await stack.deploy([{ logicalId: 'Resource', value: 'again' }]);
      const retry = stack.requests.find(({ type, value }) => type === 'Update' && value === 'again');
      if (retry === undefined) return abstain('CloudFormation did not repeat the update');
      return decide(retry.oldValue === 'before', `the previous value is "${retry.oldValue}"`);
    },
  },
};
