import { makeCdkGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP001_RULE_FAILED = defineDiagnostic<{ ids: string[]; error: string }>({
  id: 'MRAP001',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Linter rule failed',
  why: 'The linter rule has a fault and reports nothing. All other linter rules work as usual.',
  message: ({ ids, error }) => `linter rule for ${showValue(ids)} failed: ${error}`,
  fix: 'report the fault together with the template, and ignore the rule until then',
  source: makeCdkGuideSource('policy-validation-synthesis'),
});
