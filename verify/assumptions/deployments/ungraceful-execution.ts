import { type Assumption } from '../../model/assumption';

export const ungracefulExecution: Assumption = {
  id: '54',
  statement:
    'ARC Region switch runs a custom action without `Ungraceful` also in an ungraceful execution, and skips a'
    + ' custom action with `Ungraceful.Behavior: skip`.',
  evidence:
    'The API reference calls `ungraceful` the settings for an ungraceful execution and requires `skip` as '
    + 'their value. A page of the guide says that ungraceful executions skip Lambda steps.',
  consequence:
    'An ungraceful execution does not change the routes. Fail over with `cdk-s3-mrap failover` or with a '
    + 'document of the runbook.',
  manualCheck: 'Execute a plan of `RegionSwitchPlan` with `--mode ungraceful`.',
  verification: {
    notAutomatable: 'because no service of the test suites executes plans of Region switch',
  },
};
