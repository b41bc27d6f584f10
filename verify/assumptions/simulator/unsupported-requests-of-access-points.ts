import { type Assumption } from '../../model/assumption';

export const unsupportedRequestsOfAccessPoints: Assumption = {
  id: '77',
  statement: 'An access point answers 405 MethodNotAllowed to operations that it does not support.',
  evidence: 'The guide lists the supported operations and does not mention the answer to other operations.',
  consequence: 'The simulator refuses such a request with another code than S3.',
  manualCheck: 'Call `list-object-versions` with the ARN of an access point.',
  verification: {
    notAutomatable: 'because the probes can sign only requests for single objects with SigV4A',
  },
};
