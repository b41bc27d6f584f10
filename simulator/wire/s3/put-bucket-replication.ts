import { type Input } from '../../model/operations';
import { emptyAnswer, exchange, readXml } from '../exchange';
import { replicationConfiguration } from './replication-shape';
import { type S3Exchange } from './s3-exchange';

export const putBucketReplication: S3Exchange = {
  scope: 'bucket',
  subresource: 'replication',
  ...exchange({
    operation: 'PutBucketReplication',
    method: 'PUT',
    read: ({ label, header, body }) => ({
      Bucket: label,
      ExpectedBucketOwner: header('x-amz-expected-bucket-owner'),
      // Words are checked by the operation; here they are text.
      ReplicationConfiguration: readXml('ReplicationConfiguration', replicationConfiguration, body) as Input<'PutBucketReplication'>['ReplicationConfiguration'],
    }),
    answer: () => emptyAnswer(200),
  }),
};
