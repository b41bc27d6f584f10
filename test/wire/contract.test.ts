import { readAccessPointResourceProperties } from '../../src/wire/access-point';
import { readPolicyResourceProperties } from '../../src/wire/policy';
import { PropertyError } from '../../src/wire/property-readers';
import { readReplicationResourceProperties } from '../../src/wire/replication';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../../src/wire/resource-types';
import { readRoutesResourceProperties } from '../../src/wire/routes';

describe('src/wire/resource-types', () => {
  test('never changes a name', () => {
    expect([ACCESS_POINT_TYPE, POLICY_TYPE, ROUTES_TYPE, REPLICATION_TYPE]).toEqual([
      'Custom::S3MultiRegionAccessPoint', 'Custom::S3MultiRegionAccessPointPolicy',
      'Custom::S3MultiRegionAccessPointRoutes', 'Custom::S3BucketReplication',
    ]);
  });
});

describe('src/wire/property-readers', () => {
  test('reads the properties of an access point, in which CloudFormation makes every value text', () => {
    expect(readAccessPointResourceProperties({
      ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
      ServiceTimeout: '3600',
      Name: 'media',
      Buckets: [{ Bucket: 'media-eu', Region: 'eu-west-1' }, { Bucket: 'media-us', AccountId: '444455556666' }],
      PublicAccessBlock: {
        BlockPublicAcls: 'true',
        IgnorePublicAcls: 'false',
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
      Existing: 'ADOPT',
      Replacement: 'ALLOW',
      TimeoutSeconds: '600',
      AdditionalRegions: ['eu-new-9'],
    })).toEqual({
      Name: 'media',
      Buckets: [
        { Bucket: 'media-eu', Region: 'eu-west-1', AccountId: undefined },
        { Bucket: 'media-us', Region: undefined, AccountId: '444455556666' },
      ],
      PublicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
      Existing: 'ADOPT',
      Replacement: 'ALLOW',
      TimeoutSeconds: 600,
      AdditionalRegions: ['eu-new-9'],
    });
  });

  test('uses the safe default for absent properties', () => {
    expect(readAccessPointResourceProperties({ Buckets: [] })).toEqual({
      Name: undefined,
      Buckets: [],
      PublicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      Existing: 'REFUSE',
      Replacement: 'FORBID',
      TimeoutSeconds: 3300,
      AdditionalRegions: [],
    });
    expect(readPolicyResourceProperties({ Name: 'media' }))
      .toEqual({ Name: 'media', Policy: {}, Origin: 'created', TimeoutSeconds: 3300 });
    expect(readRoutesResourceProperties({ AccessPointArn: 'arn' }))
      .toEqual({ AccessPointArn: 'arn', Routes: [], OtherMembers: 100, LiveRoutes: 'KEEP' });
  });

  test('reads the properties of a replication and its defaults', () => {
    expect(readReplicationResourceProperties({
      Bucket: 'media-eu',
      Region: 'eu-west-1',
      Role: 'arn',
      RoleOrigin: 'created',
      Rules: [{ Id: 'a', Priority: '1000', DestinationBucket: 'b', DeleteMarkers: 'true' }],
    })).toEqual({
      Bucket: 'media-eu',
      Region: 'eu-west-1',
      Role: 'arn',
      RoleOrigin: 'created',
      Rules: [{
        Id: 'a',
        Priority: 1000,
        DestinationBucket: 'b',
        Tags: [],
        DeleteMarkers: true,
        OwnerOverride: false,
        ReplicaModifications: false,
        Metrics: false,
        TimeControl: false,
      }],
    });
    expect(readReplicationResourceProperties({ Bucket: 'b', Region: 'r', Role: 'arn' }))
      .toMatchObject({ RoleOrigin: 'given', Rules: [] });
  });

  test('reads the properties of routes', () => {
    expect(readRoutesResourceProperties({
      AccessPointArn: 'arn',
      Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: '100' }],
      OtherMembers: '0',
      LiveRoutes: 'FAIL',
      AccessPointCreatedAt: '2026-11-20T10:00:00.000Z',
    })).toEqual({
      AccessPointArn: 'arn',
      Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: 100 }],
      OtherMembers: 0,
      LiveRoutes: 'FAIL',
      AccessPointCreatedAt: '2026-11-20T10:00:00.000Z',
    });
  });

  test('reads an empty time as absent', () => {
    expect(readRoutesResourceProperties({ AccessPointArn: 'arn', AccessPointCreatedAt: '' }).AccessPointCreatedAt)
      .toBeUndefined();
  });

  test.each<[string, () => unknown, string]>([
    [
      'an empty name', () => readPolicyResourceProperties({ Name: '' }),
      'property Name is malformed, got "", expected text',
    ],
    [
      'a name that is not text', () => readAccessPointResourceProperties({ Name: 7 }),
      'property Name is malformed, got 7, expected text',
    ],
    [
      'buckets that are not a list', () => readAccessPointResourceProperties({ Buckets: 'x' }),
      'property Buckets is malformed, got "x", expected a list of objects',
    ],
    [
      'a bucket that is not an object', () => readAccessPointResourceProperties({ Buckets: ['x'] }),
      'property Buckets is malformed, got ["x"], expected a list of objects',
    ],
    [
      'a bucket that is a list', () => readAccessPointResourceProperties({ Buckets: [[]] }),
      'property Buckets is malformed, got [[]], expected a list of objects',
    ],
    [
      'a policy that is not an object', () => readPolicyResourceProperties({ Name: 'x', Policy: 'y' }),
      'property Policy is malformed, got "y", expected an object',
    ],
    [
      'a flag that is neither true nor false',
      () => readAccessPointResourceProperties({ PublicAccessBlock: { BlockPublicAcls: 'maybe' } }),
      'property BlockPublicAcls is malformed, got "maybe", expected true or false',
    ],
    [
      'an unknown choice', () => readAccessPointResourceProperties({ Existing: 'STEAL' }),
      'property Existing is malformed, got "STEAL", expected one of REFUSE, ADOPT',
    ],
    [
      'a number in another notation', () => readAccessPointResourceProperties({ TimeoutSeconds: '1e3' }),
      'property TimeoutSeconds is malformed, got "1e3", expected a number',
    ],
    ['an absent number', () => readRoutesResourceProperties({ AccessPointArn: 'a', Routes: [{ Region: 'x' }] }),
      'property TrafficDialPercentage is malformed, got undefined, expected a number'],
    ['Regions that are not a list', () => readAccessPointResourceProperties({ AdditionalRegions: 'x' }),
      'property AdditionalRegions is malformed, got "x", expected a list of texts'],
    ['a Region that is not text', () => readAccessPointResourceProperties({ AdditionalRegions: [1] }),
      'property AdditionalRegions is malformed, got [1], expected a list of texts'],
  ])('rejects %s', (_name, read, message) => {
    expect(read).toThrow(PropertyError);
    expect(read).toThrow(message);
  });
});
