import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfFailedCreation = makeStatusAssumption({
  id: 'C16',
  story: 'the rollback of a new parent deletes a nested stack',
  isNested: true,
  status: 'DELETE_IN_PROGRESS',
  request: 'Delete',
  minutes: 10,
  physicalId: 'Resource',
  tell: async (stack) => {
    await stack.deploy([
      { logicalId: 'Resource', value: 'before', isNested: true }, { logicalId: 'Failing', value: 'fails', fails: true },
    ]);
  },
});
