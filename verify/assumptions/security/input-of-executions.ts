import { type Assumption } from '../../model/assumption';

export const inputOfExecutions: Assumption = {
  id: 'S2',
  statement:
    'The executions of a waiter contain the event, including `ResponseURL`. Only principals with '
    + '`states:DescribeExecution` or `states:GetExecutionHistory` can read them.',
  evidence: 'The source code of the provider framework passes the event on as the input.',
  consequence: 'Fewer principals can read it than docs/security.md says.',
  manualCheck: 'Read an execution of any stack with an asynchronous provider.',
  verification: { notAutomatable: 'because only Step Functions itself can show what an execution contains' },
};
