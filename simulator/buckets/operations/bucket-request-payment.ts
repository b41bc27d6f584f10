import { type OperationHandler } from '../../engine/operation-handler';
import { malformedXmlError } from '../../engine/service-error';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketRequestPaymentHandler: OperationHandler<'GetBucketRequestPayment'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetBucketRequestPayment', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => ({ Payer: findBucket(state, call).isRequesterPays ? 'Requester' : 'BucketOwner' }),
};

export const putBucketRequestPaymentHandler: OperationHandler<'PutBucketRequestPayment'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:PutBucketRequestPayment', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const bucket = findBucket(state, call);
    const payer = call.input.RequestPaymentConfiguration?.Payer;
    if (payer !== 'Requester' && payer !== 'BucketOwner') throw malformedXmlError(`Payer is "${payer ?? ''}"`);
    bucket.isRequesterPays = payer === 'Requester';
    return {};
  },
};
