import { makeStatusAssumption } from './status-assumption';

export const statusOfRepeatedDeletion = makeStatusAssumption({
  id: 'C9',
  story: 'an operator repeats a deletion of a stack that failed',
  status: 'DELETE_IN_PROGRESS',
  request: 'Delete',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', failsFirstDeletion: true }]);
    await stack.destroy();
    return 2;
  },
});
