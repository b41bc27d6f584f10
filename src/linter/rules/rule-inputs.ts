import { ACCESS_POINT_TYPE, POLICY_TYPE } from '../../wire/resource-types';
import { NATIVE_ACCESS_POINT_TYPE } from '../model/access-points';
import { NATIVE_POLICY_TYPE } from '../model/policies';
import { FUNCTION_TYPES } from '../model/serverless';

/** A property without whose value rules cannot decide. */
export interface RuleInput {
  readonly types: readonly string[];
  /** Keys of the properties. `*` is each entry of a list; a list of keys is each of them. */
  readonly path: readonly (string | readonly string[])[];
  /** The ids of the rules. */
  readonly rules: readonly string[];
  /** Whether a part of a text that is not known prevents the decision, and not only a text that is not known at all. */
  readonly partly?: boolean;
}

const BUCKET = ['AWS::S3::Bucket'];
const BUCKET_POLICY = ['AWS::S3::BucketPolicy'];
const NATIVE = [NATIVE_ACCESS_POINT_TYPE];
const ACCESS_POINT_POLICIES = [NATIVE_POLICY_TYPE, POLICY_TYPE];
const RULE = ['ReplicationConfiguration', 'Rules', '*'];
const ENCRYPTION = ['BucketEncryption', 'ServerSideEncryptionConfiguration', '*', 'ServerSideEncryptionByDefault'];
const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
const DISABLING = [
  'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT',
];

/** Rules that report nothing if no template contains an access point. */
export const RULES_ABOUT_ACCESS_POINTS = ['MRAP403'];

/** The properties that rules need. A rule that does not find such a value reports nothing about the resource. */
export const RULE_INPUTS: readonly RuleInput[] = [
  { types: [...NATIVE, ACCESS_POINT_TYPE], path: ['Name'], rules: ['MRAP101'], partly: true },
  { types: NATIVE, path: ['Regions'], rules: ['MRAP201', 'MRAP202', 'MRAP203', 'MRAP211'] },
  { types: [ACCESS_POINT_TYPE], path: ['Buckets'], rules: ['MRAP201', 'MRAP202', 'MRAP203', 'MRAP211'] },
  { types: NATIVE, path: ['Regions', '*', 'Bucket'], rules: ['MRAP203', 'MRAP555'] },
  { types: NATIVE, path: ['Regions', '*', 'BucketAccountId'], rules: ['MRAP207', 'MRAP208'] },
  { types: NATIVE, path: ['PublicAccessBlockConfiguration', FLAGS], rules: ['MRAP501'] },
  { types: ACCESS_POINT_POLICIES, path: [['MrapName', 'Name']], rules: ['MRAP502'], partly: true },
  { types: ACCESS_POINT_POLICIES, path: ['Policy'], rules: ['MRAP502', 'MRAP504', 'MRAP507', 'MRAP508'] },
  { types: ACCESS_POINT_POLICIES, path: ['Policy', 'Statement', '*', 'Action'], rules: ['MRAP504', 'MRAP505'] },
  { types: ACCESS_POINT_POLICIES, path: ['Policy', 'Statement', '*', 'Resource', '*'], rules: ['MRAP502', 'MRAP504'] },
  { types: ACCESS_POINT_POLICIES, path: ['Policy', 'Statement', '*', 'Principal'], rules: ['MRAP507'] },
  { types: ACCESS_POINT_POLICIES, path: ['Policy', 'Statement', '*', 'Condition'], rules: ['MRAP515'] },
  { types: BUCKET_POLICY, path: ['Bucket'], rules: ['MRAP555'], partly: true },
  { types: BUCKET_POLICY, path: ['PolicyDocument'], rules: ['MRAP552', 'MRAP555', 'MRAP556'] },
  { types: BUCKET_POLICY, path: ['PolicyDocument', 'Statement', '*', 'Condition'], rules: ['MRAP552', 'MRAP556'] },
  { types: BUCKET, path: ['VersioningConfiguration', 'Status'], rules: ['MRAP401'] },
  { types: BUCKET, path: ['ReplicationConfiguration'], rules: ['MRAP403', 'MRAP406', 'MRAP415'] },
  { types: BUCKET, path: ['ReplicationConfiguration', 'Rules'], rules: ['MRAP403', 'MRAP406', 'MRAP415'] },
  { types: BUCKET, path: [...RULE, 'Destination', 'Bucket'], rules: ['MRAP403'] },
  { types: BUCKET, path: [...RULE, 'Filter'], rules: ['MRAP409', 'MRAP428'] },
  { types: BUCKET, path: [...RULE, 'Priority'], rules: ['MRAP407'] },
  { types: BUCKET, path: [...RULE, 'Destination', 'StorageClass'], rules: ['MRAP421'] },
  { types: BUCKET, path: [...RULE, 'Destination', 'Account'], rules: ['MRAP417'] },
  { types: BUCKET, path: [...RULE, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID'], rules: ['MRAP412'] },
  { types: BUCKET, path: [...ENCRYPTION, ['SSEAlgorithm', 'KMSMasterKeyID']], rules: ['MRAP413', 'MRAP415'] },
  { types: BUCKET, path: ['ObjectLockEnabled'], rules: ['MRAP418'] },
  { types: BUCKET, path: ['LifecycleConfiguration'], rules: ['MRAP425'] },
  { types: FUNCTION_TYPES, path: ['Environment', 'Variables', DISABLING], rules: ['MRAP801'] },
  { types: FUNCTION_TYPES, path: ['Environment', 'Variables', 'AWS_STS_REGIONAL_ENDPOINTS'], rules: ['MRAP802'] },
  { types: ['AWS::S3::AccessPoint'], path: ['Name'], rules: ['MRAP701'], partly: true },
  { types: ['AWS::S3::AccessPoint'], path: ['BucketAccountId'], rules: ['MRAP708'] },
  { types: ['AWS::S3::AccessPoint'], path: ['Policy'], rules: ['MRAP706', 'MRAP707'] },
  { types: ['AWS::EC2::VPCEndpoint'], path: ['ServiceName'], rules: ['MRAP651'] },
  { types: ['AWS::EC2::VPCEndpoint'], path: ['PolicyDocument'], rules: ['MRAP652'] },
];
