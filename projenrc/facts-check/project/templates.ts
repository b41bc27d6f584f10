import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { FailoverDrill, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from '../../../src';
import { ACCOUNT, synthesizeAll, type SynthesizedTemplate, type Template } from '../../security/applications';

/** All templates of docs/security.md, which use every option, and the template of a drill. */
export function renderTemplates(): SynthesizedTemplate[] {
  return [...synthesizeAll(), ...renderDrill()];
}

function renderDrill(): SynthesizedTemplate[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1'],
    encryption: UnderlyingBucketEncryption.kms(),
  });
  new FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: media.accessPoint,
    failoverRole: new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }),
    reportBucket: s3.Bucket.fromBucketName(stack, 'Reports', 'failover-reports'),
  });
  return app.synth().stacks
    .map(({ stackName, template }) => ({ application: 'a drill', stack: stackName, template: template as Template }));
}
