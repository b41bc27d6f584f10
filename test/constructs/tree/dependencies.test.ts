import * as sns from 'aws-cdk-lib/aws-sns';
import { type App, CfnResource, type Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import {
  AlarmTopics, FailoverConfiguration, FailoverRunbook, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
} from '../../../src';
import { listStackDependencies, stackIn } from '../../support/synthesis';

type Resources = Record<string, { readonly Type: string; readonly DependsOn?: string[] }>;

function declareMedia(stack: Stack, name = 'media'): ReplicatedMultiRegionAccessPoint {
  return new ReplicatedMultiRegionAccessPoint(stack, name, {
    multiRegionAccessPointName: name,
    regions: ['eu-west-1', 'us-east-1'],
    failover: FailoverConfiguration.activeActive(),
  });
}

/** Synthesizes the home stack and lists the resources that depend on another, by their types. */
function synthesize(stack: Stack, on: IConstruct) {
  const artifact = (stack.node.root as App).synth().getStackArtifact(stack.artifactId);
  const { Resources: resources } = artifact.template as { Resources: Resources };
  const ids = new Set(on.node.findAll().filter((node) => CfnResource.isCfnResource(node))
    .map((node) => stack.getLogicalId(node as CfnResource)));
  const dependents = Object.values(resources).filter(({ DependsOn: before = [] }) => before.some((id) => ids.has(id)));
  return { stacks: listStackDependencies(artifact), dependents: dependents.map(({ Type: type }) => type) };
}

describe('limitDependenciesToHome', () => {
  const SUPPORT_STACK = 'Stack-media-us-east-1';
  const declareResource = (stack: Stack) => new CfnResource(stack, 'Other', { type: 'Custom::Other' });

  test('makes the resources in the home stack depend on a resource of the home stack', () => {
    const stack = stackIn();
    const other = declareResource(stack);
    declareMedia(stack).node.addDependency(other);
    const { stacks, dependents } = synthesize(stack, other);
    expect(stacks).toEqual([SUPPORT_STACK]);
    expect(dependents).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'Custom::S3MultiRegionAccessPoint']));
  });

  test('makes a resource of the home stack depend on the resources in the home stack', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    declareResource(stack).node.addDependency(media);
    const { stacks, dependents } = synthesize(stack, media.accessPoint);
    expect(stacks).toEqual([SUPPORT_STACK]);
    expect(dependents).toContain('Custom::Other');
  });

  test('orders two constructs of one stack', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    const films = declareMedia(stack, 'films');
    films.node.addDependency(media);
    const { stacks, dependents } = synthesize(stack, media.accessPoint);
    expect(stacks).toEqual(['Stack-films-us-east-1', SUPPORT_STACK]);
    expect(dependents).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'Custom::S3MultiRegionAccessPoint']));
  });

  test('includes resources that are declared after the call', () => {
    const stack = stackIn();
    const other = declareResource(stack);
    const media = declareMedia(stack);
    media.node.addDependency(other);
    new CfnResource(new Construct(media, 'Late'), 'Resource', { type: 'Custom::Late' });
    expect(synthesize(stack, other).dependents).toContain('Custom::Late');
  });

  test('allows dependencies between resources of the home stack and constructs with operations stacks', () => {
    const stack = stackIn();
    const media = declareMedia(stack);
    const runbook = new FailoverRunbook(stack, 'Runbook', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: media.accessPoint,
      controlRegions: ['eu-west-1', 'us-east-1'],
    });
    const alarms = new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: media.replication,
      topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
    });
    const other = new CfnResource(stack, 'Other', { type: 'Custom::Other' });
    other.node.addDependency(runbook);
    alarms.node.addDependency(other);
    const { stacks, dependents } = synthesize(stack, other);
    expect(stacks).toEqual(['Stack-media-us-east-1']);
    expect(dependents).toEqual(expect.arrayContaining(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']));
    expect(synthesize(stack, runbook).dependents).toContain('Custom::Other');
  });
});
