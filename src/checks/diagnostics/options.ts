import { LIMITS } from '../../facts/limits';
import { type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFORMATION_TYPE: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html',
  date: '2026-04-13',
};
const ROLE_POLICIES = LIMITS.ROLE_INLINE_POLICIES;

export const MRAP751 = diagnostic<{ option: string }>({
  id: 'MRAP751',
  row: 'O1',
  severity: FindingSeverity.ERROR,
  title: 'Option that CloudFormation\'s own type does not have',
  why: 'With Provisioning.cloudFormation() CloudFormation waits and creates by itself; nothing of ours could honour the option.',
  message: ({ option }) => `${option} has no meaning with Provisioning.cloudFormation()`,
  fix: ({ option }) => `remove ${option}, or use Provisioning.customResource()`,
  source: CLOUDFORMATION_TYPE,
});

export const MRAP752 = diagnostic<Record<string, never>>({
  id: 'MRAP752',
  row: 'O2',
  severity: FindingSeverity.ERROR,
  title: 'CloudFormation\'s own type without a name',
  why: 'CloudFormation would generate a name at every replacement, and a replacement would go through unseen.',
  message: () => 'Provisioning.cloudFormation() needs a name, got none',
  fix: 'set multiRegionAccessPointName',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP753 = diagnostic<{ name: string; limit: number }>({
  id: 'MRAP753',
  row: 'O3',
  severity: FindingSeverity.ERROR,
  title: 'Name leaves no room for its successor\'s',
  why: 'A replacement is named after the old access point and a hash of its buckets, which must fit into 50 characters.',
  message: ({ name, limit }) => `name is too long where replacement is allowed, got ${show(name)} of ${name.length} characters, expected at most ${limit}`,
  fix: 'shorten the name, or forbid replacement',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP754 = diagnostic<{ seconds: number; min: number; max: number }>({
  id: 'MRAP754',
  row: 'O4',
  severity: FindingSeverity.ERROR,
  title: 'Timeout out of range',
  why: 'CloudFormation ends every custom resource after an hour; ours must end first, to say why.',
  message: ({ seconds, min, max }) =>
    `timeout is out of range, got ${Number.isNaN(seconds) ? 'a token' : `${seconds} seconds`}, expected ${min} to ${max} seconds known at synthesis`,
  fix: 'choose a timeout in that range, or Provisioning.cloudFormation(), which waits longer',
  source: LIMITS.SERVICE_TIMEOUT.source,
});

export const MRAP755 = diagnostic<{ setting: string; stack: string }>({
  id: 'MRAP755',
  row: 'O5',
  severity: FindingSeverity.ERROR,
  title: 'Two values for one setting of the handlers',
  why: 'All access points of a stack share the handlers: one of the two callers would silently lose.',
  message: ({ setting, stack }) => `${setting} of the handlers of stack ${show(stack)} is configured twice with different values`,
  fix: 'configure it once for the stack, or use two stacks',
  source: { url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html', date: '2026-11-10' },
});

export const MRAP756 = diagnostic<{ stack: string; characters: number; limit: number; constructs: number }>({
  id: 'MRAP756',
  row: 'O6',
  severity: FindingSeverity.ERROR,
  title: 'Handlers\' role would outgrow IAM\'s limit',
  why: `The inline policies of a role share ${ROLE_POLICIES.value} characters, and an update attaches old and new ones together.`,
  message: ({ stack, characters, limit, constructs }) =>
    `permissions of stack ${show(stack)} are too large for one role, got ${characters} characters for ${constructs} constructs, expected at most ${limit}`,
  fix: 'split the access points over several stacks',
  source: ROLE_POLICIES.source,
});

export const MRAP757 = diagnostic<Record<string, never>>({
  id: 'MRAP757',
  row: 'O7',
  severity: FindingSeverity.ERROR,
  title: 'Replacement by CloudFormation over buckets unknown at synthesis',
  why: 'The successor\'s name is derived from the set of buckets, which must be known when the template is written.',
  message: () => 'ReplacementPolicy.ALLOW with Provisioning.cloudFormation() needs bucket names and accounts known at synthesis, got tokens',
  fix: 'name the buckets, or use Provisioning.customResource()',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP758 = diagnostic<{ attribute: string }>({
  id: 'MRAP758',
  row: 'O8',
  severity: FindingSeverity.ERROR,
  title: 'Attribute that an import does not have',
  why: 'Name and alias cannot be derived from each other.',
  message: ({ attribute }) => `${attribute} is unknown for an access point imported by ARN`,
  fix: 'import it with fromMultiRegionAccessPointAttributes, which takes both name and ARN',
  source: userGuide('multi-region-access-point-naming'),
});

export const MRAP759 = diagnostic<{ bucket: string }>({
  id: 'MRAP759',
  row: 'O9',
  severity: FindingSeverity.ERROR,
  title: 'Region of an imported bucket is not said',
  why: 'An imported bucket reports the Region of the stack that imports it, wherever it really is.',
  message: ({ bucket }) => `region of imported bucket ${show(bucket)} is not known, got the region of the importing stack`,
  fix: 'give the region: UnderlyingBucket.fromBucket(bucket, { region }), or UnderlyingBucket.fromBucketName(name, region)',
  source: { url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html', date: '2026-11-10' },
});

export const MRAP760 = diagnostic<{ grantee: string }>({
  id: 'MRAP760',
  row: 'O10',
  severity: FindingSeverity.ERROR,
  title: 'Failover granted to whom it cannot be granted',
  why: 'Control operations work in the account of the access point only, by a statement of the caller\'s own policies.',
  message: ({ grantee }) => `failover cannot be granted to ${grantee}, expected an identity of the access point's account whose policies can be changed`,
  fix: 'grant it to a role of that account, and let the other party assume the role',
  source: userGuide('MrapOperations'),
});

export const MRAP761 = diagnostic<{ grantee: string; keys: string[] }>({
  id: 'MRAP761',
  row: 'O11',
  severity: FindingSeverity.WARNING,
  title: 'Keys of the members do not know the grantee',
  why: 'A principal of another account, or a service, is allowed a key only by the key\'s own policy; without it requests fail with 403 AccessDenied.',
  message: ({ grantee, keys }) => `keys of the members cannot be granted from here to ${grantee}, got keys ${show(keys)}`,
  fix: 'add kms:Decrypt (to read) and kms:GenerateDataKey (to write) for the grantee to each key policy, and acknowledge this',
  source: { url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html', date: '2026-04-13' },
});

export const MRAP762 = diagnostic<{ bucket: string }>({
  id: 'MRAP762',
  row: 'O12',
  severity: FindingSeverity.WARNING,
  title: 'Key of a member cannot be named here',
  why: 'The key is made in another stack: a reference to it would tie this stack to that Region, so grants leave the key out and requests may fail with 403.',
  message: ({ bucket }) => `key of bucket ${show(bucket)} is in another stack, got no ARN known at synthesis`,
  fix: 'give the alias ARN: UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn })',
  source: { url: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html', date: '2026-04-13' },
});

export const MRAP763 = diagnostic<{ accessPoint: string; statement: string }>({
  id: 'MRAP763',
  row: 'O13',
  severity: FindingSeverity.WARNING,
  title: 'Policy of an imported access point',
  why: 'An access point has one policy, which the application that creates it writes; without the statement requests fail with 403.',
  message: ({ accessPoint, statement }) => `policy of imported access point ${show(accessPoint)} cannot be changed from here, expected it to hold ${statement}`,
  fix: 'add the statement where the access point is declared, and acknowledge this',
  source: userGuide('MultiRegionAccessPointPermissions'),
});

export const MRAP764 = diagnostic<{ bucket: string; region: string }>({
  id: 'MRAP764',
  row: 'O14',
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket of another stack without a name',
  why: 'The name would have to be looked up in the other Region at every deployment: that Region lost, and the home stack could not be deployed.',
  message: ({ bucket, region }) => `bucket ${show(bucket)} in region ${show(region)} has no name known at synthesis`,
  fix: 'give the bucket a bucketName',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/resources.html', date: '2026-11-10' },
});

export const MRAP765 = diagnostic<{ bucket: string }>({
  id: 'MRAP765',
  row: 'O15',
  severity: FindingSeverity.ERROR,
  title: 'Region of a replicated bucket is not known',
  why: 'Rules, their priorities and the stacks that they are in follow from Regions.',
  message: ({ bucket }) => `region of bucket ${show(bucket)} is a token, expected one known at synthesis`,
  fix: 'give the stack an env with a region, or the bucket its region',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/environments.html', date: '2026-11-10' },
});

export const MRAP766 = diagnostic<{ replication: string; characters: number; limit: number }>({
  id: 'MRAP766',
  row: 'O16',
  severity: FindingSeverity.ERROR,
  title: 'Replication role would outgrow IAM\'s limit',
  why: `The inline policies of a role share ${ROLE_POLICIES.value} characters.`,
  message: ({ replication, characters, limit }) =>
    `permissions of replication ${show(replication)} are too large for one role, got ${characters} characters, expected at most ${limit}`,
  fix: 'shorten bucket names, give all keys one alias name, or split the buckets over two replications',
  source: ROLE_POLICIES.source,
});

export const MRAP767 = diagnostic<{ what: string }>({
  id: 'MRAP767',
  row: 'O17',
  severity: FindingSeverity.ERROR,
  title: 'Region that decides which stacks exist is a token',
  why: 'A bucket in another Region than the stack\'s needs a stack there, which must be known when the application is synthesized.',
  message: ({ what }) => `${what} is a token, expected a region known at synthesis`,
  fix: 'write the region down, for a stack as env: { region }',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/environments.html', date: '2026-11-10' },
});

export const MRAP768 = diagnostic<{ prefix: string; region: string; limit: number }>({
  id: 'MRAP768',
  row: 'O18',
  severity: FindingSeverity.ERROR,
  title: 'Bucket name prefix leaves no room for the Region',
  why: 'A bucket name has 63 characters at most, the Region and, in the account\'s own namespace, account and suffix included.',
  message: ({ prefix, region, limit }) =>
    `bucketNamePrefix is too long for region ${show(region)}, got ${show(prefix)} of ${prefix.length} characters, expected at most ${limit}`,
  fix: 'shorten bucketNamePrefix',
  source: userGuide('bucketnamingrules'),
});

export const MRAP769 = diagnostic<{ region: string; regions: string[] }>({
  id: 'MRAP769',
  row: 'O19',
  severity: FindingSeverity.ERROR,
  title: 'No bucket in the Region asked for',
  why: 'There is one bucket in each declared Region and none elsewhere.',
  message: ({ region, regions }) => `region ${show(region)} has no bucket here, got regions ${show(regions)}`,
  fix: 'ask for a declared region',
  source: userGuide('multi-region-access-point-buckets'),
});

export const MRAP770 = diagnostic<{ bucket: string; grantee: string; region: string }>({
  id: 'MRAP770',
  row: 'O20',
  severity: FindingSeverity.ERROR,
  title: 'Grant of one bucket to a principal of another stack',
  why: 'The principal would be named in a policy that deploys before it exists, and the bucket in a template of another Region; clients reach buckets through the access point.',
  message: ({ bucket, grantee, region }) => `bucket ${show(bucket)} in region ${show(region)} cannot be granted to ${show(grantee)} of another stack`,
  fix: 'use grants of the access point: accessPoint.grants.readWrite(role)',
  source: userGuide('MultiRegionAccessPointPermissions'),
});

export const MRAP771 = diagnostic<{ what: string; missing: string[]; extra: string[] }>({
  id: 'MRAP771',
  row: 'O21',
  severity: FindingSeverity.ERROR,
  title: 'Not one for each Region',
  why: 'Keys and log buckets serve the buckets of their own Region alone.',
  message: ({ what, missing, extra }) => `${what} do not fit the regions, missing for ${show(missing)}, given for no bucket in ${show(extra)}`,
  fix: 'give one for each region',
  source: userGuide('UsingKMSEncryption'),
});

export const MRAP772 = diagnostic<{ stack: string }>({
  id: 'MRAP772',
  row: 'O22',
  severity: FindingSeverity.WARNING,
  title: 'Synthesizer is not carried over to the stacks of other Regions',
  why: 'A synthesizer that serves one stack only cannot be shared, so the stacks in other Regions use the default of the application.',
  message: ({ stack }) => `synthesizer of stack ${show(stack)} serves no other stack`,
  fix: 'set defaultStackSynthesizer of the App, or acknowledge this',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/customize-synth.html', date: '2026-11-10' },
});

export const MRAP773 = diagnostic<{ stack: string; limit: number }>({
  id: 'MRAP773',
  row: 'O23',
  severity: FindingSeverity.ERROR,
  title: 'Name of a stack in another Region is too long',
  why: 'It is the name of the home stack with the Region appended; CloudFormation refuses longer ones.',
  message: ({ stack, limit }) => `stack name is too long, got ${show(stack)} of ${stack.length} characters, expected at most ${limit}`,
  fix: 'shorten the name of the home stack',
  source: { url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html', date: '2026-04-13' },
});

export const MRAP774 = diagnostic<{ problem: string }>({
  id: 'MRAP774',
  row: 'O24',
  severity: FindingSeverity.ERROR,
  title: 'Generations do not fit together',
  why: 'Each generation is an access point over some of the same buckets, told from the others by its id, and found again by it at every deployment.',
  message: ({ problem }) => `generations of the access point do not fit together: ${problem}`,
  fix: 'give each generation an id of its own, and regions that have buckets',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP775 = diagnostic<{ problem: string; regions: string[] }>({
  id: 'MRAP775',
  row: 'O25',
  severity: FindingSeverity.ERROR,
  title: 'Replication topology does not fit the buckets',
  why: 'A replication leads from one of its buckets to another one, and names them by their Regions.',
  message: ({ problem, regions }) => `${problem}, got buckets in regions ${show(regions)}`,
  fix: 'name regions of the buckets, at least one source and another destination',
  source: userGuide('mrap-create-one-way-replication-rules'),
});

export const MRAP776 = diagnostic<{ retentions: Record<string, string> }>({
  id: 'MRAP776',
  row: 'O26',
  severity: FindingSeverity.ERROR,
  title: 'Buckets that replicate both ways lock objects for different times',
  why: 'A replica keeps the lock of its original: for how long an object is locked would follow from which bucket its request happened to reach.',
  message: ({ retentions }) => `default retention differs among buckets that replicate both ways, got ${show(retentions)}`,
  fix: 'give all of them the same default retention, or replicate one way',
  source: userGuide('object-lock'),
});
