import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfCleanUp = makeStatusAssumption({
  id: 'C13',
  story: 'a successful update of its parent deletes a replaced resource of a nested stack',
  isNested: true,
  status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  request: 'Delete',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first', isNested: true }]);
    await stack.deploy([{ logicalId: 'Resource', value: 'after', physicalId: 'second', isNested: true }]);
  },
});
