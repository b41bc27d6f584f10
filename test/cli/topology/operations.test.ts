import * as path from 'node:path';
import { describeProtection } from '../../../cli/topology/describe-protection';
import { buildTopology } from '../../../cli/topology/run';
import { findBuckets } from '../../../src/linter/model/buckets';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { temporaryFolder } from '../../support/temporary-folder';
import { synthesizeOperatedApplication } from './applications';
import { accessPoint, bucket, read, stack } from './templates';

describe('findOperations', () => {
  test('finds the alarms, the runbook and the drill of the constructs', () => {
    const folder = path.join(temporaryFolder(), 'cdk.out');
    synthesizeOperatedApplication(folder);
    const [{ edges, operations }] = buildTopology([folder]).topology.groups;
    expect(operations.alarms).toHaveLength(3 * edges.length);
    expect(operations.alarms).toContainEqual({
      name: 'media-replication-latency-eu-west-1-to-us-east-1',
      region: 'us-east-1',
      metric: 'ReplicationLatency',
      threshold: 10_800,
      actions: 0,
      from: 'media-example-eu-west-1',
      to: 'media-example-us-east-1',
    });
    const regions = ['ap-northeast-1', 'ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2'];
    const targets = ['Media/OnCall'];
    const members = ['ap-northeast-1', 'eu-west-1', 'us-east-1'];
    const everywhere = ['ap-northeast-1', 'ap-southeast-2', 'eu-west-1', 'us-east-1', 'us-west-2'];
    expect([...operations.notifications].sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'access point changes', regions: ['eu-west-1', 'us-west-2'], targets },
      { kind: 'alarm states', regions: members, targets },
      { kind: 'bucket changes', regions: members, targets },
      { kind: 'route changes', regions: everywhere, targets },
      { kind: 'runbook executions', regions: everywhere, targets },
    ]);
    expect(operations.runbooks).toEqual([{ name: 'media-failover', regions }]);
    expect(operations.drills).toEqual([{
      name: 'Media/Drill/Function',
      schedule: 'rate(1 day)',
      maxRpoSeconds: 900,
      reports: 's3://media-reports/failover-drills/',
    }]);
  });

  test('ignores alarms, documents and functions of other resources, and values of other types', () => {
    const [{ operations }] = read(stack('Home', 'eu-west-1', {
      Ireland: bucket('media-ireland'),
      Media: accessPoint('media', 'media-ireland'),
      Cpu: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'CPU', Dimensions: 'none', Metrics: [1, {}] } },
      Empty: { Type: 'AWS::CloudWatch::Alarm' },
      Document: { Type: 'AWS::SSM::Document', Properties: { Content: { steps: ['media-ireland', 7, null] } } },
      Function: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { MAX_RPO_SECONDS: '1' } } } },
    })).groups;
    expect(operations).toEqual({ alarms: [], notifications: [], runbooks: [], drills: [] });
  });
});

describe('findNotifications', () => {
  const rule = (detail: object, more: object = {}) => ({
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: ['aws.s3'], detail },
      Targets: [{ Id: 'a', Arn: 'arn:aws:sns:eu-west-1:111122223333:on-call' }, { Id: 'b' }],
      ...more,
    },
  });
  const findIn = (resources: Record<string, object>) => read(stack('Home', 'eu-west-1', {
    Ireland: bucket('media-ireland'), Media: accessPoint('media', 'media-ireland'), ...resources,
  })).groups[0].operations.notifications;

  test('finds rules without names, with the name of a bucket, and with the name of an access point', () => {
    const targets = ['on-call'];
    expect(findIn({ All: rule({ eventName: ['SubmitMultiRegionAccessPointRoutes'] }) }))
      .toEqual([{ kind: 'route changes', regions: ['eu-west-1'], targets }]);
    expect(findIn({
      Named: rule({ eventName: ['DeleteBucket'], requestParameters: { bucketName: ['media-ireland'] } }),
      Point: rule({
        eventName: ['PutMultiRegionAccessPointPolicy'],
        requestParameters: { PutMultiRegionAccessPointPolicyRequest: { Details: { Name: ['media'] } } },
      }),
    })).toEqual([
      { kind: 'bucket changes', regions: ['eu-west-1'], targets },
      { kind: 'access point changes', regions: ['eu-west-1'], targets },
    ]);
  });

  test('names event buses without a rule for the forwarded events', () => {
    const pattern = { eventName: 'DeleteBucket' };
    const bus = 'arn:aws:events:us-east-1:111122223333:event-bus/default';
    expect(findIn({ A: rule(pattern, { Targets: [{ Id: 'a', Arn: bus }] }) }))
      .toEqual([{ kind: 'bucket changes', regions: ['eu-west-1'], targets: ['event bus default in us-east-1'] }]);
  });

  test('names targets that are no topics, and states that there is none', () => {
    const pattern = { eventName: 'DeleteBucket' };
    const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:page';
    expect(findIn({ A: rule(pattern, { Targets: [{ Id: 'a', Arn: lambda }] }), B: rule(pattern, { Targets: [] }) }))
      .toEqual([{ kind: 'bucket changes', regions: ['eu-west-1'], targets: [lambda] }]);
  });

  test('ignores disabled rules, and rules for other buckets and other calls', () => {
    expect(findIn({
      Disabled: rule({ eventName: ['DeleteBucket'] }, { State: 'DISABLED' }),
      Other: rule({ eventName: ['DeleteBucket'], requestParameters: { bucketName: ['films'] } }),
      Read: rule({ eventName: ['GetObject'] }),
      Broken: { Type: 'AWS::Events::Rule', Properties: { EventPattern: 'none', Targets: 7 } },
      Empty: { Type: 'AWS::Events::Rule' },
    })).toEqual([]);
  });
});

describe('describeProtection', () => {
  const describeBucket = (properties: Record<string, unknown>) => {
    const template = stack('Home', 'eu-west-1', { Media: bucket('media', properties) });
    const [found] = findBuckets(new TemplateModel([template]));
    return describeProtection(found);
  };
  const BLOCKED = {
    BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: 'true',
  };

  test('describes a bucket without settings', () => {
    expect(describeBucket({})).toEqual({
      versioning: 'not enabled', objectLock: 'off', publicAccess: 'blocked by default',
    });
  });

  test('describes versioning, Object Lock and blocked public access', () => {
    expect(describeBucket({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
      },
      PublicAccessBlockConfiguration: BLOCKED,
    })).toEqual({ versioning: 'enabled', objectLock: 'on, COMPLIANCE 30 days', publicAccess: 'blocked' });
    expect(describeBucket({ ObjectLockEnabled: true }).objectLock).toBe('on, no default retention');
  });

  test('names the public access that a block does not prevent', () => {
    expect(describeBucket({ PublicAccessBlockConfiguration: { ...BLOCKED, BlockPublicAcls: false } }).publicAccess)
      .toBe('not blocked: BlockPublicAcls');
    expect(describeBucket({ PublicAccessBlockConfiguration: {} }).publicAccess)
      .toMatch(/^not blocked: BlockPublicAcls, /);
  });

  test('does not guess values that only a deployment decides', () => {
    expect(describeBucket({
      VersioningConfiguration: { Status: { Ref: 'Unknown' } },
      ObjectLockEnabled: { Ref: 'Unknown' },
      PublicAccessBlockConfiguration: { ...BLOCKED, BlockPublicAcls: { Ref: 'Unknown' } },
    })).toEqual({
      versioning: 'known at deployment', objectLock: 'known at deployment', publicAccess: 'known at deployment',
    });
  });
});
