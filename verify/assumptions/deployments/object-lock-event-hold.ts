import { type Assumption } from '../../model/assumption';

export const objectLockEventHold: Assumption = {
  id: '49',
  statement:
    'S3 refuses a default event hold that is longer than the default retention, and may or may not accept a '
    + 'hold without a retention period.',
  evidence:
    'The CloudFormation reference states the limit. Its first sample has a mode and a hold without a period; '
    + 'other sentences name "mode and a period".',
  consequence:
    'The constructs need both properties, so a hold without a period needs an L1 bucket. The linter reports '
    + 'only a hold that is longer.',
  manualCheck: 'Put an object lock configuration with a mode and an event hold only, and one whose hold is longer.',
  verification: { notAutomatable: 'because an object lock cannot be removed from a bucket before its retention ends' },
};
