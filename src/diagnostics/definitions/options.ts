import { LIMITS } from '../../facts/limits';
import { type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFORMATION_TYPE: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html',
  date: '2026-04-13',
};
const ROLE_POLICIES = LIMITS.ROLE_INLINE_POLICIES;

export const MRAP751_UNSUPPORTED_OPTION = diagnostic<{ option: string }>({
  id: 'MRAP751',
  severity: FindingSeverity.ERROR,
  title: 'Unsupported option of the CloudFormation type',
  why: 'With Provisioning.cloudFormation() CloudFormation waits and creates by itself; nothing of ours could honour the option.',
  message: ({ option }) => `${option} has no meaning with Provisioning.cloudFormation()`,
  fix: ({ option }) => `remove ${option}, or use Provisioning.customResource()`,
  source: CLOUDFORMATION_TYPE,
});

export const MRAP752_NAME_REQUIRED = diagnostic<Record<string, never>>({
  id: 'MRAP752',
  severity: FindingSeverity.ERROR,
  title: 'Name required by the CloudFormation type',
  why: 'CloudFormation would generate a name at every replacement, and a replacement would go through unseen.',
  message: () => 'Provisioning.cloudFormation() needs a name, got none',
  fix: 'set multiRegionAccessPointName',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP753_NAME_TOO_LONG_TO_REPLACE = diagnostic<{ name: string; limit: number }>({
  id: 'MRAP753',
  severity: FindingSeverity.ERROR,
  title: 'Name too long to replace the access point',
  why: 'A replacement is named after the old access point and a hash of its buckets, which must fit into 50 characters.',
  message: ({ name, limit }) => `name is too long where replacement is allowed, got ${showValue(name)} of ${name.length} characters, expected at most ${limit}`,
  fix: 'shorten the name, or forbid replacement',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP754_TIMEOUT_OUT_OF_RANGE = diagnostic<{ seconds: number; min: number; max: number }>({
  id: 'MRAP754',
  severity: FindingSeverity.ERROR,
  title: 'Timeout out of range',
  why: 'CloudFormation ends every custom resource after an hour; ours must end first, to say why.',
  message: ({ seconds, min, max }) =>
    `timeout is out of range, got ${Number.isNaN(seconds) ? 'a token' : `${seconds} seconds`}, expected ${min} to ${max} seconds known at synthesis`,
  fix: 'choose a timeout in that range, or Provisioning.cloudFormation(), which waits longer',
  source: LIMITS.SERVICE_TIMEOUT.source,
});

export const MRAP755_CONFLICTING_HANDLER_SETTINGS = diagnostic<{ setting: string; stack: string }>({
  id: 'MRAP755',
  severity: FindingSeverity.ERROR,
  title: 'Conflicting handler settings in one stack',
  why: 'All access points of a stack share the handlers: one of the two callers would silently lose.',
  message: ({ setting, stack }) => `${setting} of the handlers of stack ${showValue(stack)} is configured twice with different values`,
  fix: 'configure it once for the stack, or use two stacks',
  source: { url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html', date: '2026-11-10' },
});

export const MRAP756_HANDLER_ROLE_TOO_LARGE = diagnostic<{ stack: string; characters: number; limit: number; constructs: number }>({
  id: 'MRAP756',
  severity: FindingSeverity.ERROR,
  title: 'Handler role permissions too large for IAM',
  why: `The inline policies of a role share ${ROLE_POLICIES.value} characters, and an update attaches old and new ones together.`,
  message: ({ stack, characters, limit, constructs }) =>
    `permissions of stack ${showValue(stack)} are too large for one role, got ${characters} characters for ${constructs} constructs, expected at most ${limit}`,
  fix: 'split the access points over several stacks',
  source: ROLE_POLICIES.source,
});

export const MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS = diagnostic<Record<string, never>>({
  id: 'MRAP757',
  severity: FindingSeverity.ERROR,
  title: 'Replacement by CloudFormation with unknown buckets',
  why: 'The successor\'s name is derived from the set of buckets, which must be known when the template is written.',
  message: () => 'ReplacementPolicy.ALLOW with Provisioning.cloudFormation() needs bucket names and accounts known at synthesis, got tokens',
  fix: 'name the buckets, or use Provisioning.customResource()',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP758_ATTRIBUTE_NOT_IMPORTED = diagnostic<{ attribute: string }>({
  id: 'MRAP758',
  severity: FindingSeverity.ERROR,
  title: 'Attribute not available on an imported access point',
  why: 'Name and alias cannot be derived from each other.',
  message: ({ attribute }) => `${attribute} is unknown for an access point imported by ARN`,
  fix: 'import it with fromMultiRegionAccessPointAttributes, which takes both name and ARN',
  source: userGuide('multi-region-access-point-naming'),
});

export const MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN = diagnostic<{ bucket: string }>({
  id: 'MRAP759',
  severity: FindingSeverity.ERROR,
  title: 'Imported bucket with its Region unknown',
  why: 'An imported bucket reports the Region of the stack that imports it, wherever it really is.',
  message: ({ bucket }) => `region of imported bucket ${showValue(bucket)} is not known, got the region of the importing stack`,
  fix: 'give the region: UnderlyingBucket.fromBucket(bucket, { region }), or UnderlyingBucket.fromBucketName(name, region)',
  source: { url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html', date: '2026-11-10' },
});

export const MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER = diagnostic<{ grantee: string }>({
  id: 'MRAP760',
  severity: FindingSeverity.ERROR,
  title: 'Grantee cannot receive failover permissions',
  why: 'Control operations work in the account of the access point only, by a statement of the caller\'s own policies.',
  message: ({ grantee }) => `failover cannot be granted to ${grantee}, expected an identity of the access point's account whose policies can be changed`,
  fix: 'grant it to a role of that account, and let the other party assume the role',
  source: userGuide('MrapOperations'),
});

export const MRAP761_KEY_POLICY_LACKS_GRANTEE = diagnostic<{ grantee: string; keys: string[] }>({
  id: 'MRAP761',
  severity: FindingSeverity.WARNING,
  title: 'Key policy of a member lacks the grantee',
  why: 'A principal of another account, or a service, is allowed a key only by the key\'s own policy; without it requests fail with 403 AccessDenied.',
  message: ({ grantee, keys }) => `keys of the members cannot be granted from here to ${grantee}, got keys ${showValue(keys)}`,
  fix: 'add kms:Decrypt (to read) and kms:GenerateDataKey (to write) for the grantee to each key policy, and acknowledge this',
  source: { url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html', date: '2026-04-13' },
});

export const MRAP762_KEY_IN_ANOTHER_STACK = diagnostic<{ bucket: string }>({
  id: 'MRAP762',
  severity: FindingSeverity.WARNING,
  title: 'Key of a member in another stack',
  why: 'The key is made in another stack: a reference to it would tie this stack to that Region, so grants leave the key out and requests may fail with 403.',
  message: ({ bucket }) => `key of bucket ${showValue(bucket)} is in another stack, got no ARN known at synthesis`,
  fix: 'give the alias ARN: UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn })',
  source: { url: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html', date: '2026-04-13' },
});

export const MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT = diagnostic<{ accessPoint: string; statement: string }>({
  id: 'MRAP763',
  severity: FindingSeverity.WARNING,
  title: 'Policy of an imported access point',
  why: 'An access point has one policy, which the application that creates it writes; without the statement requests fail with 403.',
  message: ({ accessPoint, statement }) => `policy of imported access point ${showValue(accessPoint)} cannot be changed from here, expected it to hold ${statement}`,
  fix: 'add the statement where the access point is declared, and acknowledge this',
  source: userGuide('MultiRegionAccessPointPermissions'),
});

export const MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK = diagnostic<{ bucket: string; region: string }>({
  id: 'MRAP764',
  severity: FindingSeverity.ERROR,
  title: 'Unnamed bucket in another stack',
  why: 'The name would have to be looked up in the other Region at every deployment: that Region lost, and the home stack could not be deployed.',
  message: ({ bucket, region }) => `bucket ${showValue(bucket)} in region ${showValue(region)} has no name known at synthesis`,
  fix: 'give the bucket a bucketName',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/resources.html', date: '2026-11-10' },
});

export const MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN = diagnostic<{ bucket: string }>({
  id: 'MRAP765',
  severity: FindingSeverity.ERROR,
  title: 'Replicated bucket with its Region unknown',
  why: 'Rules, their priorities and the stacks that they are in follow from Regions.',
  message: ({ bucket }) => `region of bucket ${showValue(bucket)} is a token, expected one known at synthesis`,
  fix: 'give the stack an env with a region, or the bucket its region',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/environments.html', date: '2026-11-10' },
});

export const MRAP766_REPLICATION_ROLE_TOO_LARGE = diagnostic<{ replication: string; characters: number; limit: number }>({
  id: 'MRAP766',
  severity: FindingSeverity.ERROR,
  title: 'Replication role permissions too large for IAM',
  why: `The inline policies of a role share ${ROLE_POLICIES.value} characters.`,
  message: ({ replication, characters, limit }) =>
    `permissions of replication ${showValue(replication)} are too large for one role, got ${characters} characters, expected at most ${limit}`,
  fix: 'shorten bucket names, give all keys one alias name, or split the buckets over two replications',
  source: ROLE_POLICIES.source,
});

export const MRAP767_REGION_IS_TOKEN = diagnostic<{ what: string }>({
  id: 'MRAP767',
  severity: FindingSeverity.ERROR,
  title: 'Region is a token',
  why: 'A bucket in another Region than the stack\'s needs a stack there, which must be known when the application is synthesized.',
  message: ({ what }) => `${what} is a token, expected a region known at synthesis`,
  fix: 'write the region down, for a stack as env: { region }',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/environments.html', date: '2026-11-10' },
});

export const MRAP768_BUCKET_PREFIX_TOO_LONG = diagnostic<{ prefix: string; region: string; limit: number }>({
  id: 'MRAP768',
  severity: FindingSeverity.ERROR,
  title: 'Bucket name prefix too long',
  why: 'A bucket name has 63 characters at most, the Region and, in the account\'s own namespace, account and suffix included.',
  message: ({ prefix, region, limit }) =>
    `bucketNamePrefix is too long for region ${showValue(region)}, got ${showValue(prefix)} of ${prefix.length} characters, expected at most ${limit}`,
  fix: 'shorten bucketNamePrefix',
  source: userGuide('bucketnamingrules'),
});

export const MRAP769_NO_BUCKET_IN_REGION = diagnostic<{ region: string; regions: string[] }>({
  id: 'MRAP769',
  severity: FindingSeverity.ERROR,
  title: 'No bucket in the requested Region',
  why: 'There is one bucket in each declared Region and none elsewhere.',
  message: ({ region, regions }) => `region ${showValue(region)} has no bucket here, got regions ${showValue(regions)}`,
  fix: 'ask for a declared region',
  source: userGuide('multi-region-access-point-buckets'),
});

export const MRAP770_BUCKET_GRANT_ACROSS_STACKS = diagnostic<{ bucket: string; grantee: string; region: string }>({
  id: 'MRAP770',
  severity: FindingSeverity.ERROR,
  title: 'Bucket grant to a principal across stacks',
  why: 'The principal would be named in a policy that deploys before it exists, and the bucket in a template of another Region; clients reach buckets through the access point.',
  message: ({ bucket, grantee, region }) => `bucket ${showValue(bucket)} in region ${showValue(region)} cannot be granted to ${showValue(grantee)} of another stack`,
  fix: 'use grants of the access point: accessPoint.grants.readWrite(role)',
  source: userGuide('MultiRegionAccessPointPermissions'),
});

export const MRAP771_REGION_ENTRIES_MISMATCH = diagnostic<{ what: string; missing: string[]; extra: string[] }>({
  id: 'MRAP771',
  severity: FindingSeverity.ERROR,
  title: 'Region entries mismatch',
  why: 'Keys and log buckets serve the buckets of their own Region alone.',
  message: ({ what, missing, extra }) => `${what} do not fit the regions, missing for ${showValue(missing)}, given for no bucket in ${showValue(extra)}`,
  fix: 'give one for each region',
  source: userGuide('UsingKMSEncryption'),
});

export const MRAP772_SYNTHESIZER_NOT_COPIED = diagnostic<{ stack: string }>({
  id: 'MRAP772',
  severity: FindingSeverity.WARNING,
  title: 'Synthesizer not copied to support stacks',
  why: 'A synthesizer that serves one stack only cannot be shared, so the stacks in other Regions use the default of the application.',
  message: ({ stack }) => `synthesizer of stack ${showValue(stack)} serves no other stack`,
  fix: 'set defaultStackSynthesizer of the App, or acknowledge this',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/customize-synth.html', date: '2026-11-10' },
});

export const MRAP773_STACK_NAME_TOO_LONG = diagnostic<{ stack: string; limit: number }>({
  id: 'MRAP773',
  severity: FindingSeverity.ERROR,
  title: 'Stack name too long',
  why: 'It is the name of the home stack with the Region appended; CloudFormation refuses longer ones.',
  message: ({ stack, limit }) => `stack name is too long, got ${showValue(stack)} of ${stack.length} characters, expected at most ${limit}`,
  fix: 'shorten the name of the home stack',
  source: { url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html', date: '2026-04-13' },
});

export const MRAP774_INCONSISTENT_GENERATIONS = diagnostic<{ problem: string }>({
  id: 'MRAP774',
  severity: FindingSeverity.ERROR,
  title: 'Inconsistent access point generations',
  why: 'Each generation is an access point over some of the same buckets, told from the others by its id, and found again by it at every deployment.',
  message: ({ problem }) => `generations of the access point do not fit together: ${problem}`,
  fix: 'give each generation an id of its own, and regions that have buckets',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP775_TOPOLOGY_MISMATCH = diagnostic<{ problem: string; regions: string[] }>({
  id: 'MRAP775',
  severity: FindingSeverity.ERROR,
  title: 'Replication topology mismatch',
  why: 'A replication leads from one of its buckets to another one, and names them by their Regions.',
  message: ({ problem, regions }) => `${problem}, got buckets in regions ${showValue(regions)}`,
  fix: 'name regions of the buckets, at least one source and another destination',
  source: userGuide('mrap-create-one-way-replication-rules'),
});

export const MRAP776_DIFFERENT_LOCK_RETENTIONS = diagnostic<{ retentions: Record<string, string> }>({
  id: 'MRAP776',
  severity: FindingSeverity.ERROR,
  title: 'Different Object Lock retentions with two-way replication',
  why: 'A replica keeps the lock of its original: for how long an object is locked would follow from which bucket its request happened to reach.',
  message: ({ retentions }) => `default retention differs among buckets that replicate both ways, got ${showValue(retentions)}`,
  fix: 'give all of them the same default retention, or replicate one way',
  source: userGuide('object-lock'),
});
