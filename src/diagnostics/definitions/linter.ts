import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP001_RULE_FAILED = diagnostic<{ ids: string[]; error: string }>({
  id: 'MRAP001',
  origin: 'linter',
  severity: FindingSeverity.WARNING,
  title: 'Linter rule failed',
  why: 'The fault is ours: what the rule would have found is not known, everything else is.',
  message: ({ ids, error }) => `rule for ${showValue(ids)} failed: ${error}`,
  fix: 'report it with the template, and ignore the rule until then',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html', date: '2026-11-10' },
});
