import { type Assumption } from '../../model/assumption';

export const planWithoutFunctions: Assumption = {
  id: '55',
  statement: 'ARC Region switch creates a plan whose functions do not exist yet.',
  evidence:
    'The guide describes checks of the functions as part of the evaluation, which runs regularly after the '
    + 'creation.',
  consequence: 'The creation of the plan fails until the stacks of the runbook are deployed.',
  manualCheck: 'Deploy a `RegionSwitchPlan` with a runbook in other Regions.',
  verification: {
    notAutomatable: 'because no service of the test suites creates plans of Region switch',
  },
};
