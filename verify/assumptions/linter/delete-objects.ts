import { type Assumption } from '../../model/assumption';

export const deleteObjects: Assumption = {
  id: 'L7',
  statement: '`DeleteObjects` through an access point fails.',
  evidence:
    'The guide does not list the operation. One report (aws-sdk-java-v2, issue 5878) says that it worked with'
    + ' SDK 2.29 and failed with 2.30 because of a checksum header.',
  consequence: 'MRAP505 reports a statement that works.',
  manualCheck: 'Delete two objects with one call through the access point.',
  verification: {
    notAutomatable: 'because the probes can sign only requests for single objects with SigV4A',
  },
};
