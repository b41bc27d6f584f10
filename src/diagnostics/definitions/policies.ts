import {
  makeS3ApiReferenceSource, SERVICE_AUTHORIZATION_SOURCE, type FactSource, makeTemplateReferenceSource,
  makeS3UserGuideSource,
} from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = makeS3UserGuideSource('MultiRegionAccessPointPermissions');
const BLOCK = makeS3UserGuideSource('access-control-block-public-access');
const OPERATIONS = makeS3UserGuideSource('MrapOperations');
const POLICY_TYPE = makeTemplateReferenceSource('aws-resource-s3-multiregionaccesspointpolicy');
const POLICY_GRAMMAR: FactSource = {
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  date: '2026-04-13',
};
const PRINCIPALS: FactSource = {
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  date: '2026-04-13',
};

export const MRAP228_INVALID_PRINCIPAL = defineDiagnostic<{ principal: string }>({
  id: 'MRAP228',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid principal in an access point policy',
  why:
    'S3 refuses a policy with an invalid principal, after it created the access point. Principals cannot be groups, '
    + 'and their ARNs cannot contain wildcards.',
  message: ({ principal }) =>
    `policy of the access point has an invalid principal, got ${showValue(principal)}, expected an account of 12 `
    + 'digits or the ARN of a root user, a user, a role or a session without wildcards',
  fix: 'name each role or user, or allow its account and limit it with a condition on aws:PrincipalArn',
  source: PRINCIPALS,
});

export const MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK = defineDiagnostic<{ flags: string[] }>({
  id: 'MRAP501',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Incomplete public access block',
  why: 'The setting cannot be changed later, and Security Hub (S3.24) reports the access point permanently.',
  message: ({ flags }) =>
    `public access block is incomplete, got ${showValue(flags)} off, expected all four flags on`,
  fix: 'turn on all four flags',
  source: makeS3UserGuideSource('multi-region-access-point-block-public-access'),
});

export const MRAP502_POLICY_RESOURCE = defineDiagnostic<{ resource: string; arn: string }>({
  id: 'MRAP502',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Policy names a resource other than the access point',
  why: 'S3 refuses a policy with another resource than the access point and its objects.',
  message: ({ resource, arn }) =>
    `policy of the access point names another resource, got ${showValue(resource)}, `
      + `expected ${showValue(arn)} or ${showValue(`${arn}/object/*`)}`,
  fix: 'name the access point, or its objects with /object/',
  source: PERMISSIONS,
});

export const MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT = defineDiagnostic<{ resource: string }>({
  id: 'MRAP503',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Object ARN without the /object/ segment',
  why: 'The ARN matches no object, so every request to an object fails with 403.',
  message: ({ resource }) =>
    `object ARN of an access point is malformed, got ${showValue(resource)}, expected `
    + '…/<alias>.mrap/object/<key>',
  fix: 'insert /object/ between the alias and the key',
  source: PERMISSIONS,
});

type LevelArgs = { action: string; level: 'bucket' | 'object'; resources: string[] };

export const MRAP504_ACTION_RESOURCE_MISMATCH = defineDiagnostic<LevelArgs>({
  id: 'MRAP504',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Action and resource mismatch',
  why:
    'Listing needs a permission on the access point, reading and writing need one on its objects. The statement '
    + 'allows nothing.',
  message: ({ action, level, resources }) =>
    `${action} is ${level === 'bucket' ? 'a bucket-level' : 'an object-level'} action, got resources `
    + `${showValue(resources)}, `
    + `expected ${level === 'bucket' ? 'the ARN of the access point' : 'its objects, …/object/*'}`,
  fix: ({ level }) =>
    `add ${level === 'bucket' ? 'the ARN of the access point' : 'the objects, …/object/*,'} to the resources`,
  source: makeS3UserGuideSource('using-with-s3-policy-actions'),
});

export const MRAP505_UNSUPPORTED_ACTION = defineDiagnostic<{ action: string }>({
  id: 'MRAP505',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Unsupported action for access points',
  why: 'S3 refuses the operation through an access point even if the policy allows it.',
  message: ({ action }) =>
    `action is not supported through an access point, got ${action}, expected a supported action`,
  fix: 'remove the action, or allow it on the bucket',
  source: OPERATIONS,
});

export const MRAP507_PUBLIC_POLICY = defineDiagnostic<{ principal: string }>({
  id: 'MRAP507',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Public access point policy',
  why:
    'With BlockPublicPolicy, S3 refuses a public policy. With RestrictPublicBuckets, S3 denies all requests from '
    + 'other accounts.',
  message: ({ principal }) =>
    `policy of the access point allows all principals, got ${principal} without a condition on fixed values, expected `
      + 'principals or '
    + 'a condition with fixed values',
  fix: 'name the principals, or add a condition like StringEquals aws:PrincipalOrgID',
  source: BLOCK,
});

export const MRAP508_MALFORMED_POLICY = defineDiagnostic<{ problem: string; expected: string }>({
  id: 'MRAP508',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  otherSeverity: FindingSeverity.WARNING,
  title: 'Malformed access point policy',
  why: 'S3 refuses the policy (MalformedPolicy). Without the version of 2012, policy variables are plain text.',
  message: ({ problem, expected }) => `policy of the access point ${problem}, expected ${expected}`,
  fix: 'complete or correct the policy',
  source: POLICY_GRAMMAR,
});

export const MRAP509_LARGE_POLICY = defineDiagnostic<{ bytes: number; limit: number }>({
  id: 'MRAP509',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  otherSeverity: FindingSeverity.ERROR,
  title: 'Large access point policy',
  why:
    'AWS documents a limit of 20 KB for policies of buckets and Regional access points, and none for Multi-Region '
    + 'Access Points.',
  message: ({ bytes, limit }) => `policy of the access point is large, got ${bytes} bytes, expected at most ${limit}`,
  fix:
    'move permissions for principals of the same account into their identity policies, and combine partners in one '
    + 'statement with a condition, for example on aws:PrincipalOrgID or aws:PrincipalAccount',
  source: makeS3UserGuideSource('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP510_POLICY_REMOVED = defineDiagnostic<{ accessPoint: string }>({
  id: 'MRAP510',
  reportedBy: ['baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Policy removed from the template',
  why:
    'S3 cannot delete the policy of an access point. The policy stays in force, or a policy that allows only the '
    + 'owning account replaces it.',
  message: ({ accessPoint }) =>
    `policy of access point ${showValue(accessPoint)} is no longer declared, expected the policy of the `
      + 'deployed '
    + 'template',
  fix: 'keep the policy, with the statements that you still need',
  source: POLICY_TYPE,
});

export const MRAP511_NAME_ALIAS_MISMATCH = defineDiagnostic<{ where: string; got: string; expected: string }>({
  id: 'MRAP511',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Name and alias mismatch',
  why:
    'The control plane identifies the access point by its name. Requests, routes and policies use the ARN, which '
    + 'contains the alias.',
  message: ({ where, got, expected }) =>
    `${where} has the wrong identifier, got ${showValue(got)}, expected ${expected}`,
  fix: 'use the alias in ARNs, and the name in MrapName',
  source: POLICY_TYPE,
});

export const MRAP512_MANAGER_LACKS_PERMISSION = defineDiagnostic<{ action: string; resource: string }>({
  id: 'MRAP512',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Manager of access points lacks a permission',
  why: 'S3 starts the operation, but the call that reads its result fails with 403.',
  message: ({ action, resource }) =>
    `role that manages access points is not allowed ${action}, expected it on ${showValue(resource)}`,
  fix: ({ action, resource }) => `allow ${action} on ${resource}`,
  source: OPERATIONS,
});

export const MRAP513_CREATION_ALLOWED_FOR_ALIAS = defineDiagnostic<{ resources: string[] }>({
  id: 'MRAP513',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Creation allowed for one alias only',
  why: 'S3 generates the alias during the creation, so the statement never matches.',
  message: ({ resources }) =>
    `s3:CreateMultiRegionAccessPoint is allowed for existing aliases only, got ${showValue(resources)}, `
    + 'expected arn:aws:s3::<account>:accesspoint/*',
  fix: 'allow the action on arn:aws:s3::<account>:accesspoint/*',
  source: SERVICE_AUTHORIZATION_SOURCE,
});

export const MRAP514_DUPLICATE_POLICY = defineDiagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP514',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate policy for one access point',
  why: 'An access point has one policy, so the last one that is written replaces the first without an error.',
  message: ({ accessPoint, paths }) =>
    `access point ${showValue(accessPoint)} has more than one policy, got ${showValue(paths)}, `
    + 'expected one',
  fix: 'merge the statements into one policy',
  source: makeS3ApiReferenceSource('API_control_PutMultiRegionAccessPointPolicy'),
});

export const MRAP515_DENIAL_OF_ALL_REQUESTS = defineDiagnostic<{ key: string; got: string; expected: string }>({
  id: 'MRAP515',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Denial of all requests through an access point',
  why:
    'Clients sign requests to an access point with SigV4A and send them over IPv4. AWS does not document whether the '
    + 'denial applies to them.',
  message: ({ key, got, expected }) =>
    `statement denies all requests through the access point by ${key}, got ${got}, expected ${expected} as well`,
  fix: 'allow AWS4-ECDSA-P256-SHA256 and IPv4 ranges in the condition',
  source: SERVICE_AUTHORIZATION_SOURCE,
});

export const MRAP516_CONDITION_ON_ACCESS_POINT_TAGS = defineDiagnostic<{ key: string; denied: boolean }>({
  id: 'MRAP516',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Condition on access point tags',
  why: 'Multi-Region Access Points have no tags, so no request through them has the key.',
  message: ({ key, denied }) => (denied
    ? `statement denies all requests through the access point by ${key}, expected no condition on tags`
    : `statement allows no request through the access point because of ${key}, expected no condition on tags`),
  fix: 'identify the access point by s3:DataAccessPointArn',
  source: SERVICE_AUTHORIZATION_SOURCE,
});

export const MRAP517_POLICY_OF_MALFORMED_NAME = defineDiagnostic<{ name: string }>({
  id: 'MRAP517',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Policy of an access point with a malformed name',
  why: 'No access point can have the name, so the deployment of the policy fails.',
  message: ({ name }) =>
    `MrapName is malformed, got ${showValue(name)}, expected 3 to 50 lowercase letters, digits and `
      + 'hyphens, with no hyphen at either end',
  fix: 'set MrapName to the name of the access point, for example with Ref',
  source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
});

export const MRAP518_POLICY_TEMPLATE_FOR_ACCESS_POINT = defineDiagnostic<{ name: string; bucket: string }>({
  id: 'MRAP518',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Policy template of SAM for an access point',
  why: 'SAM makes the ARN of a bucket from the name. The ARN is not that of the access point, so S3 denies every '
    + 'request.',
  message: ({ name, bucket }) =>
    `policy template ${name} has an access point as BucketName, got ${showValue(bucket)}, expected a bucket`,
  fix: 'replace the policy template by a statement with the ARN of the access point and of its objects',
  source: PERMISSIONS,
});
