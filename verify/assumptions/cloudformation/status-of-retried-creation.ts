import { makeStatusAssumption } from './status-assumption';

export const statusOfRetriedCreation = makeStatusAssumption({
  id: 'C10',
  story: 'a deployment repeats a creation that failed with `--no-rollback`',
  status: 'UPDATE_IN_PROGRESS',
  request: 'Create',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', fails: true }], { onFailure: 'keep' });
    const first = stack.requests.length;
    await stack.deploy([{ logicalId: 'Resource', value: 'again', physicalId: 'again' }]);
    return first;
  },
});
