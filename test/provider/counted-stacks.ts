import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type App, type Stack } from 'aws-cdk-lib/core';
import {
  AlarmTopics, FailoverConfiguration, FailoverDrill, FailoverRunbook, MultiRegionAccessPointOrigin,
  MultiRegionAccessPointVpcEndpoint, ReplicatedMultiRegionAccessPoint, ReplicationAlarms, ServerAccessLogs,
  UnderlyingBucketEncryption,
} from '../../src';
import { REGIONS as REGION_FACTS } from '../../src/facts/regions';
import { stackIn } from '../support/synthesis';

export const HOME = 'eu-west-1';

/** The home Region and other Regions that every account has. */
export const REGIONS: readonly string[] = [
  HOME, ...REGION_FACTS.filter(({ support, region }) => support === 'default' && region !== HOME)
    .map(({ region }) => region),
];

/** The numbers of resources of the home stack. */
export interface Counts {
  readonly functions: number;
  readonly roles: number;
  /** Policies of roles: inline and managed. */
  readonly policies: number;
  readonly resources: number;
}

/** Declares a replicated access point with routes. */
export function declareReplicated(
  stack: Stack, { regions, keys = false, name = 'media' }: { regions: number; keys?: boolean; name?: string },
): ReplicatedMultiRegionAccessPoint {
  return new ReplicatedMultiRegionAccessPoint(stack, name, {
    multiRegionAccessPointName: name,
    regions: REGIONS.slice(0, regions),
    failover: FailoverConfiguration.activeActive(),
    ...(keys && { encryption: UnderlyingBucketEncryption.kms() }),
  });
}

/** Declares every construct that creates functions or roles, with every option that adds one. */
export function declareEverythingOn(stack: Stack): void {
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: REGIONS.slice(0, 2),
    encryption: UnderlyingBucketEncryption.kms(),
    serverAccessLogs: ServerAccessLogs.managed(),
    failover: FailoverConfiguration.activePassive([HOME]),
  });
  new FailoverRunbook(stack, 'Runbook', {
    runbookName: 'media-failover',
    multiRegionAccessPoint: media.accessPoint,
    replication: media.replication,
    controlRegions: [HOME],
    regionSwitchRegions: [HOME],
  });
  new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: media.replication,
    multiRegionAccessPoints: media.accessPoints,
    topics: AlarmTopics.inOneRegion(sns.Topic.fromTopicArn(stack, 'OnCall', `arn:aws:sns:${HOME}:111122223333:call`)),
  });
  new FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: media.accessPoint,
    failoverRole: iam.Role.fromRoleName(stack, 'Operator', 'operator'),
    reportBucket: s3.Bucket.fromBucketName(stack, 'Reports', 'reports'),
  });
  new cloudfront.Distribution(stack, 'Distribution', {
    defaultBehavior: { origin: new MultiRegionAccessPointOrigin(media.accessPoint) },
  });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-1'],
    privateSubnetRouteTableIds: ['rtb-1'],
  });
  new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [media.accessPoint] })
    .restrict(media.accessPoint);
}

/** Synthesizes a declaration and counts the resources of its home stack. */
export function countResources(declare: (stack: Stack) => void): Counts {
  const stack = stackIn(HOME);
  declare(stack);
  const { Resources: resources } = synthesizeTemplate(stack);
  const count = (...types: string[]) => Object.values(resources).filter(({ Type }) => types.includes(Type)).length;
  return {
    functions: count('AWS::Lambda::Function'),
    roles: count('AWS::IAM::Role'),
    policies: count('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'),
    resources: Object.keys(resources).length,
  };
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

function synthesizeTemplate(stack: Stack): Template {
  return (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template as Template;
}
