import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const deletionAfterFailedReplacement: Assumption = {
  id: '12',
  statement: 'After a failed replacement, CloudFormation deletes the new id with the properties of the new resource.',
  evidence: 'CloudFormation deletes a replaced resource with the old properties.',
  consequence:
    'The handler cannot prove that it created the partial access point. The access point remains and is '
    + 'reported (MRAP907).',
  manualCheck:
    'Make a deployment fail after an allowed replacement, and read the Delete event in the log of the '
    + 'provider framework.',
  verification: {
    subject: 'deployment',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const stack = lab.createStack();
      await stack.deploy([{ logicalId: 'Resource', value: 'before', physicalId: 'first' }]);
      await stack.deploy([
        { logicalId: 'Resource', value: 'after', physicalId: 'second' },
        { logicalId: 'Failing', value: 'fails', fails: true },
      ]);
      const deletion = stack.requests.find(({ type, physicalId }) => type === 'Delete' && physicalId === 'second');
      if (deletion === undefined) return abstain('CloudFormation did not delete the new id');
      return decide(deletion.value === 'after', `the Delete of the new id has the properties of "${deletion.value}"`);
    },
  },
};
