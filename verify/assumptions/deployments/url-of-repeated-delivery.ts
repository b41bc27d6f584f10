import { type Assumption } from '../../model/assumption';

export const urlOfRepeatedDelivery: Assumption = {
  id: '92',
  statement: 'The response URL of a custom resource is the same in every delivery of a request.',
  evidence: 'Lambda repeats an asynchronous invocation with the same event.',
  consequence:
    'The time of a request is later than its first delivery. A delivery that arrives minutes late may send a creation '
    + 'that no event deletes. The next creation refuses it (MRAP901) or adopts it.',
  manualCheck:
    'Deploy a custom resource whose function logs `RequestId` and the date of `ResponseURL`, and throws an error for '
    + 'two minutes. Compare the dates of the deliveries with one `RequestId`.',
  verification: {
    notAutomatable: 'because Lambda repeats a delivery only after an error, and the function of the probes has none',
  },
};
