import { createHash } from 'node:crypto';
import { type OperationHandler } from '../../engine/operation-handler';

export const listBucketsHandler: OperationHandler<'ListBuckets'> = {
  plane: 'buckets',
  permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  handle: ({ buckets }, { accountId }) => ({
    // A canonical user id differs from the account id.
    Owner: { ID: createHash('sha256').update(accountId).digest('hex') },
    Buckets: buckets.list(accountId).map(({ name, createdAt, region }) => ({
      Name: name, CreationDate: new Date(createdAt), BucketRegion: region,
    })),
  }),
};
