import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, CfnOutput, type CfnResource, Fn, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { lintSources } from '../../cli/commands/lint';
import { MultiRegionAccessPoint, MultiRegionAccessPointChecks, UnderlyingBucket } from '../../src';
import { ACCOUNT } from '../support/accounts';
import { synthesizeWith } from './synthesis';

const IRELAND = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const VIRGINIA = { env: { account: ACCOUNT, region: 'us-east-1' } };
const checks = new MultiRegionAccessPointChecks();

function app(props: object = {}): App {
  return new App({ treeMetadata: false, analyticsReporting: false, ...props });
}

function misnamed(scope: Stack, id = 'Media', name = 'Media'): s3.CfnMultiRegionAccessPoint {
  return new s3.CfnMultiRegionAccessPoint(scope, id, { name, regions: [{ bucket: 'media-ireland' }, { bucket: 'media-virginia' }] });
}

const idsOf = (findings: readonly { ruleId: string; constructPath?: string }[]) => findings.map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`).sort();

test('an error stops the synthesis, and says where', () => {
  const root = app();
  misnamed(new Stack(root, 'Stack', IRELAND));
  const { failed, violations } = synthesizeWith(root, checks);
  expect(failed).toBe(true);
  expect(violations).toEqual([expect.objectContaining({
    ruleName: 'MRAP101',
    severity: 'error',
    fix: expect.stringContaining('choose a name'),
    violatingResources: [expect.objectContaining({ resourceLogicalId: 'Media', locations: ['Properties/Name'] })],
  })]);
});

test('a warning does not', () => {
  const root = app();
  new s3.CfnMultiRegionAccessPoint(new Stack(root, 'Stack', IRELAND), 'Media', { name: 'media', regions: [{ bucket: 'media-ireland' }] });
  const { failed, violations } = synthesizeWith(root, checks);
  expect(violations.map(({ ruleName, severity }) => [ruleName, severity])).toEqual([['MRAP211', 'warning']]);
  expect(failed).toBe(false);
});

describe('an acknowledgement', () => {
  function two(): { root: App; first: Stack; second: Stack } {
    const root = app();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(root, id, IRELAND));
    misnamed(first, 'Media', 'One');
    misnamed(second, 'Media', 'Two');
    return { root, first, second };
  }

  test('of the whole application silences a rule', () => {
    const { root } = two();
    Validations.of(root).acknowledge({ id: 'cdk-s3-mrap::MRAP101', reason: 'they are not deployed' });
    expect(synthesizeWith(root, checks)).toMatchObject({ failed: false });
    expect(checks.checkScope(root)).toEqual([]);
  });

  test.each(['MRAP101', 'cdk-s3-mrap::MRAP101'])('of one construct by %s silences it there', (id) => {
    const { root, first } = two();
    Validations.of(first).acknowledge({ id, reason: 'it is not deployed' });
    expect(idsOf(checks.checkScope(root))).toEqual(['MRAP101 Second/Media']);
  });

  test('by the bare id leaves other constructs alone in the synthesis too', () => {
    const { root, first } = two();
    Validations.of(first).acknowledge({ id: 'MRAP101', reason: 'it is not deployed' });
    const { failed, violations } = synthesizeWith(root, checks);
    expect({ failed, count: violations.length }).toEqual({ failed: true, count: 1 });
  });
});

/** Everything that can be declared in another way than by our constructs. */
function mixture(): App {
  const root = app({ context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
  const ireland = new Stack(root, 'Ireland', IRELAND);
  const virginia = new Stack(root, 'Virginia', VIRGINIA);
  const made = new s3.Bucket(ireland, 'Made', { versioned: true });
  const far = new s3.Bucket(virginia, 'Far', { bucketName: 'far' });
  const nested = new NestedStack(ireland, 'Nested');
  const inner = new s3.CfnMultiRegionAccessPoint(nested, 'Inner', { name: 'Inner', regions: [{ bucket: made.bucketName }, { bucket: far.bucketName }] });
  const role = new iam.Role(virginia, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const escaped = new s3.CfnMultiRegionAccessPoint(virginia, 'Escaped', { name: 'escaped', regions: [{ bucket: 'a-bucket' }, { bucket: 'b-bucket' }] });
  escaped.addPropertyOverride('Regions.1.Bucket', 'a-bucket');
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3::${ACCOUNT}:accesspoint/${escaped.attrAlias}`] }));
  new CfnOutput(ireland, 'Alias', { value: Fn.join('', ['x', made.bucketName]) });
  new AwsCustomResource(virginia, 'Routes', {
    onCreate: {
      service: 'S3Control',
      action: 'submitMultiRegionAccessPointRoutes',
      parameters: {
        AccountId: ACCOUNT,
        Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/${escaped.attrAlias}`,
        RouteUpdates: [{ Bucket: 'c-bucket', TrafficDialPercentage: 100 }],
      },
      region: 'eu-central-1',
      physicalResourceId: PhysicalResourceId.of('routes'),
    },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    installLatestAwsSdk: false,
  });
  const staged = new Stack(new Stage(root, 'Stage', IRELAND), 'Staged');
  misnamed(staged, 'Media', 'Staged');
  Validations.of(misnamed(staged, 'Other', 'Other')).acknowledge({ id: 'MRAP101', reason: 'it is not deployed' });
  expect(inner.logicalId).toBeDefined();
  return root;
}

const EXPECTED = [
  'MRAP101 Ireland/Nested/Inner', 'MRAP101 Stage/Staged/Media', 'MRAP203 Virginia/Escaped', 'MRAP303 Virginia/Routes/Resource/Default',
  'MRAP305 Virginia/Routes/Resource/Default', 'MRAP504 Virginia/Role/DefaultPolicy/Resource',
  'MRAP555 Ireland/Made/Resource', 'MRAP555 Virginia/Far/Resource',
];

test('the tree, the plugin and the command line find the same', () => {
  expect(idsOf(checks.checkScope(mixture()))).toEqual(EXPECTED);

  const root = mixture();
  const { directory, violations } = synthesizeWith(root, checks);
  expect(violations.map(({ ruleName }) => ruleName).sort()).toEqual(EXPECTED.map((entry) => entry.split(' ')[0]));

  const found = lintSources([directory], {});
  expect(idsOf(found)).toEqual(EXPECTED);
  const texts = (entries: readonly { message: string }[]) => entries.map(({ message }) => message).sort();
  expect(violations.map(({ description }) => description).sort()).toEqual(texts(found));
});

test('a construct is checked with all below it, against the whole application', () => {
  const root = mixture();
  expect(idsOf(checks.checkScope(root.node.findChild('Virginia').node.findChild('Escaped')))).toEqual(['MRAP203 Virginia/Escaped']);
  expect(checks.checkScope(root.node.findChild('Stage'))[0]).toMatchObject({ ruleId: 'MRAP101', logicalId: 'Media', location: 'Properties/Name' });
});

test('checking a tree leaves it as it is', () => {
  const [checked, other] = [mixture(), mixture()];
  checks.checkScope(checked);
  const templatesOf = (root: App) => synthesizeWith(root).templates;
  expect(templatesOf(checked)).toEqual(templatesOf(other));
});

test('an included template counts', () => {
  const root = app();
  const stack = new Stack(root, 'Stack', IRELAND);
  const file = path.join(root.outdir, 'included.json');
  writeFileSync(file, JSON.stringify({ Resources: { Media: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'M', Regions: [{ Bucket: 'abc' }, { Bucket: 'def' }] } } } }));
  new CfnInclude(stack, 'Included', { templateFile: file });
  expect(idsOf(checks.checkScope(root))).toEqual(['MRAP101 Stack/Included/Media']);
});

test('a dependency of constructs keeps the order of deletion', () => {
  const root = app();
  const stack = new Stack(root, 'Stack', IRELAND);
  const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-ireland' });
  (bucket.node.defaultChild as CfnResource).cfnOptions.deletionPolicy = undefined;
  const accessPoint = misnamed(stack, 'Media', 'media');
  expect(idsOf(checks.checkScope(root))).toContain('MRAP210 Stack/Bucket/Resource');
  accessPoint.node.addDependency(bucket);
  expect(idsOf(checks.checkScope(root))).toEqual(['MRAP555 Stack/Bucket/Resource']);
});

test('our own constructs are not told twice', () => {
  const root = app();
  const stack = new Stack(root, 'Stack', IRELAND);
  const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-cape', 'af-south-1')],
  });
  accessPoint.grants.read(new iam.AccountPrincipal('444455556666'));
  const { failed, violations } = synthesizeWith(root, checks);
  expect(violations).toEqual([]);
  expect(failed).toBe(false);
});

test('the context of the application counts', () => {
  const root = app({ context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1'] } });
  const stack = new Stack(root, 'Virginia', VIRGINIA);
  const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-virginia' });
  new s3.CfnMultiRegionAccessPoint(stack, 'Media', { name: 'media', regions: [{ bucket: bucket.bucketName }, { bucket: 'media-ireland' }] });
  expect(idsOf(checks.checkScope(root))).toContain('MRAP213 Virginia/Media');
});

test('the plugin names its rules', () => {
  expect(checks.name).toBe('cdk-s3-mrap');
  expect(checks.ruleIds).toEqual([...new Set(checks.ruleIds)].sort());
  expect(checks.ruleIds).toEqual(expect.arrayContaining(['MRAP101', 'MRAP804']));
});
