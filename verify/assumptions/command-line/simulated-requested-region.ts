import { type Assumption } from '../../model/assumption';

export const simulatedRequestedRegion: Assumption = {
  id: 'O3',
  statement: '`simulate-principal-policy` evaluates `aws:RequestedRegion` with the given value.',
  evidence: '`aws:RequestedRegion` is a global condition key.',
  consequence: 'A drill without `--write-probe` does not detect a policy that denies a control Region.',
  manualCheck:
    'Simulate a role whose policy denies Regions, once with `--context-entries '
    + 'ContextKeyName=aws:RequestedRegion,ContextKeyType=string,ContextKeyValues=us-west-2` and once with an allowed '
    + 'Region. Compare the decisions.',
  verification: { notAutomatable: 'because no service of the test suites evaluates policies with this key' },
};
