import { makeCdkGuideSource, makeCloudFormationGuideSource, makeTemplateReferenceSource } from '../../facts/source';
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

const TEMPLATE_FORMAT = makeCloudFormationGuideSource('template-formats');

export const MRAP002_UNREADABLE_TEMPLATE = defineDiagnostic<{ problem: string }>({
  id: 'MRAP002',
  reportedBy: ['linter', 'command line'],
  severity: FindingSeverity.ERROR,
  title: 'Unreadable template or settings',
  why: 'No rule has checked the resources of the file, or used its settings.',
  message: ({ problem }) => `the file cannot be read: ${problem}`,
  fix: 'correct the file, or exclude it from the sources',
  source: TEMPLATE_FORMAT,
});

export const MRAP003_DUPLICATE_KEY_IN_TEMPLATE = defineDiagnostic<{ position: string }>({
  id: 'MRAP003',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Duplicate key in a template',
  why: 'Only the last value counts, so a resource or a property of the template has no effect.',
  message: ({ position }) => `an object has the same key twice, got the second one at ${position}, expected one`,
  fix: 'remove or rename one of the keys',
  source: TEMPLATE_FORMAT,
});

export const MRAP447_IGNORED_ACKNOWLEDGEMENT = defineDiagnostic<{ got: unknown; expected: string }>({
  id: 'MRAP447',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Ignored acknowledgement in the metadata of a resource',
  why: 'The linter continues to report the finding, because an acknowledgement needs the id of a rule and a reason.',
  message: ({ got, expected }) => `acknowledgement has no effect, got ${showValue(got)}, expected ${expected}`,
  fix: 'write Metadata: { cdk-s3-mrap: { acknowledge: [{ id: MRAP205, reason: "…" }] } }',
  source: makeTemplateReferenceSource('aws-attribute-metadata'),
});
