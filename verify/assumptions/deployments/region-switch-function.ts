import { type Assumption } from '../../model/assumption';

export const regionSwitchFunction: Assumption = {
  id: '33',
  statement: 'ARC Region switch treats any response of a function as success and an error as failure.',
  evidence: 'Lambda invocations work in this way.',
  consequence: 'An operator must continue the plan manually. The routes are correct.',
  manualCheck:
    'Execute a plan with two custom actions: a function that returns `{"error": "x"}`, and a function that throws. '
    + 'Read the status of both steps.',
  verification: { notAutomatable: 'because no service of the test suites executes plans of Region switch' },
};
