import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { DATA_PLANE_OPERATIONS, supportedActions } from '../../src/facts/data-plane';
import { adviceFor, ERRORS_OF_S3 } from '../../src/facts/errors';
import { MANAGEMENT_ACTIONS } from '../../src/facts/management-actions';
import { ACCESS_POINT_STATUSES, outcomeOf } from '../../src/facts/operation-status';

test('an access point answers 22 operations', () => {
  expect(DATA_PLANE_OPERATIONS.map((entry) => entry.operation)).toEqual([
    'AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateMultipartUpload', 'DeleteObject', 'DeleteObjectTagging', 'GetObject',
    'GetObjectAcl', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'HeadObject', 'ListMultipartUploads', 'ListObjectsV2', 'ListParts',
    'PutObject', 'PutObjectAcl', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging', 'RestoreObject', 'UploadPart',
  ]);
});

test('two actions are checked on the access point, the others on objects', () => {
  expect(supportedActions('bucket')).toEqual(['s3:ListBucket', 's3:ListBucketMultipartUploads']);
  expect(supportedActions('object')).toHaveLength(23);
  expect(supportedActions()).toEqual([...supportedActions('bucket'), ...supportedActions('object')].sort());
});

test('actions that access points do not support are not listed', () => {
  expect(supportedActions()).not.toEqual(expect.arrayContaining(['s3:GetObjectAttributes']));
  expect(supportedActions()).not.toEqual(expect.arrayContaining(['s3:ListBucketVersions']));
});

test('the control plane is one Region, failover has five', () => {
  expect(CONTROL_PLANE_REGION.region).toBe('us-west-2');
  expect(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region)).toEqual(['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1']);
});

test('management actions are scoped as IAM scopes them', () => {
  const withResource = (resource: string) => MANAGEMENT_ACTIONS.filter((entry) => entry.resource === resource).map((entry) => entry.action);
  expect(withResource('any')).toEqual(['s3:ListMultiRegionAccessPoints', 's3:ListAllMyBuckets']);
  expect(withResource('async-request')).toEqual(['s3:DescribeMultiRegionAccessPointOperation']);
  expect(withResource('access-point')).toHaveLength(8);
});

test('error codes stand in order, each once, each with an imperative that has no full stop', () => {
  const codes = ERRORS_OF_S3.map((entry) => entry.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  for (const { advice } of ERRORS_OF_S3) expect(advice).not.toMatch(/\.$/);
});

test('what a call can be answered with has an HTTP status, what an operation can end with has none', () => {
  for (const entry of ERRORS_OF_S3) expect(entry.status === undefined).toBe(entry.channel === 'operation');
});

test('advice is there for codes that a source names', () => {
  expect(adviceFor('NoSuchBucket')).toContain('create the bucket');
  expect(adviceFor('SomethingNew')).toBeUndefined();
});

test.each([
  ['SUCCESS', 'succeeded'], ['SUCCEEDED', 'succeeded'], ['FAILED', 'failed'],
  ['NEW', 'pending'], ['IN_PROGRESS', 'pending'], ['INPROGRESS', 'pending'], ['whatever comes', 'pending'], [undefined, 'pending'],
])('status %s means %s', (status, outcome) => {
  expect(outcomeOf(status)).toBe(outcome);
});

test('an access point has six states', () => {
  expect(ACCESS_POINT_STATUSES.map((entry) => entry.status))
    .toEqual(['READY', 'INCONSISTENT_ACROSS_REGIONS', 'CREATING', 'PARTIALLY_CREATED', 'PARTIALLY_DELETED', 'DELETING']);
});
