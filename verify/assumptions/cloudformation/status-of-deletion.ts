import { makeStatusAssumption } from './status-assumption';

export const statusOfDeletion = makeStatusAssumption({
  id: 'C6',
  story: 'a stack is deleted',
  status: 'DELETE_IN_PROGRESS',
  request: 'Delete',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
    await stack.destroy();
  },
});
