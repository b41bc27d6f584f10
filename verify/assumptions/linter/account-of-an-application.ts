import { type Assumption } from '../../model/assumption';

export const accountOfAnApplication: Assumption = {
  id: '68',
  statement:
    'Stacks without a fixed account in one cloud assembly, or in one folder of templates with Regions in '
    + 'their names, are deployed to one account.',
  evidence: 'The CDK deploys environment-agnostic stacks with the credentials of the caller.',
  consequence: 'MRAP102, MRAP104 or MRAP514 compares resources of different accounts.',
  manualCheck: 'Ask the owner of the application.',
  verification: {
    notAutomatable: 'because only the owner of an application knows its accounts',
  },
};
