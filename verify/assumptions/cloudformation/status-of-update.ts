import { makeStatusAssumption } from './status-assumption';

export const statusOfUpdate = makeStatusAssumption({
  id: 'C3',
  story: 'a stack is updated',
  status: 'UPDATE_IN_PROGRESS',
  request: 'Update',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
    await stack.deploy([{ logicalId: 'Resource', value: 'after' }]);
  },
});
