import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, NestedStack, Stack, type StackProps, Stage } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import {
  AlarmTopics, FailoverConfiguration, FailoverDrill, FailoverRunbook, MultiRegionAccessPoint,
  MultiRegionAccessPointOrigin, MultiRegionAccessPointVpcEndpoint, Provisioning, ReplicatedMultiRegionAccessPoint,
  ReplicationAlarms, ServerAccessLogs, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';

/** The scopes that users apply a mechanism of aws-cdk-lib to. */
export type Level = 'app' | 'stage' | 'stack' | 'wrapper' | 'construct';

export const LEVELS: readonly Level[] = ['app', 'stage', 'stack', 'wrapper', 'construct'];

/** An application with every construct of the library. */
export interface Everything {
  readonly app: App;
  /** The scopes of the level. Only the level `construct` has more than one. */
  readonly scopes: readonly IConstruct[];
  /** The table of aws-cdk-lib that also spans Regions. */
  readonly table: dynamodb.TableV2;
}

const REGIONS = ['eu-west-1', 'us-east-1'];
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

/** The properties that a mechanism sets on the scope of its level, a stage or a stack. */
export type ScopeProps = Pick<StackProps, 'permissionsBoundary' | 'tags' | 'terminationProtection'>;

/**
 * Declares every construct of the library in one stack, below one wrapping construct. Calls `before` with the scope of
 * the level before anything is declared below the scope. The level `construct` has no scope at this time.
 */
export function declareEverything(
  level: Level, before: (scope: IConstruct) => void = () => undefined, props: ScopeProps = {},
): Everything {
  const app = new App({ analyticsReporting: false, treeMetadata: false });
  const visit = <T extends IConstruct>(own: Level, scope: T) => { if (own === level) before(scope); return scope; };
  visit('app', app);
  // aws-cdk-lib applies nothing of an app to its stages, so the level `app` has no stage.
  const propsOf = (own: Level) => ({ env: ENV, ...(own === level ? props : {}) });
  const stage = level === 'app' ? app : visit('stage', new Stage(app, 'Stage', propsOf('stage')));
  const stack = visit('stack', new Stack(stage, 'Stack', propsOf('stack')));
  const wrapper = visit('wrapper', new Construct(stack, 'Wrapper'));
  const constructs = declareConstructs(wrapper);
  const table = declareTable(wrapper);
  const scopes = { app: [app], stage: [stage], stack: [stack], wrapper: [wrapper], construct: [...constructs, table] };
  return { app, scopes: scopes[level], table };
}

/** The table of aws-cdk-lib itself uses deprecated properties, about which aws-cdk-lib prints warnings. */
function declareTable(wrapper: Construct): dynamodb.TableV2 {
  process.env.JSII_DEPRECATED = 'quiet';
  try {
    return new dynamodb.TableV2(wrapper, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, replicas: [{ region: 'us-east-1' }],
    });
  } finally {
    delete process.env.JSII_DEPRECATED;
  }
}

function declareConstructs(wrapper: Construct): IConstruct[] {
  const media = new ReplicatedMultiRegionAccessPoint(wrapper, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: REGIONS,
    encryption: UnderlyingBucketEncryption.kms(),
    serverAccessLogs: ServerAccessLogs.managed(),
    failover: FailoverConfiguration.activePassive(['eu-west-1']),
  });
  const nested = new ReplicatedMultiRegionAccessPoint(new NestedStack(wrapper, 'Nested'), 'Media', {
    multiRegionAccessPointName: 'nested', regions: REGIONS,
  });
  const native = new MultiRegionAccessPoint(wrapper, 'Native', {
    multiRegionAccessPointName: 'native',
    buckets: [UnderlyingBucket.fromBucketName('one', 'eu-west-1'), UnderlyingBucket.fromBucketName('two', 'us-east-1')],
    provisioning: Provisioning.cloudFormation(),
  });
  const role = new iam.Role(wrapper, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const runbook = new FailoverRunbook(wrapper, 'Runbook', {
    runbookName: 'media-failover',
    multiRegionAccessPoint: media.accessPoint,
    replication: media.replication,
    regionSwitchRegions: REGIONS,
  });
  const alarms = new ReplicationAlarms(wrapper, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: media.replication,
    multiRegionAccessPoints: media.accessPoints,
    topics: AlarmTopics.inOneRegion(new sns.Topic(wrapper, 'OnCall')),
  });
  const drill = new FailoverDrill(wrapper, 'Drill', {
    multiRegionAccessPoint: media.accessPoint,
    failoverRole: role,
    reportBucket: s3.Bucket.fromBucketName(wrapper, 'Reports', 'reports'),
  });
  new cloudfront.Distribution(wrapper, 'Distribution', {
    defaultBehavior: { origin: new MultiRegionAccessPointOrigin(media.accessPoint) },
  });
  const vpc = new ec2.Vpc(wrapper, 'Vpc', {
    availabilityZones: ['eu-west-1a'],
    natGateways: 0,
    subnetConfiguration: [{ name: 'Clients', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  const endpoint = new MultiRegionAccessPointVpcEndpoint(wrapper, 'Endpoint', {
    vpc, multiRegionAccessPoints: [media.accessPoint],
  });
  return [media, nested, native, runbook, alarms, drill, endpoint];
}
