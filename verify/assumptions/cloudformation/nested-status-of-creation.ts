import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfCreation = makeStatusAssumption({
  id: 'C11',
  story: 'a nested stack is created',
  isNested: true,
  status: 'CREATE_IN_PROGRESS',
  request: 'Create',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', isNested: true }]);
  },
});
