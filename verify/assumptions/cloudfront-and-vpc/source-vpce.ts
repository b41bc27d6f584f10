import { type Assumption } from '../../model/assumption';

export const sourceVpce: Assumption = {
  id: 'I4',
  statement:
    'When S3 evaluates the policy of the access point, requests through the endpoint contain '
    + '`aws:SourceVpce`.',
  evidence: 'The guide restricts access points to a VPC by their policy.',
  consequence: '`restrict()` denies all requests except service requests, until you deploy without it.',
  manualCheck: 'Read an object from the VPC of the example.',
  verification: {
    notAutomatable: 'because the check needs a program inside a VPC that signs with SigV4A, and the probes have no '
      + 'signer for it',
  },
};
