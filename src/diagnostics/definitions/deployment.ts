import { makeS3ApiReferenceSource, makeCloudFormationGuideSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CREATE = makeS3ApiReferenceSource('API_control_CreateMultiRegionAccessPoint');
const DELETE = makeS3ApiReferenceSource('API_control_DeleteMultiRegionAccessPoint');
const GET = makeS3ApiReferenceSource('API_control_GetMultiRegionAccessPoint');
const DESCRIBE = makeS3ApiReferenceSource('API_control_DescribeMultiRegionAccessPointOperation');
const PUT_POLICY = makeS3ApiReferenceSource('API_control_PutMultiRegionAccessPointPolicy');
const CUSTOM_RESOURCES = makeCloudFormationGuideSource('template-custom-resources');

export const MRAP901_NAME_IN_USE = defineDiagnostic<{ name: string }>({
  id: 'MRAP901',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Name in use by an existing access point',
  why:
    'Another deployment or user created the access point, so this deployment neither uses it nor deletes it in the '
    + 'rollback.',
  message: ({ name }) =>
    `access point ${showValue(name)} already exists, got one that this deployment did not create, expected an `
      + 'unused '
    + 'name',
  fix: 'choose another name, or set existing to ExistingAccessPointPolicy.ADOPT to adopt the access point',
  source: CREATE,
});

export const MRAP902_CREATION_FAILED = defineDiagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP902',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Creation failed',
  why: 'S3 refused the request, or the creation failed in one of the Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be created: ${cause}`,
  fix: ({ advice }) => advice,
  source: CREATE,
});

export const MRAP903_REPLACEMENT_REFUSED = defineDiagnostic<{ name: string; changes: string[] }>({
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
  source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
});

type TimeoutArgs = { what: string; minutes: number; state: string; token: string | undefined; consequence: string };

export const MRAP904_TIMED_OUT = defineDiagnostic<TimeoutArgs>({
  id: 'MRAP904',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Operation timed out',
  why: 'CloudFormation stops every custom resource after an hour.',
  message: ({ what, minutes, state, consequence }) =>
    `${what} did not end within ${Math.round(minutes * 10) / 10} minutes, last state: ${state}; ${consequence}`,
  fix: ({ token }) =>
    token === undefined
      ? 'deploy again'
      : `watch the operation with "cdk-s3-mrap watch ${token}", then deploy again`,
  source: DESCRIBE,
});

export const MRAP905_ADOPTION_REFUSED = defineDiagnostic<{ name: string; differences: string[] }>({
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

export const MRAP906_ACCESS_POINT_MISSING = defineDiagnostic<{ name: string; alias: string }>({
  id: 'MRAP906',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point missing',
  why: 'The access point was deleted outside of this stack. S3 never reuses its alias.',
  message: ({ name, alias }) =>
    `access point ${showValue(name)} with alias ${showValue(alias)} does not exist, expected the `
      + 'access point of '
    + 'this stack',
  fix: 'remove the construct from the application and deploy, then add it again',
  source: GET,
});

export const MRAP907_ACCESS_POINT_NOT_DELETED = defineDiagnostic<{ name: string; reason: string }>({
  id: 'MRAP907',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.WARNING,
  title: 'Access point not deleted',
  why: 'The handler deletes an access point only if it can prove that this resource created it.',
  message: ({ name, reason }) => `access point ${showValue(name)} was not deleted: ${reason}`,
  fix: 'delete it manually if it is yours, or set existing to ExistingAccessPointPolicy.ADOPT to adopt it',
  source: DELETE,
});

export const MRAP908_DELETION_FAILED = defineDiagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP908',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Deletion failed',
  why: 'S3 refused the request, or the deletion failed in one of the Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be deleted: ${cause}`,
  fix: ({ advice }) => advice,
  source: DELETE,
});

export const MRAP909_POLICY_REFUSED = defineDiagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP909',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Policy refused by S3',
  why: 'S3 refused the policy of the access point. The previous policy stays in force.',
  message: ({ name, cause }) => `policy of access point ${showValue(name)} could not be set: ${cause}`,
  fix: ({ advice }) => advice,
  source: PUT_POLICY,
});

export const MRAP916_MALFORMED_PROPERTIES = defineDiagnostic<{ cause: string }>({
  id: 'MRAP916',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed properties of a custom resource',
  why: 'An escape hatch changed the template, or another program wrote it.',
  message: ({ cause }) => cause,
  fix: 'correct the property in the template, or remove the override that sets it',
  source: CUSTOM_RESOURCES,
});

export const MRAP917_ADOPTION_OVERWRITES_POLICY = defineDiagnostic<{ name: string; differences: string[] }>({
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

export const MRAP918_UNEXPECTED_FAILURE = defineDiagnostic<{ cause: string }>({
  id: 'MRAP918',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Unexpected failure of a handler',
  why: 'The failure has no known cause in S3 or in the template.',
  message: ({ cause }) => `the handler failed: ${cause}`,
  fix: 'deploy again; if it fails again, report the fault together with the log of the handler',
  source: CUSTOM_RESOURCES,
});

export const MRAP919_TOO_MANY_REPLACEMENTS = defineDiagnostic<{ name: string }>({
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

export const MRAP960_ACCESS_POINT_OF_FAILED_UPDATE = defineDiagnostic<{ name: string }>({
  id: 'MRAP960',
  reportedBy: ['Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Access point of a failed update',
  why: 'A rollback recognizes a replacement only by its changed declaration.',
  message: ({ name }) =>
    `access point ${showValue(name)} differs from its declaration since a failed update; nothing was changed`,
  fix: 'deploy the failed change again, or declare another name or buckets with ReplacementPolicy.ALLOW',
  source: CUSTOM_RESOURCES,
});
