import { type Assumption } from '../../model/assumption';

export const kmsSourceArnOfCloudfront: Assumption = {
  id: 'I2',
  statement: 'When S3 decrypts for CloudFront, KMS receives `aws:SourceArn` of the distribution.',
  evidence: 'The key policy in the CloudFront guide requires it.',
  consequence: 'CloudFront returns 403 for encrypted objects.',
  manualCheck: 'Read an encrypted object through the distribution of the example.',
  verification: {
    notAutomatable: 'because a distribution needs half an hour and remains billable until it is disabled',
  },
};
