import { apiReference, SERVICE_AUTHORIZATION, type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = userGuide('MultiRegionAccessPointPermissions');
const BLOCK = userGuide('access-control-block-public-access');
const OPERATIONS = userGuide('MrapOperations');
const POLICY_TYPE: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspointpolicy.html',
  date: '2026-04-13',
};
const POLICY_GRAMMAR: Source = { url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html', date: '2026-04-13' };

export const MRAP501_INCOMPLETE_PUBLIC_ACCESS_BLOCK = diagnostic<{ flags: string[] }>({
  id: 'MRAP501',
  severity: FindingSeverity.WARNING,
  title: 'Incomplete public access block',
  why: 'The setting can never be changed, and Security Hub (S3.24) reports the access point for good.',
  message: ({ flags }) => `public access block leaves ${showValue(flags)} off, expected all four flags on`,
  fix: 'switch all four flags on',
  source: userGuide('multi-region-access-point-block-public-access'),
});

export const MRAP502_POLICY_RESOURCE = diagnostic<{ resource: string; arn: string }>({
  id: 'MRAP502',
  severity: FindingSeverity.ERROR,
  title: 'Policy names a resource other than the access point',
  why: 'S3 refuses a policy whose resource is not the access point itself or an object behind it.',
  message: ({ resource, arn }) => `policy of the access point names ${showValue(resource)}, expected ${showValue(arn)} or ${showValue(`${arn}/object/*`)}`,
  fix: 'name the access point, and its objects with /object/',
  source: PERMISSIONS,
});

export const MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT = diagnostic<{ resource: string }>({
  id: 'MRAP503',
  severity: FindingSeverity.ERROR,
  title: 'Object ARN without the /object/ segment',
  why: 'The ARN matches nothing: every request to an object fails with 403.',
  message: ({ resource }) => `object ARN of an access point is malformed, got ${showValue(resource)}, expected …/<alias>.mrap/object/<key>`,
  fix: 'put /object/ between the alias and the key',
  source: PERMISSIONS,
});

export const MRAP504_ACTION_RESOURCE_MISMATCH = diagnostic<{ action: string; level: 'bucket' | 'object'; resources: string[] }>({
  id: 'MRAP504',
  severity: FindingSeverity.ERROR,
  title: 'Action and resource mismatch',
  why: 'Listing is decided on the access point, reading and writing on its objects: the statement allows nothing.',
  message: ({ action, level, resources }) => `${action} is ${level === 'bucket' ? 'a bucket-level' : 'an object-level'} action, got resources ${showValue(resources)}, `
    + `expected ${level === 'bucket' ? 'the ARN of the access point' : 'its objects, …/object/*'}`,
  fix: ({ level }) => (level === 'bucket' ? 'add the ARN of the access point to the resources' : 'add the objects, …/object/*, to the resources'),
  source: userGuide('using-with-s3-policy-actions'),
});

export const MRAP505_UNSUPPORTED_ACTION = diagnostic<{ action: string }>({
  id: 'MRAP505',
  severity: FindingSeverity.WARNING,
  title: 'Unsupported action for access points',
  why: 'S3 refuses the operation through an access point whatever the policy says.',
  message: ({ action }) => `${action} is not supported through an access point`,
  fix: 'remove the action, or allow it on the bucket',
  source: OPERATIONS,
});

export const MRAP507_PUBLIC_POLICY = diagnostic<{ principal: string }>({
  id: 'MRAP507',
  severity: FindingSeverity.ERROR,
  title: 'Public access point policy',
  why: 'With BlockPublicPolicy S3 refuses a public policy; with RestrictPublicBuckets it cuts off everyone outside the account.',
  message: ({ principal }) => `policy of the access point allows everyone, got principal ${principal} and no condition of fixed values`,
  fix: 'name the principals, or add a condition like StringEquals aws:PrincipalOrgID',
  source: BLOCK,
});

export const MRAP508_MALFORMED_POLICY = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP508',
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point policy',
  why: 'S3 refuses the policy (MalformedPolicy); without the version of 2012 policy variables are plain text.',
  message: ({ problem, expected }) => `policy of the access point ${problem}, expected ${expected}`,
  fix: 'complete the policy',
  source: POLICY_GRAMMAR,
});

export const MRAP509_LARGE_POLICY = diagnostic<{ bytes: number; limit: number }>({
  id: 'MRAP509',
  severity: FindingSeverity.WARNING,
  title: 'Large access point policy',
  why: 'Policies of buckets and Regional access points end at 20 KB; for Multi-Region Access Points no figure is documented.',
  message: ({ bytes, limit }) => `policy of the access point is large, got ${bytes} bytes, expected at most ${limit}`,
  fix: 'give principals of the account policies of their own',
  source: userGuide('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP510_POLICY_REMOVED = diagnostic<{ accessPoint: string }>({
  id: 'MRAP510',
  severity: FindingSeverity.WARNING,
  title: 'Policy removed from the template',
  why: 'A policy cannot be deleted: what it allowed either stays allowed, or is reset to the account of the owner, without a word.',
  message: ({ accessPoint }) => `policy of access point ${showValue(accessPoint)} was declared before and no longer is`,
  fix: 'keep the policy, with the statements that shall remain',
  source: POLICY_TYPE,
});

export const MRAP511_NAME_ALIAS_MISMATCH = diagnostic<{ where: string; got: string; expected: string }>({
  id: 'MRAP511',
  severity: FindingSeverity.ERROR,
  title: 'Name and alias mismatch',
  why: 'The control plane knows the access point by its name; requests, routes and policies by the ARN with its alias. Neither works for the other.',
  message: ({ where, got, expected }) => `${where} has the wrong identifier, got ${showValue(got)}, expected ${expected}`,
  fix: 'use the alias in ARNs, and the name as MrapName',
  source: POLICY_TYPE,
});

export const MRAP512_MANAGER_LACKS_PERMISSION = diagnostic<{ action: string; resource: string }>({
  id: 'MRAP512',
  severity: FindingSeverity.WARNING,
  title: 'Manager of access points lacks a permission',
  why: 'The operation begins, and whoever waits for its end gets 403.',
  message: ({ action, resource }) => `who manages access points here lacks ${action} on ${showValue(resource)}`,
  fix: ({ action, resource }) => `allow ${action} on ${resource}`,
  source: OPERATIONS,
});

export const MRAP513_CREATION_ALLOWED_FOR_ALIAS = diagnostic<{ resources: string[] }>({
  id: 'MRAP513',
  severity: FindingSeverity.ERROR,
  title: 'Creation allowed for one alias only',
  why: 'The alias of an access point is unknown before it exists, so the statement never matches.',
  message: ({ resources }) => `s3:CreateMultiRegionAccessPoint is allowed on ${showValue(resources)}, expected arn:aws:s3::<account>:accesspoint/*`,
  fix: 'allow creation on arn:aws:s3::<account>:accesspoint/*',
  source: SERVICE_AUTHORIZATION,
});

export const MRAP514_DUPLICATE_POLICY = diagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP514',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate policy for one access point',
  why: 'An access point has one policy: whichever is put last replaces the other without a word.',
  message: ({ accessPoint, paths }) => `access point ${showValue(accessPoint)} has more than one policy, got ${showValue(paths)}`,
  fix: 'merge the statements into one policy',
  source: apiReference('API_control_PutMultiRegionAccessPointPolicy'),
});

export const MRAP515_DENIAL_OF_ALL_REQUESTS = diagnostic<{ key: string; problem: string }>({
  id: 'MRAP515',
  severity: FindingSeverity.WARNING,
  title: 'Denial of all requests through an access point',
  why: 'Requests to an access point are signed with SigV4A and travel over IPv4; that the denial hits them is likely, not documented.',
  message: ({ key, problem }) => `statement denies by ${key}, ${problem}`,
  fix: 'let the condition allow AWS4-ECDSA-P256-SHA256 and IPv4 ranges as well',
  source: SERVICE_AUTHORIZATION,
});
