import {
  applicationOf, idsIn, make, UNKNOWN, withTitles,
} from '../support';


describe('lint', () => {
  describe('management permissions', () => {
    const create = {
      Effect: 'Allow',
      Action: 's3:CreateMultiRegionAccessPoint',
      Resource: 'arn:aws:s3::111122223333:accesspoint/*',
    };
    const describeOperation = {
      Effect: 'Allow',
      Action: 's3:Describe*',
      Resource: 'arn:aws:s3:us-west-2:*:async-request/mrap/*',
    };
    const list = { Effect: 'Allow', Action: 's3:List*', Resource: '*' };

    test.each(withTitles<Record<string, unknown>>(
      ['a role with all permissions', { Role: make.role([create, describeOperation, list]) }, []],
      [
        'a role with all permissions by wildcards',
        { Role: make.role([{ ...create, Action: ['s3:CreateMultiRegionAccessPoint', 's3:*'], Resource: '*' }]) },
        [],
      ],
      [
        'a role with an AWS managed policy',
        { Role: make.role([create], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }) },
        [],
      ],
      ['a role with a managed policy of the application', {
        Role: make.role([create], { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: { Statement: [describeOperation, list] } },
        },
      }, []],
      ['a role to which policies are attached', {
        Role: make.role([create]),
        One: {
          Type: 'AWS::IAM::Policy',
          Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [describeOperation] } },
        },
        Two: {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { RoleName: { Ref: 'Role' }, PolicyDocument: { Statement: list } },
        },
      }, []],
      ['a role beside a policy of another role', {
        Role: make.role([create, describeOperation]),
        One: {
          Type: 'AWS::IAM::Policy',
          Properties: { Roles: ['other'], Users: ['x'], PolicyDocument: { Statement: [list] } },
        },
      }, ['MRAP512']],
      ['a role with policies from a parameter', { Role: make.role([create], { Policies: UNKNOWN }) }, []],
      ['a role with a statement from a parameter', { Role: make.role([create, UNKNOWN]) }, []],
      [
        'a role that lists one bucket',
        { Role: make.role([create, describeOperation, { ...list, Resource: 'arn:aws:s3:::bucket' }]) },
        ['MRAP512'],
      ],
      ['a role that lists all buckets but one', {
        Role: make.role([
          create, describeOperation, { ...list, Resource: undefined, NotResource: 'arn:aws:s3:::bucket' },
        ]),
      }, []],
      [
        'a role that lists a resource from a parameter',
        { Role: make.role([create, describeOperation, { ...list, Resource: UNKNOWN }]) },
        [],
      ],
      [
        'a role that is denied to list',
        { Role: make.role([create, describeOperation, { ...list, Effect: 'Deny' }]) },
        ['MRAP512'],
      ],
      [
        'a role that only reads access points',
        { Role: make.role([{ ...create, Action: 's3:GetMultiRegionAccessPoint' }]) },
        [],
      ],
      ['a role that creates access points with aliases and with a wildcard', {
        Role: make.role([
          describeOperation, list, { ...create, Resource: ['arn:aws:s3::111122223333:accesspoint/a.mrap', '*'] },
        ]),
      }, []],
      [
        'a role that is denied to create one access point',
        { Role: make.role([{ ...create, Effect: 'Deny', Resource: 'arn:aws:s3::111122223333:accesspoint/a.mrap' }]) },
        [],
      ],
      [
        'a role that creates a resource from a parameter',
        { Role: make.role([describeOperation, list, { ...create, Resource: UNKNOWN }]) },
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });
});
