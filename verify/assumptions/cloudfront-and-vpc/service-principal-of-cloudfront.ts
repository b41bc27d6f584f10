import { type Assumption } from '../../model/assumption';

export const servicePrincipalOfCloudfront: Assumption = {
  id: 'I3',
  statement: '`aws:PrincipalIsAWSService` is true for requests that CloudFront signs.',
  evidence: 'The principal is `cloudfront.amazonaws.com`, and IAM sets the key for service principals.',
  consequence: '`restrict()` also denies requests of CloudFront.',
  manualCheck: 'The same as for I2.',
  verification: {
    notAutomatable: 'because a distribution needs half an hour and remains billable until it is disabled',
  },
};
