import { SERVICE_LIMITS } from '../../facts/limits';
import { makeCdkGuideSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');
const ENVIRONMENTS = makeCdkGuideSource('environments');
const ROLE_POLICIES = SERVICE_LIMITS.ROLE_INLINE_POLICIES;

export const MRAP744_EMPTY_LIST = defineDiagnostic<{ property: string }>({
  id: 'MRAP744',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Empty list of access points',
  why: 'The statements of a policy would name no resource, and AWS refuses the policy or no request matches it.',
  message: ({ property }) => `${property} is empty, got no access point, expected at least one`,
  fix: ({ property }) => `set one or more access points in ${property}`,
  source: makeS3UserGuideSource('MultiRegionAccessPointPermissions'),
});

export const MRAP745_REGION_WITHOUT_ACCOUNT_NAMESPACE = defineDiagnostic<{ region: string }>({
  id: 'MRAP745',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Region without the account-Regional namespace',
  why: 'S3 does not document account-Regional bucket names in this Region, so the creation of the bucket can fail.',
  message: ({ region }) =>
    `bucket in Region ${showValue(region)} has a name in the account-Regional namespace, expected another Region`,
  fix: 'remove accountRegionalNamespace or the Region',
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP755_CONFLICTING_HANDLER_SETTINGS = defineDiagnostic<{ setting: string; stack: string }>({
  id: 'MRAP755',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Conflicting handler settings in one stack',
  why: 'All access points of a stack share the handlers, so only one of two values could take effect.',
  message: ({ setting, stack }) =>
    `handler setting ${setting} of stack ${showValue(stack)} has conflicting values, got two, expected one`,
  fix: 'configure the setting once for the stack, or use two stacks',
  source: {
    url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html',
    date: '2026-11-10',
  },
});

export const MRAP756_HANDLER_ROLE_TOO_LARGE = defineDiagnostic<{
  stack: string;
  characters: number;
  limit: number;
  constructs: number;
  maxConstructs: number;
}>({
  id: 'MRAP756',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Handler role permissions too large for IAM',
  why:
    'A role can have 10 managed policies of 6,144 characters each, for buckets and roles with known names, and '
    + `inline policies of ${ROLE_POLICIES.value} characters together, for buckets and roles with generated names. `
    + 'During an update, the role has the old and the new policies.',
  message: ({ stack, characters, limit, constructs, maxConstructs }) =>
    `handler role of stack ${showValue(stack)} has too many permissions, got ${characters} characters for `
    + `${constructs} constructs, expected at most ${limit} characters, which suffice for about ${maxConstructs} `
    + 'such constructs',
  fix: 'distribute the access points to several stacks',
  source: ROLE_POLICIES.source,
});
export const MRAP758_ATTRIBUTE_NOT_IMPORTED = defineDiagnostic<{ attribute: string }>({
  id: 'MRAP758',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Attribute not available on an imported access point',
  why: 'The ARN contains the alias, and the name cannot be derived from it.',
  message: ({ attribute }) =>
    `${attribute} is not known, got an access point that was imported by ARN, expected one that was imported with `
    + 'its name',
  fix: 'import the access point with fromMultiRegionAccessPointAttributes, and set both name and ARN',
  source: makeS3UserGuideSource('multi-region-access-point-naming'),
});

export const MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP759',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Imported bucket with its Region unknown',
  why: 'The Region of an imported bucket is by default the Region of the stack that imports it, which may be wrong.',
  message: ({ bucket }) =>
    `Region of imported bucket ${showValue(bucket)} is not known, got the Region of the importing stack, `
      + 'expected a '
    + 'declared Region',
  fix: 'set region in UnderlyingBucket.fromBucket, or use UnderlyingBucket.fromBucketName',
  source: { url: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html', date: '2026-11-10' },
});

export const MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER = defineDiagnostic<{ grantee: string }>({
  id: 'MRAP760',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Grantee cannot receive failover permissions',
  why:
    'Control operations work only for identities in the account of the access point, with a statement in the '
    + 'policies of the identity.',
  message: ({ grantee }) => `grantee cannot receive failover permissions, got ${grantee}, `
    + 'expected an identity in the account of the access point whose policies this application can change',
  fix: 'grant the permissions to a role in that account, and let the grantee assume the role',
  source: makeS3UserGuideSource('MrapOperations'),
});

export const MRAP761_KEY_POLICY_LACKS_GRANTEE = defineDiagnostic<{ grantee: string; keys: string[] }>({
  id: 'MRAP761',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Key policy of a member lacks the grantee',
  why:
    'Only the policy of a key can allow a service or a principal of another account. Without it, requests fail with '
    + '403 AccessDenied.',
  message: ({ grantee, keys }) =>
    `key policies of the members cannot be changed in this application, got keys ${showValue(keys)}, `
    + `expected statements that allow ${grantee}`,
  fix:
    'allow the grantee kms:Decrypt (to read) and kms:GenerateDataKey (to write) in each key policy, and acknowledge '
    + 'this warning',
  source: {
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
    date: '2026-04-13',
  },
});

export const MRAP762_KEY_IN_ANOTHER_STACK = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP762',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Key of a member in another stack',
  why:
    'A reference to the key would make this stack depend on the Region of the key. Grants therefore omit the key, '
    + 'and requests may fail with 403.',
  message: ({ bucket }) =>
    `key of bucket ${showValue(bucket)} is in another stack, got an ARN that is not known at synthesis, `
      + 'expected the '
    + 'ARN of an alias',
  fix: 'set encryptionKeyArn of the underlying bucket to the ARN of an alias',
  source: { url: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html', date: '2026-04-13' },
});

export const MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT = defineDiagnostic<{ accessPoint: string; statement: string }>({
  id: 'MRAP763',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Policy of an imported access point',
  why:
    'Only the application that creates an access point can write its policy. Without the statement, requests fail '
    + 'with 403.',
  message: ({ accessPoint, statement }) =>
    `policy of imported access point ${showValue(accessPoint)} cannot be changed in this application, `
      + 'expected it to '
    + `contain ${statement}`,
  fix: 'add the statement in the application that declares the access point, and acknowledge this warning',
  source: makeS3UserGuideSource('MultiRegionAccessPointPermissions'),
});

export const MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK = defineDiagnostic<{ bucket: string; region: string }>({
  id: 'MRAP764',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Unnamed bucket in another stack',
  why:
    'Every deployment would read the generated name in the other Region. During an outage of that Region, the home '
    + 'stack could not be deployed.',
  message: ({ bucket, region }) =>
    `bucket ${showValue(bucket)} in Region ${showValue(region)} has no fixed name, got a name that CloudFormation or `
    + 'aws-cdk-lib generates, expected bucketName as text',
  fix: 'set bucketName of the bucket to text that is known at synthesis, not to PhysicalName.GENERATE_IF_NEEDED',
  source: makeCdkGuideSource('resources'),
});

export const MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP765',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replicated bucket with its Region unknown',
  why: 'Replication rules, their priorities and their stacks depend on the Regions of the buckets.',
  message: ({ bucket }) =>
    `Region of bucket ${showValue(bucket)} is not known, got a token, expected a Region that is known at `
    + 'synthesis',
  fix: 'set the Region in env of the stack, or the Region of the bucket',
  source: ENVIRONMENTS,
});

export const MRAP766_REPLICATION_ROLE_TOO_LARGE = defineDiagnostic<{
  replication: string;
  characters: number;
  limit: number;
}>({
  id: 'MRAP766',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replication role permissions too large for IAM',
  why: `All inline policies of a role together can have ${ROLE_POLICIES.value} characters.`,
  message: ({ replication, characters, limit }) =>
    `role of replication ${showValue(replication)} has too many permissions, got ${characters} characters, `
      + 'expected '
    + `at most ${limit}`,
  fix: 'use shorter bucket names or the same alias name for all keys, or distribute the buckets to two replications',
  source: ROLE_POLICIES.source,
});

export const MRAP767_REGION_IS_TOKEN = defineDiagnostic<{ what: string }>({
  id: 'MRAP767',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Region is a token',
  why: 'A bucket in another Region needs a stack in that Region, which must be known at synthesis.',
  message: ({ what }) => `${what} is not known, got a token, expected a Region that is known at synthesis`,
  fix: 'set a fixed Region; for a stack, set it in env',
  source: ENVIRONMENTS,
});

/** `origin` is the property that replaces an absent prefix. */
export const MRAP768_BUCKET_PREFIX_TOO_LONG = defineDiagnostic<{
  prefix: string; region: string; limit: number; origin?: string;
}>({
  id: 'MRAP768',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket name prefix too long',
  why:
    'A bucket name can have 63 characters, which include the Region and, in the account-Regional namespace, the '
    + 'account and a suffix.',
  message: ({ prefix, region, limit, origin = 'bucketNamePrefix' }) =>
    `${origin} is too long for the bucket name in Region ${showValue(region)}, got ${showValue(prefix)} with `
    + `${prefix.length} characters, expected at most ${limit}`,
  fix: ({ origin }) => (origin === undefined
    ? 'shorten bucketNamePrefix'
    : `set bucketNamePrefix to a shorter text, or shorten ${origin}`),
  source: makeS3UserGuideSource('bucketnamingrules'),
});

export const MRAP769_NO_BUCKET_IN_REGION = defineDiagnostic<{ region: string; regions: string[] }>({
  id: 'MRAP769',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'No bucket in the requested Region',
  why: 'The construct has one bucket in each declared Region.',
  message: ({ region, regions }) =>
    `no bucket is declared in Region ${showValue(region)}, expected one of ${showValue(regions)}`,
  fix: 'request a declared Region, or add the Region to regions',
  source: makeS3UserGuideSource('multi-region-access-point-buckets'),
});

export const MRAP770_BUCKET_GRANT_ACROSS_STACKS = defineDiagnostic<{
  bucket: string;
  grantee: string;
  region: string;
}>({
  id: 'MRAP770',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket grant to a principal across stacks',
  why:
    'The bucket policy is deployed before the principal exists, and a reference to the bucket would cross Regions. '
    + 'Clients use the access point instead.',
  message: ({ bucket, grantee, region }) =>
    `bucket ${showValue(bucket)} in Region ${showValue(region)} cannot be granted across stacks, `
    + `got ${showValue(grantee)} of another stack, expected a grant of the access point`,
  fix: 'use the grants of the access point, for example grants.readWrite',
  source: makeS3UserGuideSource('MultiRegionAccessPointPermissions'),
});

export const MRAP771_REGION_ENTRIES_MISMATCH = defineDiagnostic<{ what: string; missing: string[]; extra: string[] }>({
  id: 'MRAP771',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Region entries mismatch',
  why: 'Keys and log buckets are used only by the buckets in their own Region.',
  message: ({ what, missing, extra }) => {
    const lacking = missing.length === 0 ? [] : [`no entry for ${showValue(missing)}`];
    const unused = extra.length === 0 ? [] : [`entries without a bucket for ${showValue(extra)}`];
    const got = [...lacking, ...unused].join(' and ');
    return `${what} do not match the Regions of the buckets, got ${got}, expected one entry for each Region`;
  },
  fix: 'declare one entry for each Region',
  source: makeS3UserGuideSource('UsingKMSEncryption'),
});

export const MRAP772_SYNTHESIZER_NOT_COPIED = defineDiagnostic<{ stack: string }>({
  id: 'MRAP772',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Synthesizer not copied to support stacks',
  why: 'Stacks in other Regions cannot share this synthesizer, so they use the default synthesizer of the application.',
  message: ({ stack }) =>
    `synthesizer of stack ${showValue(stack)} works for one stack only, expected one that several stacks can share`,
  fix: 'set defaultStackSynthesizer of the App, or acknowledge this warning',
  source: makeCdkGuideSource('customize-synth'),
});

export const MRAP774_INCONSISTENT_GENERATIONS = defineDiagnostic<{ problem: string }>({
  id: 'MRAP774',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Inconsistent access point generations',
  why: 'Each generation is an access point over some of the buckets. Every deployment identifies it by its id.',
  message: ({ problem }) =>
    `generations are inconsistent, got ${problem}, expected unique ids and Regions with a bucket`,
  fix: 'give each generation a different id, and Regions from the property regions',
  source: RESTRICTIONS,
});

/** `account` is the account of the stack, if every source belongs to another account. */
export const MRAP775_TOPOLOGY_MISMATCH = defineDiagnostic<{ problem: string; regions: string[]; account?: string }>({
  id: 'MRAP775',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replication topology mismatch',
  why:
    'Each rule replicates from one bucket of the replication to another, and the topology names buckets by their '
    + 'Regions.',
  message: ({ problem, regions, account }) =>
    `replication topology does not match the buckets, got ${problem}, expected ${account === undefined
      ? `Regions from ${showValue(regions)}`
      : `at least one source in ${account}`}`,
  fix: ({ account }) => (account === undefined
    ? 'name Regions of the buckets, at least one source and one other destination'
    : 'set env.account of the stack to the account of a source, or declare a source in the account of the stack'),
  source: makeS3UserGuideSource('mrap-create-one-way-replication-rules'),
});

export const MRAP776_DIFFERENT_LOCK_RETENTIONS = defineDiagnostic<{ retentions: Record<string, string> }>({
  id: 'MRAP776',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Different Object Lock retentions with two-way replication',
  why:
    'A replica keeps the lock of its original, so the retention of an object would depend on the bucket to which S3 '
    + 'routed its upload.',
  message: ({ retentions }) =>
    `default retentions of buckets with two-way replication are different, got ${showValue(retentions)}, `
      + 'expected '
    + 'the same retention',
  fix: 'set the same default retention for all buckets, or replicate in one direction',
  source: makeS3UserGuideSource('object-lock'),
});
