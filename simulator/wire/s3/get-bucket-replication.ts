import { exchange, xmlAnswer } from '../exchange';
import { type ValueOf } from '../shape';
import { replicationConfiguration } from './replication-shape';
import { S3_NAMESPACE, type S3Exchange } from './s3-exchange';

export const getBucketReplication: S3Exchange = {
  scope: 'bucket',
  subresource: 'replication',
  ...exchange({
    operation: 'GetBucketReplication',
    method: 'GET',
    read: ({ label, header }) => ({ Bucket: label, ExpectedBucketOwner: header('x-amz-expected-bucket-owner') }),
    answer: ({ ReplicationConfiguration: configuration }) => xmlAnswer(
      'ReplicationConfiguration', S3_NAMESPACE, replicationConfiguration, configuration as ValueOf<typeof replicationConfiguration>),
  }),
};
