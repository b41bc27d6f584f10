import { apiReference, cloudFormationGuide, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CREATE = apiReference('API_control_CreateMultiRegionAccessPoint');
const DELETE = apiReference('API_control_DeleteMultiRegionAccessPoint');
const GET = apiReference('API_control_GetMultiRegionAccessPoint');
const DESCRIBE = apiReference('API_control_DescribeMultiRegionAccessPointOperation');
const PUT_POLICY = apiReference('API_control_PutMultiRegionAccessPointPolicy');
const CUSTOM_RESOURCES = cloudFormationGuide('template-custom-resources');

export const MRAP901_NAME_IN_USE = diagnostic<{ name: string }>({
  id: 'MRAP901',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Name in use by an existing access point',
  why:
    'Another deployment or user created the access point, so this deployment neither uses it nor deletes it in the '
    + 'rollback.',
  message: ({ name }) =>
    `access point ${showValue(name)} already exists, got one that this deployment did not create, expected an unused `
    + 'name',
  fix: 'choose another name, or set existing to ExistingAccessPointPolicy.ADOPT to adopt the access point',
  source: CREATE,
});

export const MRAP902_CREATION_FAILED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP902',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Creation failed',
  why: 'S3 refused the request, or the creation failed in one of the Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be created: ${cause}`,
  fix: ({ advice }) => advice,
  source: CREATE,
});

export const MRAP903_REPLACEMENT_REFUSED = diagnostic<{ name: string; changes: string[] }>({
  id: 'MRAP903',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Replacement refused',
  why:
    'S3 cannot change name, buckets and public access block of an access point. A replacement has another alias, so '
    + 'all clients of the old alias would fail.',
  message: ({ name, changes }) =>
    `access point ${showValue(name)} would be replaced and lose its alias, because the template has another `
    + `${changes.join(' and ')}; nothing was changed`,
  fix: 'revert the change, or declare a second access point, or accept a new alias with ReplacementPolicy.ALLOW',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

type TimeoutArgs = { what: string; minutes: number; state: string; token: string | undefined; consequence: string };

export const MRAP904_TIMED_OUT = diagnostic<TimeoutArgs>({
  id: 'MRAP904',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Operation timed out',
  why: 'CloudFormation stops every custom resource after an hour.',
  message: ({ what, minutes, state, consequence }) =>
    `${what} did not end within ${minutes} minutes, last state: ${state}; ${consequence}`,
  fix: ({ token }) =>
    token === undefined
      ? 'deploy again'
      : `watch the operation with "npx cdk-s3-mrap watch ${token}", then deploy again`,
  source: DESCRIBE,
});

export const MRAP905_ADOPTION_REFUSED = diagnostic<{ name: string; differences: string[] }>({
  id: 'MRAP905',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Adoption refused',
  why:
    'The handler adopts an access point only if it is READY and has the declared buckets and public access block, '
    + 'because S3 cannot change them.',
  message: ({ name, differences }) =>
    `access point ${showValue(name)} cannot be adopted, because it differs: ${differences.join('; ')}`,
  fix: 'declare the properties of the existing access point, or choose another name',
  source: GET,
});

export const MRAP906_ACCESS_POINT_MISSING = diagnostic<{ name: string; alias: string }>({
  id: 'MRAP906',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point missing',
  why: 'The access point was deleted outside of this stack. S3 never reuses its alias.',
  message: ({ name, alias }) =>
    `access point ${showValue(name)} with alias ${showValue(alias)} does not exist, expected the access point of `
    + 'this stack',
  fix: 'remove the construct from the application and deploy, then add it again',
  source: GET,
});

export const MRAP907_ACCESS_POINT_NOT_DELETED = diagnostic<{ name: string; reason: string }>({
  id: 'MRAP907',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point not deleted',
  why: 'The handler deletes an access point only if it can prove that this resource created it.',
  message: ({ name, reason }) => `access point ${showValue(name)} was not deleted: ${reason}`,
  fix: 'delete it manually if it is yours, or set existing to ExistingAccessPointPolicy.ADOPT to adopt it',
  source: DELETE,
});

export const MRAP908_DELETION_FAILED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP908',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Deletion failed',
  why: 'S3 refused the request, or the deletion failed in one of the Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be deleted: ${cause}`,
  fix: ({ advice }) => advice,
  source: DELETE,
});

export const MRAP909_POLICY_REFUSED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP909',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Policy refused by S3',
  why: 'S3 refused the policy of the access point. The previous policy stays in force.',
  message: ({ name, cause }) => `policy of access point ${showValue(name)} could not be set: ${cause}`,
  fix: ({ advice }) => advice,
  source: PUT_POLICY,
});

export const MRAP916_MALFORMED_PROPERTIES = diagnostic<{ cause: string }>({
  id: 'MRAP916',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed properties of a custom resource',
  why: 'An escape hatch changed the template, or another program wrote it.',
  message: ({ cause }) => cause,
  fix: 'correct the property in the template, or remove the override that sets it',
  source: CUSTOM_RESOURCES,
});

export const MRAP917_ADOPTION_OVERWRITES_POLICY = diagnostic<{ name: string; differences: string[] }>({
  id: 'MRAP917',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Adoption overwrites a policy',
  why:
    'An access point has one policy, and S3 keeps no earlier version. Clients that depend on the existing policy '
    + 'would lose access.',
  message: ({ name, differences }) =>
    `policy of adopted access point ${showValue(name)} is not the declared one: ${differences.join('; ')}`,
  fix: 'declare the existing statements with addToResourcePolicy, or remove the existing policy first',
  source: PUT_POLICY,
});

export const MRAP918_UNEXPECTED_FAILURE = diagnostic<{ cause: string }>({
  id: 'MRAP918',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Unexpected failure of a handler',
  why: 'The failure has no known cause in S3 or in the template.',
  message: ({ cause }) => `the handler failed: ${cause}`,
  fix: 'deploy again; if it fails again, report the fault together with the log of the handler',
  source: CUSTOM_RESOURCES,
});

export const MRAP919_TOO_MANY_REPLACEMENTS = diagnostic<{ name: string }>({
  id: 'MRAP919',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Too many replacements of one access point',
  why:
    'The physical id of a replacement contains the ids of all replaced access points, which a rollback needs. An id '
    + 'can have 1,024 bytes.',
  message: ({ name }) =>
    `access point ${showValue(name)} has been replaced too often, got a physical id longer than 1,024 bytes`,
  fix: 'declare a second access point, move the clients, and remove this one',
  source: CUSTOM_RESOURCES,
});

export const MRAP920_POLICY_WITH_ANOTHER_OWNER = diagnostic<{ name: string; owner: string }>({
  id: 'MRAP920',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Policy of an access point with another owner',
  why:
    'Another resource has adopted the access point and sets its policy. A deployment that did not revoke a removed '
    + 'grant must not succeed.',
  message: ({ name, owner }) =>
    `policy of access point ${showValue(name)} was not changed, got owner ${showValue(owner)}, expected this resource`,
  fix:
    'declare the statements in the stack that has adopted the access point, or remove this construct with '
    + 'RemovalPolicy.RETAIN',
  source: PUT_POLICY,
});

export const MRAP921_STACK_NOT_READ = diagnostic<{ stack: string; cause: string }>({
  id: 'MRAP921',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Status of the stack not read',
  why:
    'The status of the stack shows whether an update is a rollback. Without it, the handler derives it from the '
    + 'properties, which is wrong for a template that returns to former buckets.',
  message: ({ stack, cause }) => `the status of stack ${showValue(stack)} could not be read: ${cause}`,
  fix: 'allow the handlers cloudformation:DescribeStacks on the stack',
  source: CUSTOM_RESOURCES,
});

export const MRAP922_SUPERSEDED_REQUEST = diagnostic<{ request: string; reason: string }>({
  id: 'MRAP922',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Superseded request',
  why:
    'CloudFormation has cancelled the request, or has sent a later one. Lambda can deliver an event hours later and '
    + 'more than once.',
  message: ({ request, reason }) => `the ${request} request is superseded: ${reason}; nothing was changed`,
  fix: 'no action is needed, the later request has set the state',
  source: CUSTOM_RESOURCES,
});

export const MRAP923_ACCESS_POINT_NOT_HANDED_BACK = diagnostic<{ name: string; cause: string }>({
  id: 'MRAP923',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point not handed back',
  why: 'The stack leaves an adopted access point, and S3 refused the policy that names the former owner again.',
  message: ({ name, cause }) => `access point ${showValue(name)} was not handed back to its former owner: ${cause}`,
  fix: 'correct the policy of the access point, and adopt it again with ExistingAccessPointPolicy.ADOPT',
  source: PUT_POLICY,
});

export const MRAP924_ACCESS_POINT_WITHOUT_OWNER = diagnostic<{ name: string }>({
  id: 'MRAP924',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Access point without an owner',
  why:
    'Another tool changed the policy, which named the owner. The access point may have been adopted meanwhile, so the '
    + 'handler does not delete it.',
  message: ({ name }) =>
    `access point ${showValue(name)} was not deleted, because another tool has changed its policy, got a policy `
    + 'without an owner, expected a policy of this library',
  fix:
    'delete the access point manually, or delete the stack again and retain the access point',
  source: DELETE,
});

export const MRAP925_S3_CONTROL_UNREACHABLE = diagnostic<{ cause: string; consequence: string }>({
  id: 'MRAP925',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'S3 Control unreachable',
  why:
    'The functions call S3 Control in us-west-2. In a VPC without a way out, or with a wrong endpoint, no answer ever '
    + 'arrives.',
  message: ({ cause, consequence }) =>
    `S3 Control in us-west-2 cannot be reached from the Lambda function: ${cause}; ${consequence}`,
  fix:
    'give the subnets of the function a NAT gateway, because neither VPC endpoints nor proxies serve these calls, '
    + 'check AWS_ENDPOINT_URL, and deploy again',
  source: CREATE,
});

export const MRAP926_POLICY_LEFT_TO_OWNER = diagnostic<{ name: string; owner: string; reason: string }>({
  id: 'MRAP926',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Policy left to owner',
  why: 'Another resource has adopted the access point and sets its policy.',
  message: ({ name, owner, reason }) =>
    `policy of access point ${showValue(name)} was left to its owner ${showValue(owner)}, because ${reason}`,
  fix: 'declare the statements in the stack that has adopted the access point',
  source: PUT_POLICY,
});
