import { type Assumption } from '../../model/assumption';

export const regionSwitchFunction: Assumption = {
  id: '33',
  statement: 'ARC Region switch treats any response of a function as success and an error as failure.',
  evidence: 'Lambda invocations work in this way.',
  consequence: 'An operator must continue the plan manually. The routes are correct.',
  manualCheck: 'Execute a plan.',
  verification: { notAutomatable: 'because no service of the test suites executes plans of Region switch' },
};
