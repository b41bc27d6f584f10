import { makeStatusAssumption } from './status-assumption';

export const statusOfCleanUp = makeStatusAssumption({
  id: 'C4',
  story: 'a successful update deletes a replaced resource',
  status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  request: 'Delete',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first' }]);
    await stack.deploy([{ logicalId: 'Resource', value: 'after', physicalId: 'second' }]);
  },
});
