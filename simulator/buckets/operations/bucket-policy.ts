import { type OperationHandler } from '../../engine/operation-handler';
import { requireParameter, ServiceError } from '../../engine/service-error';
import { parsePolicy } from '../../policy/parse-policy';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketPolicyHandler: OperationHandler<'GetBucketPolicy'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetBucketPolicy', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const { policy } = findBucket(state, call);
    if (policy === undefined) throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist');
    return { Policy: policy };
  },
};

export const putBucketPolicyHandler: OperationHandler<'PutBucketPolicy'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:PutBucketPolicy', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const bucket = findBucket(state, call);
    const policy = requireParameter(call.input.Policy, 'Policy');
    const parsed = parsePolicy(policy);
    if ('problem' in parsed) throw new ServiceError('MalformedPolicy', parsed.problem);
    if (parsed.statements.some(({ effect, excludesPrincipals }) => effect === 'Allow' && excludesPrincipals)) {
      throw new ServiceError('MalformedPolicy', 'Allow with NotPrincipal is not allowed.');
    }
    bucket.policy = policy;
    return {};
  },
};

export const deleteBucketPolicyHandler: OperationHandler<'DeleteBucketPolicy'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:DeleteBucketPolicy', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    findBucket(state, call).policy = undefined;
    return {};
  },
};
