import { makeStatusAssumption } from './status-assumption';

export const statusOfFailedCreation = makeStatusAssumption({
  id: 'C2',
  story: 'a failed creation of a stack is rolled back',
  status: 'ROLLBACK_IN_PROGRESS',
  request: 'Delete',
  tell: async (stack) => {
    await stack.deploy([
      { logicalId: 'Resource', value: 'before' }, { logicalId: 'Failing', value: 'fails', fails: true },
    ]);
  },
});
