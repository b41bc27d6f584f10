import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = makeS3UserGuideSource('access-points-restrictions-limitations-naming-rules');

export const MRAP701_REGIONAL_MALFORMED_NAME = defineDiagnostic<{ name: string }>({
  id: 'MRAP701',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Regional access point with a malformed name',
  why: 'S3 refuses the name.',
  message: ({ name }) =>
    `name of the Regional access point is malformed, got ${showValue(name)}, `
    + 'expected 3 to 50 lowercase letters, digits and hyphens, with no hyphen at either end and without "-s3alias" or '
    + '"-ext-s3alias" at the end',
  fix: 'choose a valid name',
  source: RESTRICTIONS,
});

export const MRAP702_REGIONAL_POLICY_TOO_LARGE = defineDiagnostic<{ bytes: number; limit: number }>({
  id: 'MRAP702',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Regional access point policy too large',
  why: 'S3 refuses the policy.',
  message: ({ bytes, limit }) =>
    `policy of the Regional access point is too large, got ${bytes} bytes, expected at most ${limit}`,
  fix: 'move permissions for principals of the same account into their identity policies, or use several access points',
  source: RESTRICTIONS,
});

export const MRAP704_REGIONAL_REPLACED = defineDiagnostic<{ accessPoint: string; property: string }>({
  id: 'MRAP704',
  reportedBy: ['baseline'],
  severity: FindingSeverity.ERROR,
  title: 'Regional access point would be replaced',
  why:
    'S3 cannot change bucket, network origin and public access block. CloudFormation creates a new access point, '
    + 'whose name collides with the old one.',
  message: ({ accessPoint, property }) =>
    `Regional access point ${showValue(accessPoint)} has an immutable property that changes, got ${property}, `
    + 'expected no change',
  fix: 'add a second access point with another name, move the clients, then remove the first one',
  source: RESTRICTIONS,
});

export const MRAP706_REGIONAL_POLICY_RESOURCE = defineDiagnostic<{ resource: string; expected: string }>({
  id: 'MRAP706',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Regional access point policy names an unrelated resource',
  why:
    'The ARN of a Regional access point contains a Region, and the ARNs of its objects contain /object/. The '
    + 'statement matches nothing.',
  message: ({ resource, expected }) =>
    `policy of the Regional access point names an unrelated resource, got ${showValue(resource)}, expected `
    + `${expected}`,
  fix:
    'write arn:aws:s3:<region>:<account>:accesspoint/<name>/object/<key> for objects, and the ARN of the access '
    + 'point for listing',
  source: makeS3UserGuideSource('access-points-policies'),
});

export const MRAP707_REGIONAL_PUBLIC_POLICY = defineDiagnostic<{ principal: string }>({
  id: 'MRAP707',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Regional access point with a public policy',
  why: 'Block Public Access is on by default and cannot be changed later, so S3 refuses the policy.',
  message: ({ principal }) =>
    `policy of the Regional access point allows all principals, got ${principal} without a condition on fixed values, `
    + 'expected principals or a condition with fixed values',
  fix: 'name the principals, or add a condition like StringEquals aws:PrincipalOrgID',
  source: makeS3UserGuideSource('access-control-block-public-access'),
});

export const MRAP708_REGIONAL_BUCKET_ACCOUNT = defineDiagnostic<{ bucket: string; account: string }>({
  id: 'MRAP708',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Regional access point over a bucket of another account',
  why: 'The owner of the bucket must delegate to the access point. Until then, every request fails with 403.',
  message: ({ bucket, account }) =>
    `bucket ${showValue(bucket)} belongs to account ${account}, expected a delegation to the access point in its `
    + 'policy',
  fix: 'let the owner add a statement with the condition key s3:DataAccessPointArn, and acknowledge this warning',
  source: RESTRICTIONS,
});
