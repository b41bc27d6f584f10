import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfCleanUpAfterRollback = makeStatusAssumption({
  id: 'C15',
  story: 'the rollback of its parent deletes a replacement in a nested stack',
  isNested: true,
  status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  request: 'Delete',
  minutes: 10,
  physicalId: 'second',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first', isNested: true }]);
    await stack.deploy([
      { logicalId: 'Resource', value: 'after', physicalId: 'second', isNested: true },
      { logicalId: 'Failing', value: 'fails', fails: true },
    ]);
  },
});
