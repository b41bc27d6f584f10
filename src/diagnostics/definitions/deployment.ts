import { apiReference, type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CREATE = apiReference('API_control_CreateMultiRegionAccessPoint');
const DELETE = apiReference('API_control_DeleteMultiRegionAccessPoint');
const GET = apiReference('API_control_GetMultiRegionAccessPoint');
const DESCRIBE = apiReference('API_control_DescribeMultiRegionAccessPointOperation');
const PUT_POLICY = apiReference('API_control_PutMultiRegionAccessPointPolicy');
const CUSTOM_RESOURCES: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html',
  date: '2026-04-13',
};

export const MRAP901_NAME_IN_USE = diagnostic<{ name: string }>({
  id: 'MRAP901',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Name in use by an existing access point',
  why: 'It is not ours, so it is neither used nor, in the rollback, deleted.',
  message: ({ name }) => `access point ${showValue(name)} exists already and this deployment did not make it`,
  fix: 'choose another name, or take it over with existing: ExistingAccessPointPolicy.ADOPT',
  source: CREATE,
});

export const MRAP902_CREATION_FAILED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP902',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Creation failed',
  why: 'S3 refused to create the access point, at once or in one of its Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be created: ${cause}`,
  fix: ({ advice }) => advice,
  source: CREATE,
});

export const MRAP903_REPLACEMENT_REFUSED = diagnostic<{ name: string; changes: string[] }>({
  id: 'MRAP903',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Replacement refused',
  why: 'Name, buckets and public access block of an access point cannot be changed. A new one would have another alias, and every client that uses the old alias would fail.',
  message: ({ name, changes }) => `access point ${showValue(name)} would be replaced and its alias lost, since its ${changes.join(' and ')} changed; nothing was touched`,
  fix: 'undo the change, declare a second access point beside it, or accept the new alias with replacement: ReplacementPolicy.ALLOW',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP904_TIMED_OUT = diagnostic<{ what: string; minutes: number; state: string; token: string | undefined; consequence: string }>({
  id: 'MRAP904',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Operation timed out',
  why: 'CloudFormation ends every custom resource after an hour.',
  message: ({ what, minutes, state, consequence }) => `${what} was not done after ${minutes} minutes, last seen: ${state}; ${consequence}`,
  fix: ({ token }) => (token === undefined ? 'deploy again' : `follow it with "npx cdk-s3-mrap watch ${token}", then deploy again`),
  source: DESCRIBE,
});

export const MRAP905_ADOPTION_REFUSED = diagnostic<{ name: string; differences: string[] }>({
  id: 'MRAP905',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Adoption refused',
  why: 'Only an access point that is READY and has exactly the declared buckets and public access block can be taken over: neither can be changed afterwards.',
  message: ({ name, differences }) => `access point ${showValue(name)} cannot be adopted, it differs: ${differences.join('; ')}`,
  fix: 'declare what exists, or choose another name',
  source: GET,
});

export const MRAP906_ACCESS_POINT_MISSING = diagnostic<{ name: string; alias: string }>({
  id: 'MRAP906',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Access point missing',
  why: 'Something else deleted it; the alias is never given out again.',
  message: ({ name, alias }) => `access point ${showValue(name)} with alias ${showValue(alias)} is gone, expected it to be there`,
  fix: 'remove the construct from the application and deploy, then add it again',
  source: GET,
});

export const MRAP907_ACCESS_POINT_NOT_DELETED = diagnostic<{ name: string; reason: string }>({
  id: 'MRAP907',
  origin: 'deployment',
  severity: FindingSeverity.WARNING,
  title: 'Access point not deleted',
  why: 'It could not be proved that this resource made it, and nothing is deleted without proof.',
  message: ({ name, reason }) => `access point ${showValue(name)} was not deleted: ${reason}`,
  fix: 'delete it by hand if it is yours, or take it over with existing: ExistingAccessPointPolicy.ADOPT',
  source: DELETE,
});

export const MRAP908_DELETION_FAILED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP908',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Deletion failed',
  why: 'S3 refused to delete the access point, at once or in one of its Regions.',
  message: ({ name, cause }) => `access point ${showValue(name)} could not be deleted: ${cause}`,
  fix: ({ advice }) => advice,
  source: DELETE,
});

export const MRAP909_POLICY_REFUSED = diagnostic<{ name: string; cause: string; advice: string }>({
  id: 'MRAP909',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Policy refused by S3',
  why: 'S3 refused the policy of the access point; the former one stays in force.',
  message: ({ name, cause }) => `policy of access point ${showValue(name)} could not be set: ${cause}`,
  fix: ({ advice }) => advice,
  source: PUT_POLICY,
});

export const MRAP916_MALFORMED_PROPERTIES = diagnostic<{ cause: string }>({
  id: 'MRAP916',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Malformed properties of a custom resource',
  why: 'The template was not written by this library, or was changed by an escape hatch.',
  message: ({ cause }) => cause,
  fix: 'remove the override, or correct it',
  source: CUSTOM_RESOURCES,
});

export const MRAP917_ADOPTION_OVERWRITES_POLICY = diagnostic<{ name: string; differences: string[] }>({
  id: 'MRAP917',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Adoption overwrites a policy',
  why: 'An access point has one policy, and it cannot be brought back: whoever relies on the present one would be locked out.',
  message: ({ name, differences }) => `adopted access point ${showValue(name)} has a policy that this application does not declare: ${differences.join('; ')}`,
  fix: 'declare the same statements with addToResourcePolicy, or clear the policy first',
  source: PUT_POLICY,
});

export const MRAP918_UNEXPECTED_FAILURE = diagnostic<{ cause: string }>({
  id: 'MRAP918',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Unexpected failure of a handler',
  why: 'Neither S3 nor the declaration explains it.',
  message: ({ cause }) => `the handler failed: ${cause}`,
  fix: 'deploy again; if it fails again, report it with the log of the handler',
  source: CUSTOM_RESOURCES,
});

export const MRAP919_TOO_MANY_REPLACEMENTS = diagnostic<{ name: string }>({
  id: 'MRAP919',
  origin: 'deployment',
  severity: FindingSeverity.ERROR,
  title: 'Too many replacements of one access point',
  why: 'The id of a replacement holds the id of what it replaced, for a rollback to go back to it, and an id has 1,024 bytes at most.',
  message: ({ name }) => `access point ${showValue(name)} has been replaced so often that its id has no room for another replacement`,
  fix: 'declare a second access point beside it, let clients move, and remove this one',
  source: CUSTOM_RESOURCES,
});
