import { type RunSupport } from '../targets/aws/plan-run';
import { findResource } from '../targets/aws/resource-arns';
import { findTemplatePermissions } from './template-permissions';

/** A statement of the policy of the principal that runs the probes. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly condition?: object;
  /** Why the resource is not narrower, or why CloudFormation needs the actions. */
  readonly reason: string;
}

/** The account of an example. */
const ACCOUNT = '111122223333';
const NAMES = 'mrap-verify';
const ROLES = `arn:aws:iam::${ACCOUNT}:role/${NAMES}/*`;

const withService = (service: string, names: readonly string[]) => names.map((name) => `${service}:${name}`);

/** The calls of the preflight. They only read. */
export const PREFLIGHT_ACTIONS = [
  'sts:GetCallerIdentity', 's3:ListMultiRegionAccessPoints', 'iam:SimulatePrincipalPolicy',
];

/** The calls for the stacks. CloudFormation copies the tag of a stack to its resources. */
function findStackPermissions({ resourceTypes, support }: PermittedCalls): readonly Permission[] {
  const { hasReplicationRole, callers, hasDeployments } = support;
  const servicesOfRoles = [
    ...resourceTypes.includes('AWS::Lambda::Function') ? ['lambda.amazonaws.com'] : [],
    ...hasReplicationRole ? ['s3.amazonaws.com'] : [],
    ...hasDeployments ? ['states.amazonaws.com'] : [],
  ];
  return [
    {
      actions: withService('cloudformation', [
        ...(hasDeployments ? ['ContinueUpdateRollback'] : []), 'CreateStack', 'DeleteStack', 'DescribeStackEvents',
        ...(hasDeployments ? ['DescribeStackResource'] : []), 'DescribeStacks', 'TagResource',
        ...(hasDeployments ? ['UpdateStack'] : []),
      ]),
      resource: `arn:aws:cloudformation:*:${ACCOUNT}:stack/${NAMES}-*`,
      reason: 'only stacks of a run',
    },
    {
      actions: [
        ...withService('iam', [
          'CreateRole', 'DeleteRole', 'DeleteRolePolicy', 'GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies',
          'ListRolePolicies', 'PutRolePolicy', 'TagRole', 'UntagRole',
        ]),
        ...(callers > 0 ? ['sts:AssumeRole'] : []),
      ],
      resource: ROLES,
      reason: 'only roles under the path of a run. A principal that can write the policy of a role can give itself any '
        + 'permission, so use a separate account, or add a permissions boundary to the principal',
    },
    {
      actions: ['iam:PassRole'],
      resource: ROLES,
      condition: { StringEquals: { 'iam:PassedToService': servicesOfRoles } },
      reason: `only roles of a run, to ${servicesOfRoles.join(', ')}`,
    },
    {
      actions: ['iam:SimulatePrincipalPolicy'],
      resource: '*',
      reason: 'the action only reads. The principal of the simulation is the caller',
    },
    ...findTemplatePermissions(resourceTypes, ACCOUNT, NAMES),
  ];
}

/** The permission to read objects through access points. */
const OBJECTS_OF_ACCESS_POINTS: Permission = {
  actions: ['s3:GetObject'],
  resource: `arn:aws:s3::${ACCOUNT}:accesspoint/*/object/*`,
  reason: 'S3 chooses the alias in the ARN. The bucket must allow the request too, and the principal may read only '
    + 'buckets of a run',
};

const REASONS: Readonly<Record<string, string>> = {
  '*': 'the actions support no resource, and they only read',
  [`arn:aws:s3::${ACCOUNT}:accesspoint/*`]: 'S3 chooses the alias in the ARN, so no pattern matches the access points '
    + 'of a run. In an account with other access points, deny the deletion and the routes of their ARNs',
  [`arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/*`]: 'S3 chooses the token of a request. The action only reads',
  [`arn:aws:s3:::${NAMES}-*`]: 'only buckets of a run',
  [`arn:aws:s3:::${NAMES}-*/*`]: 'only objects in buckets of a run: templates of nested stacks, and objects of probes',
};

/** The calls of a run that need permissions. */
export interface PermittedCalls {
  /** The actions of services. */
  readonly actions: readonly string[];
  /** The types of the resources in stacks. */
  readonly resourceTypes: readonly string[];
  readonly support: RunSupport;
  /** Whether the run reads objects through access points. */
  readonly readsThroughAccessPoints: boolean;
}

export function findPermissions(calls: PermittedCalls): readonly Permission[] {
  const { actions, readsThroughAccessPoints } = calls;
  const scope = { accountId: ACCOUNT, prefix: NAMES };
  const ofServices = [...new Set([...PREFLIGHT_ACTIONS, ...actions])]
    .filter((action) => !action.startsWith('iam:')).sort();
  const resources = [...new Set(ofServices.map((action) => findResource(action, scope)))];
  return [
    ...resources.map((resource) => ({
      actions: ofServices.filter((action) => findResource(action, scope) === resource),
      resource,
      reason: REASONS[resource],
    })),
    ...(readsThroughAccessPoints ? [OBJECTS_OF_ACCESS_POINTS] : []),
    ...findStackPermissions(calls),
  ];
}

/** Renders an IAM policy, without the reasons. */
export function renderPolicy(permissions: readonly Permission[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: permissions.map(({ actions, resource, condition }) => ({
      Effect: 'Allow',
      Action: actions,
      Resource: resource,
      ...(condition && { Condition: condition }),
    })),
  }, undefined, 1);
}
