import * as sns from 'aws-cdk-lib/aws-sns';
import * as cdk from 'aws-cdk-lib/core';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  AlarmTopics, CrossRegionReplication, ReplicationAlarms, type ReplicationAlarmsProps, ReplicationRule,
  UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { findResources, synthesize } from './support';

const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-2'),
];
const RULE = 'AWS::Events::Rule';

function declare(stack: cdk.Stack, props: Partial<ReplicationAlarmsProps> = {}) {
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-west-1:${ACCOUNT}:on-call`);
  return new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: props.replication ?? new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS }),
    topics: AlarmTopics.inOneRegion(topic),
    ...props,
  });
}

describe('ReplicationAlarms', () => {
  describe('with a bucket of another account', () => {
    const PARTNER = UnderlyingBucket.fromBucketName('partner', 'us-west-1', { account: OTHER_ACCOUNT });
    const listWatchedBuckets = (assembly: CloudAssembly, stackName = 'Stack') =>
      (findResources(assembly, stackName, RULE) as {
        EventPattern: {
          detail: {
            requestParameters?: { bucketName?: string[] };
          };
        };
      }[]).flatMap(({ EventPattern: { detail } }) => detail.requestParameters?.bucketName ?? []);

    test('creates no alarms for its pairs', () => {
      const stack = stackIn();
      const verdict = verdictOf(stack, () => {
        const replication = new CrossRegionReplication(stack, 'Three', { buckets: [...BUCKETS, PARTNER] });
        expect(declare(stack, { replication }).alarms).toHaveLength(6);
      });
      expect(verdict.warnings).not.toContain('MRAP313');
    });

    test('reports MRAP313 without another pair, and watches its own bucket', () => {
      const stack = stackIn();
      const verdict = verdictOf(stack, () => {
        const replication = new CrossRegionReplication(stack, 'Two', { buckets: [BUCKETS[0], PARTNER] });
        expect(declare(stack, { replication }).alarms).toEqual([]);
      });
      expect(verdict).toMatchObject({ errors: [], warnings: expect.arrayContaining(['MRAP313']) });
      const assembly = synthesize(stack);
      expect(listWatchedBuckets(assembly)).toEqual(['media-eu']);
      expect(findResources(assembly, 'Stack', RULE)).toHaveLength(1);
    });

    test('renders no pattern with an empty list in a stack of another account', () => {
      const stack = stackIn();
      const app = stack.node.root as cdk.App;
      const operations = new cdk.Stack(app, 'Operations', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } });
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS });
      const verdict = verdictOf(operations, () => declare(operations, { replication }));
      expect(verdict).toMatchObject({ errors: [], warnings: ['MRAP313'] });
      expect(findResources(app.synth(), 'Operations', RULE)).toEqual([]);
    });
  });

  describe('with many buckets', () => {
    const REGIONS = ['eu-west-1', 'us-east-2', 'eu-central-1'];
    const CATALOGS = ['films', 'series', 'trailers', 'subtitles', 'artwork'];
    const LONG_NAMES = Array.from({ length: 20 }, (_, index) => `${'x'.repeat(60)}-${index + 10}`);

    test('renders patterns within the quota of EventBridge', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', {
        buckets: REGIONS.map((region) => UnderlyingBucket.fromBucketName(`acme-media-${region}`, region)),
        excludedPrefixes: CATALOGS.map((catalog) => `${catalog}/`),
        rules: [
          ...CATALOGS.map((id) => ReplicationRule.twoWay({ id, prefix: `${id}/` })),
          ...LONG_NAMES.map((name, index) => ReplicationRule.oneWay({
            id: `vault${index}`,
            metrics: false,
            destinations: [UnderlyingBucket.fromBucketName(name, 'eu-west-1')],
          })),
        ],
      });
      const alarms = declare(stack, { alarmNamePrefix: 'acme-media-production', replication });
      const assembly = synthesize(stack);
      const patterns = assembly.stacks.flatMap(({ stackName }) => findResources(assembly, stackName, RULE))
        .map(({ EventPattern }) => JSON.stringify(EventPattern));
      expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThan(2_048);
      for (const name of LONG_NAMES) expect(patterns.some((pattern) => pattern.includes(`"${name}"`))).toBe(true);
      const metadata = alarms.node.findAll().flatMap(({ node }) => node.metadata);
      const warnings = metadata.filter(({ type }) => type.includes('warning'));
      expect(warnings).toEqual([]);
    });

    test('reports MRAP318 for a pattern with too many roles', () => {
      const deploymentRoleArns = LONG_NAMES.map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
      const stack = stackIn();
      expect(verdictOf(stack, () => declare(stack, { deploymentRoleArns })).warnings).toContain('MRAP318');
    });
  });

  describe('in two stages', () => {
    const declareStages = (makePrefix: (stage: string) => string) => {
      const app = new cdk.App();
      for (const name of ['Dev', 'Prod']) {
        const env = { account: ACCOUNT, region: 'eu-west-1' };
        const stack = new cdk.Stack(new cdk.Stage(app, name), 'Stack', { env });
        const buckets = BUCKETS.map(({ bucketName, region }) =>
          UnderlyingBucket.fromBucketName(`${bucketName}-${name.toLowerCase()}`, region));
        declare(stack, {
          alarmNamePrefix: makePrefix(name),
          replication: new CrossRegionReplication(stack, 'Replication', { buckets }),
        });
      }
      return app;
    };

    test('rejects names that alarms of another stage have in the same account and Region', () => {
      expect(() => declareStages(() => 'media').synth()).toThrow(
        '[MRAP315] alarmNamePrefix "media" is used more than once in account 111122223333, got ["Dev/Stack/Alarms", '
        + '"Prod/Stack/Alarms"], expected one construct',
      );
    });

    test('accepts different names', () => {
      expect(declareStages((stage) => `media-${stage.toLowerCase()}`).synth().stacks).toEqual([]);
    });
  });
});
