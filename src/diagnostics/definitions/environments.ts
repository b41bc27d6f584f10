import { cdkGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP777_DUPLICATE_STACK_NAME = diagnostic<{ stack: string; environment: string; paths: string[] }>({
  id: 'MRAP777',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate stack name in an account and Region',
  why:
    'The name identifies a stack. A deployment of one construct would delete the resources of the other. The name of '
    + 'a stack in another Region contains the name of the home stack, and the name or prefix of its construct.',
  message: ({ stack, environment, paths }) =>
    `stack name ${showValue(stack)} is used more than once in ${environment}, got ${showValue(paths)}, expected one `
    + 'stack',
  fix: 'give the constructs different names or prefixes, or give one of the stacks another stackName',
  source: cdkGuide('environments'),
});
