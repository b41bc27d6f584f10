import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { DATA_PLANE_OPERATIONS, supportedActions } from '../../src/facts/data-plane';
import { findAdviceOnErrorCode, ERRORS_OF_S3 } from '../../src/facts/errors';
import { MANAGEMENT_ACTIONS } from '../../src/facts/management-actions';
import { ACCESS_POINT_STATUSES, parseOperationOutcome } from '../../src/facts/operation-status';

describe('DATA_PLANE_OPERATIONS', () => {
  test('contains the 22 operations of an access point', () => {
    expect(DATA_PLANE_OPERATIONS.map((entry) => entry.operation)).toEqual([
      'AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateMultipartUpload', 'DeleteObject',
      'DeleteObjectTagging', 'GetObject', 'GetObjectAcl', 'GetObjectLegalHold', 'GetObjectRetention',
      'GetObjectTagging', 'HeadObject', 'ListMultipartUploads', 'ListObjectsV2', 'ListParts', 'PutObject',
      'PutObjectAcl', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging', 'RestoreObject', 'UploadPart',
    ]);
  });
});

describe('supportedActions', () => {
  test('returns two actions on access points and 23 on objects', () => {
    expect(supportedActions('bucket')).toEqual(['s3:ListBucket', 's3:ListBucketMultipartUploads']);
    expect(supportedActions('object')).toHaveLength(23);
    expect(supportedActions()).toEqual([...supportedActions('bucket'), ...supportedActions('object')].sort());
  });

  test('omits unsupported actions', () => {
    expect(supportedActions()).not.toEqual(expect.arrayContaining(['s3:GetObjectAttributes']));
    expect(supportedActions()).not.toEqual(expect.arrayContaining(['s3:ListBucketVersions']));
  });
});

describe('FAILOVER_CONTROL_REGIONS', () => {
  test('contains five Regions, whereas the control plane has one', () => {
    expect(CONTROL_PLANE_REGION.region).toBe('us-west-2');
    expect(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region))
      .toEqual(['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1']);
  });
});

describe('MANAGEMENT_ACTIONS', () => {
  test('has the resource type of each action', () => {
    const withResource = (resource: string) =>
      MANAGEMENT_ACTIONS.filter((entry) => entry.resource === resource).map((entry) => entry.action);
    expect(withResource('any')).toEqual(['s3:ListMultiRegionAccessPoints', 's3:ListAllMyBuckets']);
    expect(withResource('async-request')).toEqual(['s3:DescribeMultiRegionAccessPointOperation']);
    expect(withResource('access-point')).toHaveLength(8);
  });
});

describe('ERRORS_OF_S3', () => {
  test('is sorted by unique codes and has advice without a full stop', () => {
    const codes = ERRORS_OF_S3.map((entry) => entry.code);
    expect(codes).toEqual([...new Set(codes)].sort());
    for (const { advice } of ERRORS_OF_S3) expect(advice).not.toMatch(/\.$/);
  });

  test('has an HTTP status for errors of calls only', () => {
    for (const entry of ERRORS_OF_S3) expect(entry.status === undefined).toBe(entry.channel === 'operation');
  });
});

describe('findAdviceOnErrorCode', () => {
  test('returns the advice of a documented code', () => {
    expect(findAdviceOnErrorCode('NoSuchBucket')).toContain('create the bucket');
    expect(findAdviceOnErrorCode('SomethingNew')).toBeUndefined();
  });
});

describe('parseOperationOutcome', () => {
  test.each([
    ['SUCCESS', 'succeeded'], ['SUCCEEDED', 'succeeded'], ['FAILED', 'failed'],
    ['NEW', 'pending'], ['IN_PROGRESS', 'pending'], ['INPROGRESS', 'pending'], ['whatever comes', 'pending'],
    [undefined, 'pending'],
  ])('parses status %s as %s', (status, outcome) => {
    expect(parseOperationOutcome(status)).toBe(outcome);
  });
});

describe('ACCESS_POINT_STATUSES', () => {
  test('contains the six statuses', () => {
    expect(ACCESS_POINT_STATUSES.map((entry) => entry.status))
      .toEqual([
        'READY', 'INCONSISTENT_ACROSS_REGIONS', 'CREATING', 'PARTIALLY_CREATED', 'PARTIALLY_DELETED', 'DELETING',
      ]);
  });
});
