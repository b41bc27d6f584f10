import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { App, CfnOutput, type CfnResource, Fn, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { lintSources } from '../../../cli/commands/lint';
import { version } from '../../../package.json';
import { MultiRegionAccessPoint, MultiRegionAccessPointChecks, Provisioning, UnderlyingBucket } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { warningTexts } from '../../support/synthesis';
import { synthesizeWith } from './synthesis';

const IRELAND = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const VIRGINIA = { env: { account: ACCOUNT, region: 'us-east-1' } };
const checks = new MultiRegionAccessPointChecks();

function createApp(props: object = {}): App {
  return new App({ treeMetadata: false, analyticsReporting: false, ...props });
}

function declareMisnamed(scope: Stack, id = 'Media', name = 'Media'): s3.CfnMultiRegionAccessPoint {
  return new s3.CfnMultiRegionAccessPoint(scope, id, {
    name,
    regions: [{ bucket: 'media-ireland' }, { bucket: 'media-virginia' }],
  });
}

const idsOf = (findings: readonly { ruleId: string; constructPath?: string }[]) =>
  findings.map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`).sort();

describe('MultiRegionAccessPointChecks', () => {
  test('fails the synthesis for an error and reports its location', () => {
    const root = createApp();
    declareMisnamed(new Stack(root, 'Stack', IRELAND));
    const { failed, violations } = synthesizeWith(root, checks);
    expect(failed).toBe(true);
    expect(violations).toEqual([expect.objectContaining({
      ruleName: 'MRAP101',
      severity: 'error',
      fix: expect.stringContaining('choose a valid name'),
      violatingResources: [expect.objectContaining({ resourceLogicalId: 'Media', locations: ['Properties/Name'] })],
    })]);
  });

  test('does not fail the synthesis for a warning', () => {
    const root = createApp();
    new s3.CfnMultiRegionAccessPoint(new Stack(root, 'Stack', IRELAND), 'Media', {
      name: 'media',
      regions: [{ bucket: 'media-ireland' }],
    });
    const { failed, violations } = synthesizeWith(root, checks);
    expect(violations.map(({ ruleName, severity }) => [ruleName, severity])).toEqual([['MRAP211', 'warning']]);
    expect(failed).toBe(false);
  });

  describe('Validations.acknowledge', () => {
    function createTwoStacks(): { root: App; first: Stack; second: Stack } {
      const root = createApp();
      const [first, second] = ['First', 'Second'].map((id) => new Stack(root, id, IRELAND));
      declareMisnamed(first, 'Media', 'One');
      declareMisnamed(second, 'Media', 'Two');
      return { root, first, second };
    }

    test('silences a rule in the whole application', () => {
      const { root } = createTwoStacks();
      Validations.of(root).acknowledge({ id: 'cdk-s3-mrap::MRAP101', reason: 'they are not deployed' });
      expect(synthesizeWith(root, checks)).toMatchObject({ failed: false });
      expect(checks.checkScope(root)).toEqual([]);
    });

    test.each(['MRAP101', 'cdk-s3-mrap::MRAP101'])('silences a rule at one construct by %s', (id) => {
      const { root, first } = createTwoStacks();
      Validations.of(first).acknowledge({ id, reason: 'it is not deployed' });
      expect(idsOf(checks.checkScope(root))).toEqual(['MRAP101 Second/Media']);
    });

    test('does not silence other constructs in the synthesis if it uses the id without prefix', () => {
      const { root, first } = createTwoStacks();
      Validations.of(first).acknowledge({ id: 'MRAP101', reason: 'it is not deployed' });
      const { failed, violations } = synthesizeWith(root, checks);
      expect({ failed, count: violations.length }).toEqual({ failed: true, count: 1 });
    });
  });

  /** An application with resources that are not declared by constructs of this library. */
  function createMixedApp(): App {
    const root = createApp({
      context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true },
    });
    const ireland = new Stack(root, 'Ireland', IRELAND);
    const virginia = new Stack(root, 'Virginia', VIRGINIA);
    const made = new s3.Bucket(ireland, 'Made', { versioned: true });
    const far = new s3.Bucket(virginia, 'Far', { bucketName: 'far' });
    const nested = new NestedStack(ireland, 'Nested');
    const inner = new s3.CfnMultiRegionAccessPoint(nested, 'Inner', {
      name: 'Inner',
      regions: [{ bucket: made.bucketName }, { bucket: far.bucketName }],
    });
    const role = new iam.Role(virginia, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const escaped = new s3.CfnMultiRegionAccessPoint(virginia, 'Escaped', {
      name: 'escaped',
      regions: [{ bucket: 'a-bucket' }, { bucket: 'b-bucket' }],
    });
    escaped.addPropertyOverride('Regions.1.Bucket', 'a-bucket');
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3::${ACCOUNT}:accesspoint/${escaped.attrAlias}`],
    }));
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
    declareMisnamed(staged, 'Media', 'Staged');
    Validations.of(declareMisnamed(staged, 'Other', 'Other'))
      .acknowledge({ id: 'MRAP101', reason: 'it is not deployed' });
    expect(inner.logicalId).toBeDefined();
    return root;
  }

  const EXPECTED = [
    'MRAP101 Ireland/Nested/Inner', 'MRAP101 Stage/Staged/Media', 'MRAP203 Virginia/Escaped',
    'MRAP303 Virginia/Routes/Resource/Default', 'MRAP305 Virginia/Routes/Resource/Default',
    'MRAP504 Virginia/Role/DefaultPolicy/Resource', 'MRAP555 Ireland/Made/Resource', 'MRAP555 Virginia/Far/Resource',
  ];

  test('reports the same in the tree and in the templates as the command line', () => {
    expect(idsOf(checks.checkScope(createMixedApp()))).toEqual(EXPECTED);

    const root = createMixedApp();
    const { directory, violations } = synthesizeWith(root, checks);
    expect(violations.map(({ ruleName }) => ruleName).sort()).toEqual(EXPECTED.map((entry) => entry.split(' ')[0]));

    const found = lintSources([directory], {}).findings;
    expect(idsOf(found)).toEqual(EXPECTED);
    const texts = (entries: readonly { message: string }[]) => entries.map(({ message }) => message).sort();
    expect(violations.map(({ description }) => description).sort()).toEqual(texts(found));
  });

  test('checks a construct and its children against the whole application', () => {
    const root = createMixedApp();
    expect(idsOf(checks.checkScope(root.node.findChild('Virginia').node.findChild('Escaped'))))
      .toEqual(['MRAP203 Virginia/Escaped']);
    expect(checks.checkScope(root.node.findChild('Stage'))[0])
      .toMatchObject({ ruleId: 'MRAP101', logicalId: 'Media', location: 'Properties/Name' });
  });

  test('does not change the tree', () => {
    const [checked, other] = [createMixedApp(), createMixedApp()];
    checks.checkScope(checked);
    const templatesOf = (root: App) => synthesizeWith(root).templates;
    expect(templatesOf(checked)).toEqual(templatesOf(other));
  });

  test('checks included templates', () => {
    const root = createApp();
    const stack = new Stack(root, 'Stack', IRELAND);
    const file = path.join(root.outdir, 'included.json');
    writeFileSync(file, JSON.stringify({
      Resources: {
        Media: {
          Type: 'AWS::S3::MultiRegionAccessPoint',
          Properties: { Name: 'M', Regions: [{ Bucket: 'abc' }, { Bucket: 'def' }] },
        },
      },
    }));
    new CfnInclude(stack, 'Included', { templateFile: file });
    expect(idsOf(checks.checkScope(root))).toEqual(['MRAP101 Stack/Included/Media']);
  });

  test('reads dependencies between constructs', () => {
    const root = createApp();
    const stack = new Stack(root, 'Stack', IRELAND);
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-ireland' });
    (bucket.node.defaultChild as CfnResource).cfnOptions.deletionPolicy = undefined;
    const accessPoint = declareMisnamed(stack, 'Media', 'media');
    expect(idsOf(checks.checkScope(root))).toContain('MRAP210 Stack/Bucket/Resource');
    accessPoint.node.addDependency(bucket);
    expect(idsOf(checks.checkScope(root))).toEqual(['MRAP555 Stack/Bucket/Resource']);
  });

  test.each([
    Provisioning.customResource(), Provisioning.cloudFormation(),
  ])('reports nothing that a construct has reported: %j', (provisioning) => {
    const root = createApp();
    const stack = new Stack(root, 'Stack', IRELAND);
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: [
        UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1'),
        UnderlyingBucket.fromBucketName('media-cape', 'af-south-1'),
      ],
      provisioning,
    });
    accessPoint.grants.read(new iam.AccountPrincipal('444455556666'));
    const { failed, violations } = synthesizeWith(root, checks);
    expect(warningTexts(stack, 'MRAP205')).toHaveLength(1);
    expect(violations).toEqual([]);
    expect(failed).toBe(false);
  });

  test('reads the context of the application', () => {
    const root = createApp({ context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1'] } });
    const stack = new Stack(root, 'Virginia', VIRGINIA);
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-virginia' });
    new s3.CfnMultiRegionAccessPoint(stack, 'Media', {
      name: 'media',
      regions: [{ bucket: bucket.bucketName }, { bucket: 'media-ireland' }],
    });
    expect(idsOf(checks.checkScope(root))).toContain('MRAP213 Virginia/Media');
  });

  test('has the name and the version of the library, and lists its rules', () => {
    expect(checks.name).toBe('cdk-s3-mrap');
    expect(checks.version).toBe(version);
    expect(checks.ruleIds).toEqual([...new Set(checks.ruleIds)].sort());
    expect(checks.ruleIds).toEqual(expect.arrayContaining(['MRAP101', 'MRAP804']));
  });
});
