import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import { BringYourOwnBucketsStack } from '../../../examples/bring-your-own-buckets/stack';
import { ACCOUNT } from '../emulator/ministack';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, ReplacementPolicy,
  ReplicatedMultiRegionAccessPoint, UnderlyingBucket, UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

export const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
export const CONTEXT_KEY = 'declaration';

/** The description of an app. The steps of a scenario deploy changed versions of it. */
export interface Declaration {
  /**
   * An unchanged example, `ReplicatedMultiRegionAccessPoint` with options, or an access point over existing buckets.
   */
  readonly application: 'active-passive example' | 'bring-your-own-buckets example' | 'pattern' | 'existing buckets';
  /** The name of the access point and prefix of bucket names. The examples have fixed names. */
  readonly name?: string;
  /** @default - all three Regions */
  readonly regions?: readonly string[];
  readonly activeRegions: readonly string[];
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

function addPattern(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, activeRegions, adopt, replicationTimeControl } = declaration;
  const keys = Object.fromEntries(regions.map((region) => [region, `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}`]));
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    regions: [...regions],
    failover: FailoverConfiguration.activePassive([...activeRegions]),
    encryption: adopt ? UnderlyingBucketEncryption.kmsKeys(keys) : UnderlyingBucketEncryption.kms(),
    replication: { replicationTimeControl, ...(adopt && { role: iam.Role.fromRoleArn(stack, 'Role', adopt.roleArn) }) },
    ...(adopt && { existing: ExistingAccessPointPolicy.ADOPT }),
    removalPolicy: toRemovalPolicy(declaration),
  });
}

function addAccessPointOverExistingBuckets(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, activeRegions, replacement } = declaration;
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    buckets: regions.map((region) => UnderlyingBucket.fromBucketName(bucketName(name, region), region)),
    failover: FailoverConfiguration.activePassive([...activeRegions]),
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
    case 'existing buckets':
      addAccessPointOverExistingBuckets(new Stack(app, declaration.name!, { env: ENV }), declaration);
  }
}
