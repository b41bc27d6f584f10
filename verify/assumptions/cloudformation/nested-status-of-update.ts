import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfUpdate = makeStatusAssumption({
  id: 'C12',
  story: 'an update of its parent updates a nested stack',
  isNested: true,
  status: 'UPDATE_IN_PROGRESS',
  request: 'Update',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', isNested: true }]);
    await stack.deploy([{ logicalId: 'Resource', value: 'after', isNested: true }]);
  },
});
