import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../../../examples/active-passive/stack';
import { BringYourOwnBucketsStack } from '../../../examples/bring-your-own-buckets/stack';
import { ACCOUNT } from '../emulator/ministack';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, ReplacementPolicy, ReplicatedMultiRegionAccessPoint, UnderlyingBucket,
  UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

export const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
export const CONTEXT = 'declaration';

/** What a user of the library has written; a scenario is what becomes of it when he changes it. */
export interface Declaration {
  /** One of the examples as it is, the pattern with more of its options, or an access point over buckets that are there already. */
  readonly application: 'active-passive example' | 'bring-your-own-buckets example' | 'pattern' | 'brought along';
  /** The name of the access point, and how names of buckets begin; the examples have their own. */
  readonly name?: string;
  /** Default: all three. */
  readonly regions?: readonly string[];
  readonly activeRegions: readonly string[];
  readonly replacement?: 'ALLOW';
  readonly removal?: 'DESTROY';
  readonly replicationTimeControl?: boolean;
  /** Takes over what a stack of the same name has left, its replication role by this ARN. */
  readonly takesBack?: { readonly roleArn: string };
}

const ENV = { account: ACCOUNT, region: REGIONS[0] };

export function bucketName(name: string, region: string): string {
  return `${name}-${region}`;
}

function removalOf({ removal }: Declaration): RemovalPolicy {
  return removal === 'DESTROY' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}

function declarePattern(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, activeRegions, takesBack, replicationTimeControl } = declaration;
  const keys = Object.fromEntries(regions.map((region) => [region, `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}`]));
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    regions: [...regions],
    failover: FailoverConfiguration.activePassive([...activeRegions]),
    encryption: takesBack ? UnderlyingBucketEncryption.kmsKeys(keys) : UnderlyingBucketEncryption.kms(),
    replication: { replicationTimeControl, ...(takesBack && { role: iam.Role.fromRoleArn(stack, 'Role', takesBack.roleArn) }) },
    ...(takesBack && { existing: ExistingAccessPointPolicy.ADOPT }),
    removalPolicy: removalOf(declaration),
  });
}

function declareBroughtAlong(stack: Stack, declaration: Declaration): void {
  const { name = '', regions = REGIONS, activeRegions, replacement } = declaration;
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: name,
    buckets: regions.map((region) => UnderlyingBucket.fromBucketName(bucketName(name, region), region)),
    failover: FailoverConfiguration.activePassive([...activeRegions]),
    replacement: replacement === 'ALLOW' ? ReplacementPolicy.ALLOW : ReplacementPolicy.FORBID,
    removalPolicy: removalOf(declaration),
  });
}

/** The application that a declaration stands for. */
export function declare(app: App, declaration: Declaration): void {
  const activeRegions = [...declaration.activeRegions];
  switch (declaration.application) {
    case 'active-passive example':
      new ActivePassiveStack(app, 'Media', { env: ENV, activeRegions, removalPolicy: removalOf(declaration) });
      break;
    case 'bring-your-own-buckets example':
      new BringYourOwnBucketsStack(app, 'ActivePassive', { env: ENV, activeRegions });
      break;
    case 'pattern':
      declarePattern(new Stack(app, declaration.name!, { env: ENV }), declaration);
      break;
    case 'brought along':
      declareBroughtAlong(new Stack(app, declaration.name!, { env: ENV }), declaration);
  }
}
