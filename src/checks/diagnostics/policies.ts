import { apiReference, SERVICE_AUTHORIZATION, type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = userGuide('MultiRegionAccessPointPermissions');
const BLOCK = userGuide('access-control-block-public-access');
const OPERATIONS = userGuide('MrapOperations');
const POLICY_TYPE: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspointpolicy.html',
  date: '2026-04-13',
};
const POLICY_GRAMMAR: Source = { url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html', date: '2026-04-13' };

export const MRAP501 = diagnostic<{ flags: string[] }>({
  id: 'MRAP501',
  row: 'P1',
  severity: FindingSeverity.WARNING,
  title: 'Block Public Access is not complete',
  why: 'The setting can never be changed, and Security Hub (S3.24) reports the access point for good.',
  message: ({ flags }) => `public access block leaves ${show(flags)} off, expected all four flags on`,
  fix: 'switch all four flags on',
  source: userGuide('multi-region-access-point-block-public-access'),
});

export const MRAP502 = diagnostic<{ resource: string; arn: string }>({
  id: 'MRAP502',
  row: 'P2',
  severity: FindingSeverity.ERROR,
  title: 'Policy of an access point speaks of something else',
  why: 'S3 refuses a policy whose resource is not the access point itself or an object behind it.',
  message: ({ resource, arn }) => `policy of the access point names ${show(resource)}, expected ${show(arn)} or ${show(`${arn}/object/*`)}`,
  fix: 'name the access point, and its objects with /object/',
  source: PERMISSIONS,
});

export const MRAP503 = diagnostic<{ resource: string }>({
  id: 'MRAP503',
  row: 'P3',
  severity: FindingSeverity.ERROR,
  title: 'Objects of an access point without /object/',
  why: 'The ARN matches nothing: every request to an object fails with 403.',
  message: ({ resource }) => `object ARN of an access point is malformed, got ${show(resource)}, expected …/<alias>.mrap/object/<key>`,
  fix: 'put /object/ between the alias and the key',
  source: PERMISSIONS,
});

export const MRAP504 = diagnostic<{ action: string; level: 'bucket' | 'object'; resources: string[] }>({
  id: 'MRAP504',
  row: 'P4',
  severity: FindingSeverity.ERROR,
  title: 'Action on the wrong kind of resource',
  why: 'Listing is decided on the access point, reading and writing on its objects: the statement allows nothing.',
  message: ({ action, level, resources }) => `${action} is ${level === 'bucket' ? 'a bucket-level' : 'an object-level'} action, got resources ${show(resources)}, `
    + `expected ${level === 'bucket' ? 'the ARN of the access point' : 'its objects, …/object/*'}`,
  fix: ({ level }) => (level === 'bucket' ? 'add the ARN of the access point to the resources' : 'add the objects, …/object/*, to the resources'),
  source: userGuide('using-with-s3-policy-actions'),
});

export const MRAP505 = diagnostic<{ action: string }>({
  id: 'MRAP505',
  row: 'P5',
  severity: FindingSeverity.WARNING,
  title: 'Action that access points do not have',
  why: 'S3 refuses the operation through an access point whatever the policy says.',
  message: ({ action }) => `${action} is not supported through an access point`,
  fix: 'remove the action, or allow it on the bucket',
  source: OPERATIONS,
});

export const MRAP507 = diagnostic<{ principal: string }>({
  id: 'MRAP507',
  row: 'P7',
  severity: FindingSeverity.ERROR,
  title: 'Policy of an access point for everyone',
  why: 'With BlockPublicPolicy S3 refuses a public policy; with RestrictPublicBuckets it cuts off everyone outside the account.',
  message: ({ principal }) => `policy of the access point allows everyone, got principal ${principal} and no condition of fixed values`,
  fix: 'name the principals, or add a condition like StringEquals aws:PrincipalOrgID',
  source: BLOCK,
});

export const MRAP508 = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP508',
  row: 'P8',
  severity: FindingSeverity.ERROR,
  title: 'Policy is malformed',
  why: 'S3 refuses the policy (MalformedPolicy); without the version of 2012 policy variables are plain text.',
  message: ({ problem, expected }) => `policy of the access point ${problem}, expected ${expected}`,
  fix: 'complete the policy',
  source: POLICY_GRAMMAR,
});

export const MRAP509 = diagnostic<{ bytes: number; limit: number }>({
  id: 'MRAP509',
  row: 'P9',
  severity: FindingSeverity.WARNING,
  title: 'Policy of an access point is very large',
  why: 'Policies of buckets and Regional access points end at 20 KB; for Multi-Region Access Points no figure is documented.',
  message: ({ bytes, limit }) => `policy of the access point is large, got ${bytes} bytes, expected at most ${limit}`,
  fix: 'give principals of the account policies of their own',
  source: userGuide('access-points-restrictions-limitations-naming-rules'),
});

export const MRAP510 = diagnostic<{ accessPoint: string }>({
  id: 'MRAP510',
  row: 'P10',
  severity: FindingSeverity.WARNING,
  title: 'Policy of an access point is no longer declared',
  why: 'A policy cannot be deleted: what it allowed either stays allowed, or is reset to the account of the owner, without a word.',
  message: ({ accessPoint }) => `policy of access point ${show(accessPoint)} was declared before and no longer is`,
  fix: 'keep the policy, with the statements that shall remain',
  source: POLICY_TYPE,
});

export const MRAP511 = diagnostic<{ where: string; got: string; expected: string }>({
  id: 'MRAP511',
  row: 'P11',
  severity: FindingSeverity.ERROR,
  title: 'Name and alias are mixed up',
  why: 'The control plane knows the access point by its name; requests, routes and policies by the ARN with its alias. Neither works for the other.',
  message: ({ where, got, expected }) => `${where} has the wrong identifier, got ${show(got)}, expected ${expected}`,
  fix: 'use the alias in ARNs, and the name as MrapName',
  source: POLICY_TYPE,
});

export const MRAP512 = diagnostic<{ action: string; resource: string }>({
  id: 'MRAP512',
  row: 'P12',
  severity: FindingSeverity.WARNING,
  title: 'Manager of access points lacks a permission',
  why: 'The operation begins, and whoever waits for its end gets 403.',
  message: ({ action, resource }) => `who manages access points here lacks ${action} on ${show(resource)}`,
  fix: ({ action, resource }) => `allow ${action} on ${resource}`,
  source: OPERATIONS,
});

export const MRAP513 = diagnostic<{ resources: string[] }>({
  id: 'MRAP513',
  row: 'P13',
  severity: FindingSeverity.ERROR,
  title: 'Creation is allowed for one alias only',
  why: 'The alias of an access point is unknown before it exists, so the statement never matches.',
  message: ({ resources }) => `s3:CreateMultiRegionAccessPoint is allowed on ${show(resources)}, expected arn:aws:s3::<account>:accesspoint/*`,
  fix: 'allow creation on arn:aws:s3::<account>:accesspoint/*',
  source: SERVICE_AUTHORIZATION,
});

export const MRAP514 = diagnostic<{ accessPoint: string; paths: string[] }>({
  id: 'MRAP514',
  row: 'P14',
  severity: FindingSeverity.ERROR,
  title: 'Two policies for one access point',
  why: 'An access point has one policy: whichever is put last replaces the other without a word.',
  message: ({ accessPoint, paths }) => `access point ${show(accessPoint)} has more than one policy, got ${show(paths)}`,
  fix: 'merge the statements into one policy',
  source: apiReference('API_control_PutMultiRegionAccessPointPolicy'),
});

export const MRAP515 = diagnostic<{ key: string; problem: string }>({
  id: 'MRAP515',
  row: 'P15',
  severity: FindingSeverity.WARNING,
  title: 'Denial that requests to an access point cannot avoid',
  why: 'Requests to an access point are signed with SigV4A and travel over IPv4; that the denial hits them is likely, not documented.',
  message: ({ key, problem }) => `statement denies by ${key}, ${problem}`,
  fix: 'let the condition allow AWS4-ECDSA-P256-SHA256 and IPv4 ranges as well',
  source: SERVICE_AUTHORIZATION,
});
