import { performance } from 'node:perf_hooks';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, type IPolicyValidationContext, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Result, type Row } from '../row';
import { median, milliseconds, times } from '../statistics';
import { MultiRegionAccessPointChecks } from 'cdk-s3-mrap';

/** The resources of one round: a replicated bucket with its policy, a role that replicates, a reader; every tenth round an access point as well. */
const PER_ROUND = 6.2;
const ROUNDS_PER_STACK = 60;
const RUNS = 7;
const THIRD = 1 / 3;
const TWICE = 2.3;

/** An application of S3 and IAM resources. */
function application(resources: number): App {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validationReportJson': true, '@aws-cdk/core:validationReportPrettyPrint': false } });
  let stack = new Stack(app, 'Stack0', { env: { account: '111122223333', region: 'eu-west-1' } });
  for (let round = 0; round < resources / PER_ROUND; round += 1) {
    if (round % ROUNDS_PER_STACK === 0 && round > 0) stack = new Stack(app, `Stack${round}`, { env: { account: '111122223333', region: 'eu-west-1' } });
    declareRound(stack, round);
  }
  return app;
}

function declareRound(stack: Stack, round: number): void {
  const bucket = new s3.Bucket(stack, `Bucket${round}`, { bucketName: `media-${round}`, versioned: true, enforceSSL: true });
  const role = new iam.Role(stack, `Replication${round}`, { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: [bucket.bucketArn, `${bucket.bucketArn}/*`, `arn:aws:s3:::copy-${round}/*`] }));
  (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
    role: role.roleArn,
    rules: [{ id: 'all', status: 'Enabled', priority: 1, filter: { prefix: '' }, deleteMarkerReplication: { status: 'Enabled' }, destination: { bucket: `arn:aws:s3:::copy-${round}` } }],
  };
  const reader = new iam.Role(stack, `Reader${round}`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  reader.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket.bucketArn}/*`] }));
  if (round % 10 === 0) declareAccessPoint(stack, round, bucket);
}

function declareAccessPoint(stack: Stack, round: number, bucket: s3.Bucket): void {
  const accessPoint = new s3.CfnMultiRegionAccessPoint(stack, `AccessPoint${round}`, { name: `media-${round}`, regions: [{ bucket: bucket.bucketName }, { bucket: `copy-${round}` }] });
  const arn = `arn:aws:s3::111122223333:accesspoint/${accessPoint.attrAlias}`;
  new s3.CfnMultiRegionAccessPointPolicy(stack, `Policy${round}`, {
    mrapName: accessPoint.ref,
    policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:GetObject', Resource: `${arn}/object/*` }] },
  });
}

/** What aws-cdk-lib hands to a plugin, whatever its version. */
function synthesized(app: App): IPolicyValidationContext {
  let handed: IPolicyValidationContext | undefined;
  Validations.of(app).addPlugins({
    name: 'handed',
    validate: (context) => {
      handed = context;
      return { success: true, violations: [] };
    },
  });
  app.synth();
  return handed!;
}

function time(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** Side by side in one run: what a machine does otherwise weighs on both. */
function measure(): { ours: number; nag: number; twice: number } {
  const [thousand, twoThousand] = [application(1000), application(2000)].map(synthesized);
  const checks = new MultiRegionAccessPointChecks();
  const runs = Array.from({ length: RUNS }, () => ({
    ours: time(() => checks.validate(thousand)),
    nag: time(() => new AwsSolutionsChecks().validate(thousand)),
    twice: time(() => checks.validate(twoThousand)),
  }));
  return { ours: median(runs.map(({ ours }) => ours)), nag: median(runs.map(({ nag }) => nag)), twice: median(runs.map(({ twice }) => twice)) };
}

export const linting: Row = {
  name: 'linting',
  measure: (): Result[] => {
    const { ours, nag, twice } = measure();
    return [{
      what: 'linting 1,000 resources of S3 and IAM',
      measured: `${times(ours / nag)}, ${milliseconds(ours)}`,
      against: `cdk-nag AwsSolutions: ${milliseconds(nag)}`,
      budget: times(THIRD),
      kept: ours / nag <= THIRD,
      figures: { ratio: ours / nag, ms: ours, nagMs: nag },
    }, {
      what: 'linting 2,000 of them',
      measured: `${times(twice / ours)}, ${milliseconds(twice)}`,
      against: `1,000: ${milliseconds(ours)}`,
      budget: times(TWICE),
      kept: twice / ours <= TWICE,
      figures: { ratio: twice / ours, ms: twice },
    }];
  },
};
