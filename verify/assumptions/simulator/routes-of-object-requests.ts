import { type Assumption } from '../../model/assumption';

export const routesOfObjectRequests: Assumption = {
  id: '79',
  statement: 'Requests for objects follow new routes from the time at which all control Regions return them.',
  evidence: 'The guide says that routes take effect within two minutes, and does not say when single control Regions '
    + 'return them.',
  consequence: 'The simulator sends requests to the former Regions for a few seconds more or less than S3.',
  manualCheck: 'Submit routes, and compare the answers of the five control Regions with the header of a GET request '
    + 'that identifies the bucket.',
  verification: {
    notAutomatable: 'because a run sees the routes of one location, and the statement concerns all of them',
  },
};
