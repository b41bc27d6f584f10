import { type Assumption } from '../../model/assumption';

export const automationOfS3Control: Assumption = {
  id: '30',
  statement:
    'Automation calls S3 Control as the service `s3control`, accepts an ARN with a slash for `Mrap`, and '
    + 'evaluates JSONPath filters: `$.Routes[?(@.TrafficDialPercentage == 100)].Bucket`. A list with one '
    + 'element counts as this element.',
  evidence:
    'The names are the names in the SDK for Python, which checks no pattern. The guide converts lists of one '
    + 'element.',
  consequence:
    'First two: the step fails before a change, and the command line can still fail over. Filter: the step '
    + '`Shows_…` times out after the failover succeeded.',
  manualCheck: 'Start the document with the target that is live.',
  verification: { notAutomatable: 'because no service of the test suites executes Automation documents' },
};
