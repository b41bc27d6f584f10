import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP749_INVALID_HANDLER_PROXY = defineDiagnostic<{ setting: string; got: string; expected: string }>({
  id: 'MRAP749',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid handler proxy',
  why:
    'The functions read the proxy from environment variables, which Lambda limits to 4 KB, and which every principal '
    + 'with permission to read the function can read. With a wrong proxy, no function reaches S3 Control.',
  message: ({ setting, got, expected }) =>
    `proxy setting ${setting} of the handlers is invalid, got ${showValue(got)}, expected ${expected}`,
  fix: 'correct the setting in configure({ proxy })',
  source: {
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    date: '2026-11-29',
  },
});
