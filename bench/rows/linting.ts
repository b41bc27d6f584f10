import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, type IPolicyValidationContext, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Result, type Row } from '../row';
import { formatMilliseconds, formatRatio, mean, runInTurn } from '../statistics';
import { measureSmallTemplates } from './small-templates';
import type * as library from 'cdk-s3-mrap';

/** The compiled library, which users run. cdk-nag is compiled, too. */
const { MultiRegionAccessPointChecks } = createRequire(__filename)('../../lib') as typeof library;

/**
 * The average number of resources per round: a replicated bucket with its policy, a replication role, a reader role
 * and, in every tenth round, an access point.
 */
const PER_ROUND = 6.2;
const ROUNDS_PER_STACK = 60;
const RUNS = 11;
const MAXIMUM_RATIO = 1 / 3;
const MAXIMUM_GROWTH = 2.3;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Declares an application with S3 and IAM resources. */
function declareApplication(resources: number): App {
  const app = new App({
    analyticsReporting: false,
    context: { '@aws-cdk/core:validationReportJson': true, '@aws-cdk/core:validationReportPrettyPrint': false },
  });
  let stack = new Stack(app, 'Stack0', { env: { account: '111122223333', region: 'eu-west-1' } });
  for (let round = 0; round < resources / PER_ROUND; round += 1) {
    if (round % ROUNDS_PER_STACK === 0 && round > 0) {
      stack = new Stack(app, `Stack${round}`, { env: { account: '111122223333', region: 'eu-west-1' } });
    }
    declareRound(stack, round);
  }
  return app;
}

function declareRound(stack: Stack, round: number): void {
  const bucket = new s3.Bucket(stack, `Bucket${round}`, {
    bucketName: `media-${round}`,
    versioned: true,
    enforceSSL: true,
  });
  const role = new iam.Role(stack, `Replication${round}`, { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['s3:*'],
      resources: [bucket.bucketArn, `${bucket.bucketArn}/*`, `arn:aws:s3:::copy-${round}/*`],
    }),
  );
  (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: 'all',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Enabled' },
        destination: { bucket: `arn:aws:s3:::copy-${round}` },
      },
    ],
  };
  const reader = new iam.Role(stack, `Reader${round}`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  reader.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket.bucketArn}/*`] }));
  if (round % 10 === 0) declareAccessPoint(stack, round, bucket);
}

function declareAccessPoint(stack: Stack, round: number, bucket: s3.Bucket): void {
  const accessPoint = new s3.CfnMultiRegionAccessPoint(stack, `AccessPoint${round}`, {
    name: `media-${round}`,
    regions: [{ bucket: bucket.bucketName }, { bucket: `copy-${round}` }],
  });
  const arn = `arn:aws:s3::111122223333:accesspoint/${accessPoint.attrAlias}`;
  new s3.CfnMultiRegionAccessPointPolicy(stack, `Policy${round}`, {
    mrapName: accessPoint.ref,
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:GetObject', Resource: `${arn}/object/*` },
      ],
    },
  });
}

/** Synthesizes an application and returns the context that aws-cdk-lib passes to plugins. */
function captureContext(app: App): IPolicyValidationContext {
  let captured: IPolicyValidationContext | undefined;
  Validations.of(app).addPlugins({
    name: 'context-capture',
    validate: (context) => {
      captured = context;
      return { success: true, violations: [] };
    },
  });
  app.synth();
  return captured!;
}

function measureTime(work: () => unknown): number {
  collectGarbage();
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/**
 * Measures both linters in turn, so that other processes affect both. The times are averages over all runs, because the
 * compiler of the JavaScript engine makes the time of one run vary by a factor of two. Garbage is collected before each
 * run, because a run would otherwise pay for the garbage of the one before.
 */
function measure(): { ours: number; nag: number; doubled: number } {
  const [thousand, twoThousand] = [declareApplication(1000), declareApplication(2000)].map(captureContext);
  const checks = new MultiRegionAccessPointChecks();
  const { ours, nag, doubled } = runInTurn(RUNS, {
    ours: () => measureTime(() => checks.validate(thousand)),
    nag: () => measureTime(() => new AwsSolutionsChecks().validate(thousand)),
    doubled: () => measureTime(() => checks.validate(twoThousand)),
  });
  return { ours: mean(ours), nag: mean(nag), doubled: mean(doubled) };
}

export const linting: Row = {
  name: 'linting',
  measure: (): Result[] => {
    const { ours, nag, doubled } = measure();
    return [{
      subject: 'linting 1,000 S3 and IAM resources',
      measured: `${formatRatio(ours / nag)}, ${formatMilliseconds(ours)}`,
      comparison: `cdk-nag AwsSolutions: ${formatMilliseconds(nag)}`,
      budget: formatRatio(MAXIMUM_RATIO),
      met: ours / nag <= MAXIMUM_RATIO,
      figures: { ratio: ours / nag, ms: ours, nagMs: nag },
    }, {
      subject: 'linting 2,000 S3 and IAM resources',
      measured: `${formatRatio(doubled / ours)}, ${formatMilliseconds(doubled)}`,
      comparison: `1,000 resources: ${formatMilliseconds(ours)}`,
      budget: formatRatio(MAXIMUM_GROWTH),
      met: doubled / ours <= MAXIMUM_GROWTH,
      figures: { ratio: doubled / ours, ms: doubled },
    }, measureSmallTemplates()];
  },
};
