import { makeStatusAssumption } from './status-assumption';

export const statusOfCreation = makeStatusAssumption({
  id: 'C1',
  story: 'a stack is created',
  status: 'CREATE_IN_PROGRESS',
  request: 'Create',
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before' }]);
  },
});
