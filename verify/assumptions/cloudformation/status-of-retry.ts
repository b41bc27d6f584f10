import { makeStatusAssumption } from './status-assumption';

export const statusOfRetry = makeStatusAssumption({
  id: 'C7',
  story: 'a deployment repeats an update that failed with `--no-rollback`',
  status: 'UPDATE_IN_PROGRESS',
  request: 'Update',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
    await stack.deploy([{ logicalId: 'Resource', value: 'after', fails: true }], { onFailure: 'keep' });
    const first = stack.requests.length;
    await stack.deploy([{ logicalId: 'Resource', value: 'again' }]);
    return first;
  },
});
