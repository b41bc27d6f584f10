import { makeS3ApiReferenceSource, makeCloudFormationGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CREATE = makeS3ApiReferenceSource('API_control_CreateMultiRegionAccessPoint');
const DELETE = makeS3ApiReferenceSource('API_control_DeleteMultiRegionAccessPoint');
const PUT_POLICY = makeS3ApiReferenceSource('API_control_PutMultiRegionAccessPointPolicy');
const CUSTOM_RESOURCES = makeCloudFormationGuideSource('template-custom-resources');

export const MRAP940_POLICY_WITH_ANOTHER_OWNER = defineDiagnostic<{ name: string; owner: string }>({
  id: 'MRAP940',
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

export const MRAP941_STACK_NOT_READ = defineDiagnostic<{ stack: string; cause: string }>({
  id: 'MRAP941',
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

export const MRAP942_SUPERSEDED_REQUEST = defineDiagnostic<{ request: string; reason: string }>({
  id: 'MRAP942',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Superseded request',
  why:
    'CloudFormation has cancelled the request, or has sent a later one. Lambda can deliver an event hours later and '
    + 'more than once.',
  message: ({ request, reason }) => `the ${request} request is superseded: ${reason}; it changes nothing more`,
  fix:
    'no action is needed after a later request. If the first delivery of a creation failed in onEvent, CloudFormation '
    + 'sends no Delete: delete the access point or the rules that the second delivery created',
  source: CUSTOM_RESOURCES,
});

export const MRAP943_ACCESS_POINT_NOT_HANDED_BACK = defineDiagnostic<{ name: string; cause: string }>({
  id: 'MRAP943',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point not handed back',
  why:
    'The stack leaves an adopted access point, and S3 refused the policy that names the former owner again. The former '
    + 'owner cannot change the policy.',
  message: ({ name, cause }) => `access point ${showValue(name)} was not handed back to its former owner: ${cause}`,
  fix:
    'correct the policy of the access point, and name its owner with cdk-s3-mrap own, or adopt it again with '
    + 'ExistingAccessPointPolicy.ADOPT',
  source: PUT_POLICY,
});

export const MRAP944_OWNER_MISSING_IN_POLICY = defineDiagnostic<{ name: string; arn: string; owner: string }>({
  id: 'MRAP944',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Owner missing in the policy',
  why:
    'Another tool changed the policy, which named the owner. The access point may have been adopted meanwhile, so the '
    + 'handler does not delete it.',
  message: ({ name }) =>
    `access point ${showValue(name)} was not deleted, because another tool has changed its policy, got a policy `
    + 'without an owner, expected a policy of this library',
  fix: ({ arn, owner }) =>
    `run cdk-s3-mrap own ${arn} --owner ${owner} if this stack owns the access point, and delete the stack again, `
    + 'or retain the access point',
  source: DELETE,
});

export const MRAP945_S3_CONTROL_UNREACHABLE = defineDiagnostic<{ cause: string; consequence: string }>({
  id: 'MRAP945',
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

export const MRAP946_POLICY_LEFT_TO_OWNER = defineDiagnostic<{ name: string; owner: string; reason: string }>({
  id: 'MRAP946',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Policy left to owner',
  why: 'Another resource has adopted the access point and sets its policy.',
  message: ({ name, owner, reason }) =>
    `policy of access point ${showValue(name)} was left to its owner ${showValue(owner)}, because ${reason}`,
  fix: 'declare the statements in the stack that has adopted the access point',
  source: PUT_POLICY,
});

export const MRAP955_ADOPTED_POLICY_CHANGED = defineDiagnostic<{ name: string }>({
  id: 'MRAP955',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Adopted policy changed',
  why:
    'The stack leaves an adopted access point whose policy it has changed. The handler does not know the statements '
    + 'before the adoption, and another tool may rely on the current ones.',
  message: ({ name }) => `policy of access point ${showValue(name)} keeps the statements that this stack has changed`,
  fix: 'compare the policy with the grants that its owner needs, and remove the statements of this stack',
  source: PUT_POLICY,
});
