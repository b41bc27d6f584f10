import { userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = userGuide('access-points-restrictions-limitations-naming-rules');

export const MRAP701_REGIONAL_MALFORMED_NAME = diagnostic<{ name: string }>({
  id: 'MRAP701',
  severity: FindingSeverity.ERROR,
  title: 'Regional access point with a malformed name',
  why: 'S3 refuses the name.',
  message: ({ name }) => `name of the Regional access point is malformed, got ${showValue(name)}, expected 3 to 50 lowercase letters, digits and hyphens, `
    + 'with no hyphen at either end and no "-s3alias" or "-ext-s3alias" at its end',
  fix: 'correct the name',
  source: RESTRICTIONS,
});

export const MRAP702_REGIONAL_POLICY_TOO_LARGE = diagnostic<{ bytes: number; limit: number }>({
  id: 'MRAP702',
  severity: FindingSeverity.ERROR,
  title: 'Regional access point policy too large',
  why: 'S3 refuses the policy.',
  message: ({ bytes, limit }) => `policy of the Regional access point is too large, got ${bytes} bytes, expected at most ${limit}`,
  fix: 'give principals of the account policies of their own, or use several access points',
  source: RESTRICTIONS,
});

export const MRAP704_REGIONAL_REPLACED = diagnostic<{ accessPoint: string; property: string }>({
  id: 'MRAP704',
  severity: FindingSeverity.ERROR,
  title: 'Regional access point would be replaced',
  why: 'Bucket, network origin and public access block never change: a new access point is made, and with a given name it collides with the old one.',
  message: ({ accessPoint, property }) => `${property} of Regional access point ${showValue(accessPoint)} changes, which replaces it`,
  fix: 'add a second access point under another name, move the clients, then remove the first',
  source: RESTRICTIONS,
});

export const MRAP706_REGIONAL_POLICY_RESOURCE = diagnostic<{ resource: string; expected: string }>({
  id: 'MRAP706',
  severity: FindingSeverity.ERROR,
  title: 'Regional access point policy names an unrelated resource',
  why: 'Its ARN has a Region, and its objects are behind /object/: the statement matches nothing.',
  message: ({ resource, expected }) => `policy of the Regional access point names ${showValue(resource)}, expected ${expected}`,
  fix: 'write arn:aws:s3:<region>:<account>:accesspoint/<name>/object/<key> for objects, and the ARN alone for listing',
  source: userGuide('access-points-policies'),
});

export const MRAP707_REGIONAL_PUBLIC_POLICY = diagnostic<{ principal: string }>({
  id: 'MRAP707',
  severity: FindingSeverity.ERROR,
  title: 'Regional access point with a public policy',
  why: 'Block Public Access is on by default and can never be changed: S3 refuses the policy.',
  message: ({ principal }) => `policy of the Regional access point allows everyone, got principal ${principal} and no condition of fixed values`,
  fix: 'name the principals, or add a condition like StringEquals aws:PrincipalOrgID',
  source: userGuide('access-control-block-public-access'),
});

export const MRAP708_REGIONAL_BUCKET_ACCOUNT = diagnostic<{ bucket: string; account: string }>({
  id: 'MRAP708',
  severity: FindingSeverity.WARNING,
  title: 'Regional access point over a bucket of another account',
  why: 'The owner of the bucket must delegate to the access point; until then every request fails with 403.',
  message: ({ bucket, account }) => `bucket ${showValue(bucket)} belongs to account ${account}, whose policy must let the access point in`,
  fix: 'have its owner add a statement with s3:DataAccessPointArn, and acknowledge this',
  source: RESTRICTIONS,
});
