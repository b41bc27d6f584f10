import { type Assumption } from '../../model/assumption';

export const automationScript: Assumption = {
  id: '31',
  statement:
    'Scripts of Automation with `python3.11` import an SDK for Python of 2023 or newer, which can call the routes of '
    + 'S3 Control and CloudWatch in other Regions with the role of the document.',
  evidence:
    'The guide says that scripts call APIs with the role of the document, and its examples import `boto3`. The '
    + 'operation exists in `boto3` since 2022-11-28, before the runtime `python3.11`.',
  consequence:
    'The step `CheckFailover` fails before a change. `AcceptDataLoss=yes` without `ExpectedActiveRegions` runs no '
    + 'script, and the command line can still fail over.',
  manualCheck: 'Start the document with the target that is live and `AcceptDataLoss=no`.',
  verification: { notAutomatable: 'because no service of the test suites executes Automation documents' },
};
