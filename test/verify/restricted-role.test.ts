import { findResource } from '../../verify/targets/aws/resource-arns';
import { makeRestrictedRoleTemplate } from '../../verify/targets/aws/support-templates';

const PREFIX = 'mrap-verify-0123456789ab';
const ROLE = {
  accountId: '111122223333',
  prefix: PREFIX,
  callerId: 'AROA1:me',
  actions: [] as readonly string[],
  replicationRoleArn: 'arn:aws:iam::111122223333:role/mrap-verify/r',
};
const ACCESS_POINT = 'arn:aws:s3::111122223333:accesspoint/m1.mrap';

interface Role {
  readonly Properties: {
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly { readonly Condition: object }[] };
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly object[] } }[];
  };
}

function makeRole(changes: Partial<Parameters<typeof makeRestrictedRoleTemplate>[0]>) {
  const { Properties: role } = makeRestrictedRoleTemplate({ ...ROLE, ...changes }).Resources.Role as Role;
  return {
    trust: role.AssumeRolePolicyDocument.Statement[0].Condition,
    statements: role.Policies[0].PolicyDocument.Statement,
  };
}

describe('makeRestrictedRoleTemplate', () => {
  test('allows changes of routes only on the access point of the probe', () => {
    const { statements } = makeRole({
      actions: ['s3:SubmitMultiRegionAccessPointRoutes', 's3:ListAllMyBuckets'], accessPointArn: ACCESS_POINT,
    });
    expect(statements).toEqual([
      { Effect: 'Allow', Action: ['s3:SubmitMultiRegionAccessPointRoutes'], Resource: ACCESS_POINT },
      { Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: '*' },
    ]);
  });

  test('allows to pass only the replication role of the run, and only to one service', () => {
    const { statements } = makeRole({
      actions: ['s3:PutReplicationConfiguration'], passRole: { passedToService: 's3.amazonaws.com' },
    });
    expect(statements).toEqual([
      { Effect: 'Allow', Action: ['s3:PutReplicationConfiguration'], Resource: `arn:aws:s3:::${PREFIX}-*` },
      {
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: ROLE.replicationRoleArn,
        Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
      },
    ]);
  });

  test.each([['AROA1:me', 'AROA1:*'], ['AIDA1', 'AIDA1']])(
    'trusts only the caller %s of the run', (callerId, pattern) => {
      expect(makeRole({ callerId, actions: ['s3:ListAllMyBuckets'] }).trust).toEqual(
        { StringEquals: { 'sts:ExternalId': PREFIX }, StringLike: { 'aws:userid': pattern } });
    });
});

describe('findResource', () => {
  test.each([
    ['s3:DescribeMultiRegionAccessPointOperation', 'arn:aws:s3:us-west-2:111122223333:async-request/mrap/*'],
    ['s3:CreateMultiRegionAccessPoint', 'arn:aws:s3::111122223333:accesspoint/*'],
    ['s3:ListMultiRegionAccessPoints', '*'],
    ['s3:DeleteBucket', `arn:aws:s3:::${PREFIX}-*`],
    ['s3:PutObject', `arn:aws:s3:::${PREFIX}-*/*`],
  ])('returns the narrowest resource of %s', (action, resource) => {
    expect(findResource(action, { accountId: '111122223333', prefix: PREFIX })).toBe(resource);
  });
});
