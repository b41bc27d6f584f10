import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import { MultiRegionAccessPointChecks } from 'cdk-s3-mrap';

const app = new App();
const stack = new Stack(app, 'LintOnly', { env: { account: '111122223333', region: 'eu-west-1' } });
const ireland = new s3.CfnBucket(stack, 'Ireland', {
  bucketName: 'linted-ireland',
  versioningConfiguration: { status: 'Enabled' },
});
new s3.CfnMultiRegionAccessPoint(stack, 'Media', {
  name: 'linted',
  regions: [{ bucket: ireland.ref }, { bucket: 'linted-virginia' }],
});

Validations.of(app).addPlugins(new MultiRegionAccessPointChecks());
Validations.of(ireland)
  .acknowledge({ id: 'cdk-s3-mrap::MRAP555', reason: 'another team writes the policies of its buckets' });
app.synth();
