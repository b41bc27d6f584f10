import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import { BringYourOwnBucketsStack } from '../../../examples/bring-your-own-buckets/stack';
import { ACCOUNT } from '../emulator/ministack';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, ReplacementPolicy,
  ReplicatedMultiRegionAccessPoint, UnderlyingBucket, UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

export const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
/** Another account that receives grants. */
export const OTHER_ACCOUNT = '444455556666';
export const CONTEXT_KEY = 'declaration';

/** The description of an app. The steps of a scenario deploy changed versions of it. */
export interface Declaration {
  /**
   * An unchanged example, `ReplicatedMultiRegionAccessPoint` with options, or an access point over existing buckets.
   */
  readonly application:
    | 'active-passive example' | 'bring-your-own-buckets example' | 'pattern' | 'stage' | 'existing buckets';
  /** The name of the access point and prefix of bucket names. The examples have fixed names. */
  readonly name?: string;
  /** @default - all three Regions */
  readonly regions?: readonly string[];
  /** The active Regions. Empty: without routes, in a stage and over existing buckets. */
  readonly activeRegions: readonly string[];
  /** The id of the construct over existing buckets. @default Media */
  readonly constructId?: string;
  /** Whether a construct over existing buckets adopts the access point of that name. */
  readonly adoptsAccessPoint?: boolean;
  /** The principals that can read through the access point of a stage: a role of the stack, and another account. */
  readonly readers?: readonly ('role' | 'account')[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly replacement?: 'ALLOW';
  readonly removal?: 'DESTROY';
  readonly replicationTimeControl?: boolean;
  /** Adopts the retained resources of a deleted stack with the same name, with its replication role. */
  readonly adopt?: { readonly roleArn: string };
}

const ENV = { account: ACCOUNT, region: REGIONS[0] };

export function bucketName(name: string, region: string): string {
  return `${name}-${region}`;
}

function toRemovalPolicy({ removal }: Declaration): RemovalPolicy {
  return removal === 'DESTROY' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}

function toFailover({ activeRegions }: Declaration): FailoverConfiguration | undefined {
  return activeRegions.length === 0 ? undefined : FailoverConfiguration.activePassive([...activeRegions]);
}

function addPattern(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, activeRegions, adopt, replicationTimeControl } = declaration;
  const keys = Object.fromEntries(regions.map((region) => [region, `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}`]));
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    bucketNamePrefix: name,
    regions: [...regions],
    failover: FailoverConfiguration.activePassive([...activeRegions]),
    encryption: adopt ? UnderlyingBucketEncryption.kmsKeys(keys) : UnderlyingBucketEncryption.kms(),
    replication: { replicationTimeControl, ...(adopt && { role: iam.Role.fromRoleArn(stack, 'Role', adopt.roleArn) }) },
    ...(adopt && { existing: ExistingAccessPointPolicy.ADOPT }),
    removalPolicy: toRemovalPolicy(declaration),
  });
}

/** A pattern without keys, with grants. */
function addStack(stage: Stage, declaration: Declaration): void {
  const { name = '', regions = REGIONS, readers = [], tags = {} } = declaration;
  for (const [key, value] of Object.entries(tags)) Tags.of(stage).add(key, value);
  const stack = new Stack(stage, 'Media');
  const { grants } = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    bucketNamePrefix: name,
    regions: [...regions],
    failover: toFailover(declaration),
    encryption: UnderlyingBucketEncryption.s3Managed(),
    removalPolicy: toRemovalPolicy(declaration),
  });
  const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  if (readers.includes('role')) grants.read(role);
  if (readers.includes('account')) grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
}

function addAccessPointOverExistingBuckets(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, replacement, constructId, adoptsAccessPoint } = declaration;
  new MultiRegionAccessPoint(stack, constructId ?? 'Media', {
    existing: adoptsAccessPoint ? ExistingAccessPointPolicy.ADOPT : ExistingAccessPointPolicy.REFUSE,
    multiRegionAccessPointName: name,
    buckets: regions.map((region) => UnderlyingBucket.fromBucketName(bucketName(name, region), region)),
    failover: toFailover(declaration),
    replacement: replacement === 'ALLOW' ? ReplacementPolicy.ALLOW : ReplacementPolicy.FORBID,
    removalPolicy: toRemovalPolicy(declaration),
  });
}

/** Adds the stacks of a declaration to an app. */
export function addStacks(app: App, declaration: Declaration): void {
  const activeRegions = [...declaration.activeRegions];
  switch (declaration.application) {
    case 'active-passive example':
      new ActivePassiveStack(app, 'Media', { env: ENV, activeRegions, removalPolicy: toRemovalPolicy(declaration) });
      break;
    case 'bring-your-own-buckets example':
      new BringYourOwnBucketsStack(app, 'ActivePassive', { env: ENV, activeRegions });
      break;
    case 'pattern':
      addPattern(new Stack(app, declaration.name!, { env: ENV }), declaration);
      break;
    case 'stage':
      addStack(new Stage(app, 'Prod', { env: ENV }), declaration);
      break;
    case 'existing buckets':
      addAccessPointOverExistingBuckets(new Stack(app, declaration.name!, { env: ENV }), declaration);
  }
}
