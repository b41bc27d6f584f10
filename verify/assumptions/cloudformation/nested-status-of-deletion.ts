import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfDeletion = makeStatusAssumption({
  id: 'C17',
  story: 'the deletion of its parent deletes a nested stack',
  isNested: true,
  status: 'DELETE_IN_PROGRESS',
  request: 'Delete',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', isNested: true }]);
    await stack.destroy();
  },
});
