import { makeStatusAssumption } from './status-assumption';

export const statusOfCleanUpAfterRollback = makeStatusAssumption({
  id: 'C5',
  story: 'a rolled back update deletes a replacement',
  status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  request: 'Delete',
  physicalId: 'second',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first' }]);
    await stack.deploy([
      { logicalId: 'Resource', value: 'after', physicalId: 'second' },
      { logicalId: 'Failing', value: 'fails', fails: true },
    ]);
  },
});
