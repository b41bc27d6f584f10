import { makeStatusAssumption } from './status-assumption';

export const statusOfContinuedRollback = makeStatusAssumption({
  id: 'C8',
  story: 'an operator continues a rollback that failed',
  status: 'UPDATE_ROLLBACK_IN_PROGRESS',
  request: 'Update',
  minutes: 10,
  tell: async (stack) => {
    const resource = { logicalId: 'Resource', failsFirstRollback: true };
    await stack.deploy([{ ...resource, value: 'before' }]);
    await stack.deploy([{ ...resource, value: 'after' }, { logicalId: 'Failing', value: 'fails', fails: true }]);
    const rollbacks = stack.requests.filter(({ type, value }) => type === 'Update' && value === 'before');
    // Without a repeated rollback, no request counts.
    return rollbacks.length < 2 ? stack.requests.length : stack.requests.indexOf(rollbacks[1]);
  },
});
