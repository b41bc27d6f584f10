import { type Assumption } from '../../model/assumption';

export const requestedRegion: Assumption = {
  id: 'S1',
  statement:
    'For a request through an access point, `aws:RequestedRegion` is the Region of the member that serves it.'
    + ' An organization that allows the Region of the bucket therefore allows the request.',
  evidence: 'S3 authorizes the request in the Region of the bucket.',
  consequence:
    'Clients with a policy that denies Regions are refused. That policy must exempt the actions on the '
    + 'objects of the access point.',
  manualCheck: 'Deny a role all Regions except the Region of a member, and read through the access point.',
  verification: {
    notAutomatable: 'because the check signs requests with SigV4A, which the clients of the probes do not',
  },
};
