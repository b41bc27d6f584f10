import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError, requireParameter } from '../../engine/service-error';
import { type ServerSideEncryptionRule } from '../bucket-settings';
import { bucketArn, findBucket } from '../find-bucket';

const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export const getBucketEncryptionHandler: OperationHandler<'GetBucketEncryption'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetEncryptionConfiguration', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => ({ ServerSideEncryptionConfiguration: { Rules: [findBucket(state, call).encryption] } }),
};

export const putBucketEncryptionHandler: OperationHandler<'PutBucketEncryption'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:PutEncryptionConfiguration', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const bucket = findBucket(state, call);
    const { Rules: rules = [] } = requireParameter(
      call.input.ServerSideEncryptionConfiguration, 'ServerSideEncryptionConfiguration');
    if (rules.length !== 1) throw malformedXmlError(`there are ${rules.length} encryption rules`);
    const [{ ApplyServerSideEncryptionByDefault: given, BucketKeyEnabled = false }] = rules;
    const algorithm = requireParameter(given?.SSEAlgorithm, 'SSEAlgorithm');
    if (!ALGORITHMS.includes(algorithm)) throw malformedXmlError(`SSEAlgorithm is "${algorithm}"`);
    const key = given?.KMSMasterKeyID;
    const rule: ServerSideEncryptionRule = {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: algorithm, ...(key !== undefined && { KMSMasterKeyID: key }),
      },
      BucketKeyEnabled,
    };
    bucket.encryption = rule;
    return {};
  },
};
