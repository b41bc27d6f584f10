import { type Assumption } from '../../model/assumption';

export const rowOfDeletedResource: Assumption = {
  id: '47',
  statement:
    '`describe-stack-resource` fails with `ValidationError` and a message that contains `does not exist` for '
    + 'a resource that was deleted from its stack.',
  evidence: 'The API returns this error for unknown stacks and resources.',
  consequence: 'A late delivery is not recognized as superseded, and is executed again.',
  manualCheck: 'Delete a resource from a stack, and read its row.',
  verification: { notAutomatable: 'because the driver has no errors of the API of CloudFormation' },
};
