import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const rowsOfRenamedResource: Assumption = {
  id: '48',
  statement:
    '`list-stack-resources` shows the physical id of the former resource while CloudFormation creates the '
    + 'renamed one.',
  evidence: 'CloudFormation deletes the former resource in the clean-up after the update.',
  consequence: 'The access point of a renamed construct is never deleted, and MRAP907 reports it.',
  manualCheck: 'Rename a construct with ADOPT, and list the resources during the update.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Former', value: 'before', physicalId: 'former' }]);
      await stack.deploy([{ logicalId: 'Renamed', value: 'after', physicalId: 'renamed' }]);
      const creation = stack.requests.find(({ logicalId }) => logicalId === 'Renamed');
      if (creation === undefined) return abstain('CloudFormation did not create the renamed resource');
      if (creation.listedIds.length === 0) return abstain('the function could not list the resources');
      return decide(
        creation.listedIds.includes('former'),
        `during the creation, the stack lists ${creation.listedIds.filter(Boolean).join(', ') || 'no ids'}`,
      );
    },
  },
};
