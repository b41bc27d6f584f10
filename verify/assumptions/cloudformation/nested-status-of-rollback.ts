import { makeStatusAssumption } from './status-assumption';

export const nestedStatusOfRollback = makeStatusAssumption({
  id: 'C14',
  story: 'the rollback of its parent rolls back an update of a nested stack that succeeded',
  isNested: true,
  status: 'UPDATE_ROLLBACK_IN_PROGRESS',
  request: 'Update',
  minutes: 10,
  tell: async (stack) => {
    await stack.deploy([{ logicalId: 'Resource', value: 'before', isNested: true }]);
    await stack.deploy([
      { logicalId: 'Resource', value: 'after', isNested: true }, { logicalId: 'Failing', value: 'fails', fails: true },
    ]);
    const rollback = stack.requests.findIndex(({ type, oldValue }) => type === 'Update' && oldValue === 'after');
    // Without a rollback, no request counts.
    return rollback < 0 ? stack.requests.length : rollback;
  },
});
