import { makeDocumentOfTemplate, readBucketPolicyTemplate } from '../../../src/linter/model/serverless';

describe('readBucketPolicyTemplate', () => {
  test.each(['S3ReadPolicy', 'S3WritePolicy', 'S3CrudPolicy', 'S3FullAccessPolicy'])('reads %s', (name) => {
    expect(readBucketPolicyTemplate({ [name]: { BucketName: 'media' } })).toEqual({ name, bucket: 'media' });
  });

  test.each<[string, unknown]>([
    ['the name of a managed policy', 'AmazonS3ReadOnlyAccess'],
    ['an empty object', {}],
    ['nothing', undefined],
    ['a template for another service', { DynamoDBReadPolicy: { TableName: 'media' } }],
    ['a template without a bucket', { S3ReadPolicy: {} }],
    ['a template with an object in place of the bucket', { S3ReadPolicy: { BucketName: {} } }],
    ['two templates', { S3ReadPolicy: { BucketName: 'media' }, S3WritePolicy: { BucketName: 'media' } }],
    ['a policy document', { Statement: [] }],
  ])('reads nothing from %s', (_, policy) => {
    expect(readBucketPolicyTemplate(policy)).toBeUndefined();
  });
});

describe('makeDocumentOfTemplate', () => {
  test('allows the actions of the template on the bucket and its objects', () => {
    expect(makeDocumentOfTemplate({ name: 'S3WritePolicy', bucket: 'media' })).toEqual({
      Statement: [{
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:PutObjectAcl', 's3:PutLifecycleConfiguration'],
        Resource: ['arn:aws:s3:::media', 'arn:aws:s3:::media/*'],
      }],
    });
  });
});
