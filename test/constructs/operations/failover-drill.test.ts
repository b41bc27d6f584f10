import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as cdk from 'aws-cdk-lib/core';
import { FailoverDrill, type FailoverDrillProps, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf } from '../../support/synthesis';
import { renderReferences } from './support';

const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/media-failover-us-east-1`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`;
const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
];

function declare(stack: cdk.Stack, props: Partial<FailoverDrillProps> = {}): FailoverDrill {
  return new FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN,
      multiRegionAccessPointName: 'media',
      encryptionKeyArns: [KEY, `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media`],
    }),
    buckets: BUCKETS,
    failoverRole: iam.Role.fromRoleArn(stack, 'Runbook', ROLE),
    reportBucket: s3.Bucket.fromBucketAttributes(stack, 'Reports', { bucketName: 'reports', region: 'eu-central-1' }),
    ...props,
  });
}

function findStatements(template: Template): Statement[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')) as {
    Properties: { PolicyDocument: { Statement: Statement[] } };
  }[];
  const statements =
    renderReferences(policies.flatMap(({ Properties: { PolicyDocument: document } }) => document.Statement));
  return JSON.parse(JSON.stringify(statements).replace(/AWS::Partition/g, 'aws')) as Statement[];
}

describe('FailoverDrill', () => {
  describe('with canaries', () => {
    let template: Template;
    beforeAll(() => {
      const stack = stackIn();
      declare(stack).metricNotReady().createAlarm(stack, 'NotReady', { threshold: 1, evaluationPeriods: 1 });
      template = Template.fromStack(stack);
    });

    test('runs once every day and publishes its errors as a metric', () => {
      template.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0 } }],
      });
      template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'Errors',
        Period: 86_400,
        Statistic: 'Sum',
      });
      template.hasResourceProperties('AWS::Lambda::Function', {
        Handler: 'index.onSchedule',
        Timeout: 900,
        Environment: {
          Variables: {
            ACCESS_POINT_ARN: ARN,
            PRINCIPAL_ARN: ROLE,
            MAX_RPO_SECONDS: '900',
            CANARY_PREFIX: 'cdk-s3-mrap-drill/',
            REPORT_BUCKET: 'reports',
            REPORT_REGION: 'eu-central-1',
            REPORT_PREFIX: 'failover-drills/',
          },
        },
      });
    });

    // The key policy delegates to IAM.
    const root: Statement = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const decide = (action: string, resource: string, context = {}) => evaluate(
      { principal: `arn:aws:iam::${ACCOUNT}:role/x`, action, resource, owner: ACCOUNT, context },
      { identity: findStatements(template), resource: [root] });

    test.each([
      ['s3:GetMultiRegionAccessPointRoutes', ARN],
      ['s3:GetBucketObjectLockConfiguration', 'arn:aws:s3:::media-us'],
      ['s3:GetReplicationConfiguration', 'arn:aws:s3:::media-eu'], ['s3:GetBucketPolicy', 'arn:aws:s3:::media-us'],
      ['s3:GetEncryptionConfiguration', 'arn:aws:s3:::media-us'], ['s3:ListBucket', 'arn:aws:s3:::media-us'],
      ['iam:SimulatePrincipalPolicy', ROLE], ['cloudwatch:GetMetricData', '*'], ['cloudwatch:ListMetrics', '*'],
      ['kms:DescribeKey', KEY], ['s3:PutObject', 'arn:aws:s3:::media-eu/cdk-s3-mrap-drill/x'],
      ['s3:GetObject', 'arn:aws:s3:::media-us/cdk-s3-mrap-drill/x'],
      ['s3:DeleteObjectVersion', 'arn:aws:s3:::media-us/cdk-s3-mrap-drill/x'],
      ['s3:PutObject', 'arn:aws:s3:::reports/failover-drills/x.json'],
    ])('allows %s on %s', (action, resource) => {
      expect(decide(action, resource)).toBe('allowed');
    });

    test('allows the use of keys only through S3', () => {
      expect(decide('kms:GenerateDataKey', KEY, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' })).toBe('allowed');
      expect(decide('kms:GenerateDataKey', KEY)).toBe('implicitly denied');
    });

    test.each([
      ['s3:SubmitMultiRegionAccessPointRoutes', ARN], ['s3:PutObject', 'arn:aws:s3:::media-eu/films/a'],
      ['s3:GetObject', 'arn:aws:s3:::media-eu/films/a'], ['s3:DeleteObjectVersion', 'arn:aws:s3:::media-us/films/a'],
      ['s3:PutObject', 'arn:aws:s3:::reports/other'], ['s3:GetObject', 'arn:aws:s3:::reports/failover-drills/x'],
      ['s3:PutBucketPolicy', 'arn:aws:s3:::media-us'],
      ['iam:SimulatePrincipalPolicy', `arn:aws:iam::${ACCOUNT}:role/other`],
    ])('does not allow %s on %s', (action, resource) => {
      expect(decide(action, resource)).toBe('implicitly denied');
    });
  });

  test.each([0, 500])('rejects a recovery point of %d milliseconds', (milliseconds) => {
    expect(() => declare(stackIn(), { maxRpo: cdk.Duration.millis(milliseconds) })).toThrow(
      /\[MRAP788\] property maxRpo is missing or invalid, got 0(\.5)? seconds, expected at least 1 second/,
    );
  });

  test.each<[string, Partial<FailoverDrillProps>, string]>([
    ['a canary prefix with a wildcard', { canaryPrefix: 'drill*' }, 'canaryPrefix'],
    ['a rate of one minute', { schedule: events.Schedule.rate(cdk.Duration.minutes(1)) }, 'schedule'],
    ['a cron expression for every minute', { schedule: events.Schedule.cron({}) }, 'schedule'],
    ['a cron expression for every five minutes', { schedule: events.Schedule.cron({ minute: '0/5' }) }, 'schedule'],
  ])('rejects %s', (_name, props, property) => {
    expect(() => declare(stackIn(), props)).toThrow(`[MRAP788] property ${property} is missing or invalid`);
  });

  test('rejects an empty prefix of canaries, which would include all objects', () => {
    expect(() => declare(stackIn(), { canaryPrefix: '' })).toThrow(/MRAP788.*canaryPrefix.*empty text/);
  });

  test('rejects a role of another account', () => {
    const stack = stackIn();
    const failoverRole = iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/operator');
    expect(() => declare(stack, { failoverRole })).toThrow(/MRAP788.*failoverRole.*a role of account 444455556666/);
  });

  test.each<[string, Partial<FailoverDrillProps>]>([
    ['a rate of 15 minutes', { schedule: events.Schedule.rate(cdk.Duration.minutes(15)) }],
    ['a rate in hours', { schedule: events.Schedule.rate(cdk.Duration.hours(2)) }],
    ['an empty canary prefix without canaries', { canaries: false, canaryPrefix: '' }],
    ['a canary prefix that is a token', { canaryPrefix: cdk.Fn.importValue('prefix') }],
  ])('accepts %s', (_name, props) => {
    const stack = stackIn();
    expect(verdictOf(stack, () => declare(stack, props))).toEqual({ errors: [], warnings: [] });
  });

  describe('with a report bucket', () => {
    const createReports = (stack: cdk.Stack, account: string) => {
      const reports = new cdk.Stack(stack.node.root, 'Reports', { env: { account, region: 'us-west-2' } });
      return new s3.Bucket(reports, 'Bucket', {
        bucketName: 'acme-reports', encryptionKey: new kms.Key(reports, 'Key', { alias: 'reports' }),
      });
    };

    test.each([ACCOUNT, OTHER_ACCOUNT])('allows its role to use the key in another Region of account %s', (account) => {
      const stack = stackIn();
      const reportBucket = createReports(stack, account);
      const drill = declare(stack, { reportBucket });
      const assembly = (stack.node.root as cdk.App).synth();
      const template = Template.fromJSON(assembly.getStackByName('Reports').template as object);
      const [{ Properties: { KeyPolicy: policy } }] = Object.values(template.findResources('AWS::KMS::Key'));
      // KMS rejects a policy with a role that does not exist, and the bucket may deploy before the drill.
      expect(policy.Statement.at(-1)).toEqual({
        Effect: 'Allow',
        Action: 'kms:GenerateDataKey',
        Resource: '*',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Condition: {
          ArnLike: { 'aws:PrincipalArn': expect.anything() },
          StringEquals: { 'kms:ViaService': 's3.us-west-2.amazonaws.com' },
        },
      });
      expect(JSON.stringify(policy.Statement.at(-1))).toMatch(/role\/stackstackdrillrole/);
      expect(JSON.stringify(policy.Statement.slice(0, -1))).not.toMatch(/role\//);
      const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
      expect(policies).toContain(`:kms:us-west-2:${account}:key/*`);
      expect(stack.resolve(drill.role.roleName)).toEqual(expect.anything());
    });

    test('allows its role in the policy of a bucket of another account, which may deploy before the role', () => {
      const stack = stackIn();
      const reportBucket = createReports(stack, OTHER_ACCOUNT);
      expect(verdictOf(stack, () => declare(stack, { reportBucket })).warnings).toEqual([]);
      const { template } = (stack.node.root as cdk.App).synth().getStackByName('Reports');
      const [{ Properties: { PolicyDocument: { Statement: statements } } }] =
        Object.values(Template.fromJSON(template as object).findResources('AWS::S3::BucketPolicy'));
      expect(statements).toEqual([expect.objectContaining({
        Action: 's3:PutObject',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Condition: { ArnLike: { 'aws:PrincipalArn': expect.anything() } },
      })]);
      expect(JSON.stringify(statements[0].Condition)).toMatch(/role\/stackstackdrillrole/);
    });

    test.each<[string, (stack: cdk.Stack) => s3.IBucket, string[]]>([
      ['imported by its name', (stack) => s3.Bucket.fromBucketName(stack, 'Named', 'reports-us-west-2'), ['MRAP316']],
      ['of another account', (stack) => s3.Bucket.fromBucketAttributes(stack, 'Named', {
        bucketName: 'reports', region: 'us-west-2', account: OTHER_ACCOUNT,
      }), ['MRAP317']],
    ])('warns of an imported bucket %s', (_name, makeBucket, warnings) => {
      const stack = stackIn();
      expect(verdictOf(stack, () => declare(stack, { reportBucket: makeBucket(stack) })))
        .toEqual({ errors: [], warnings });
    });
  });

  test('allows the function only to write its report without canaries', () => {
    const stack = stackIn();
    const schedule = events.Schedule.cron({ hour: '3', minute: '0' });
    declare(stack, { canaries: false, schedule, maxRpo: cdk.Duration.hours(1) });
    const template = Template.fromStack(stack);
    const writes = findStatements(template)
      .filter(({ Action }) => [Action].flat().some((action) => /^s3:(Put|Delete)|^kms:G/.test(action as string)));
    expect(writes.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::reports/failover-drills/*']);
    const [{ Properties: { Environment: { Variables: variables } } }] =
      Object.values(template.findResources('AWS::Lambda::Function', {
        Properties: { Handler: 'index.onSchedule' },
      })) as { Properties: { Environment: { Variables: Record<string, string> } } }[];
    expect(variables).not.toHaveProperty('CANARY_PREFIX');
    expect(variables.MAX_RPO_SECONDS).toBe('3600');
  });

  describe('with buckets that lock new objects by default', () => {
    const declareLocked = (stack: cdk.Stack, props: Partial<FailoverDrillProps> = {}, lock: s3.BucketProps = {
      objectLockDefaultRetention: s3.ObjectLockRetention.compliance(cdk.Duration.days(3650)),
    }) => {
      const bucket = new s3.Bucket(stack, 'Locked', { bucketName: 'media-eu', versioned: true, ...lock });
      return declare(stack, { buckets: [UnderlyingBucket.fromBucket(bucket), BUCKETS[1]], ...props });
    };

    test('reports MRAP790 and allows the function to write nothing but its report', () => {
      const stack = stackIn();
      expect(verdictOf(stack, () => declareLocked(stack)).warnings).toEqual(['MRAP790']);
      const writes = findStatements(Template.fromStack(stack))
        .filter(({ Action }) => [Action].flat().some((action) => /^s3:(Put|Delete)|^kms:G/.test(action as string)));
      expect(writes.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::reports/failover-drills/*']);
    });

    test.each<[string, Partial<FailoverDrillProps>, s3.BucketProps | undefined]>([
      ['without canaries', { canaries: false }, undefined],
      ['if Object Lock has no default retention', {}, { objectLockEnabled: true }],
      ['without Object Lock', {}, {}],
    ])('does not report MRAP790 %s', (_, props, lock) => {
      const stack = stackIn();
      expect(verdictOf(stack, () => declareLocked(stack, props, lock)).warnings).toEqual([]);
    });
  });

  test.each([
    ['MRAP796', 'unknown buckets', () => undefined],
    [
      'MRAP794', 'a bucket without a name',
      (stack: cdk.Stack) => [UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Unnamed', { versioned: true }))],
    ],
  ])('returns %s for %s', (code, _name, buckets) => {
    const stack = stackIn();
    expect(verdictOf(stack, () => declare(stack, { buckets: buckets(stack) })).errors).toEqual([code]);
  });
});
