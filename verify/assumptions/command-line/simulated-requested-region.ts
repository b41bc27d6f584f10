import { type Assumption } from '../../model/assumption';

export const simulatedRequestedRegion: Assumption = {
  id: 'O3',
  statement: '`simulate-principal-policy` evaluates `aws:RequestedRegion` with the given value.',
  evidence: '`aws:RequestedRegion` is a global condition key.',
  consequence: 'A drill without `--write-probe` does not detect a policy that denies a control Region.',
  manualCheck: 'Simulate with a policy that denies by Region.',
  verification: { notAutomatable: 'because no service of the test suites evaluates policies with this key' },
};
