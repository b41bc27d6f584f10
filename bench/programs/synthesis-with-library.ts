import { App, Stack } from 'aws-cdk-lib/core';
import { ACCOUNT, HOME, REGIONS } from '../hand-written/names';
import { countResources } from './count-resources';
import { report } from './report';
import { FailoverConfiguration, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from 'cdk-s3-mrap';

const app = new App({ analyticsReporting: false });
new ReplicatedMultiRegionAccessPoint(new Stack(app, 'Main', { env: { account: ACCOUNT, region: HOME } }), 'Media', {
  multiRegionAccessPointName: 'media',
  bucketNamePrefix: 'media',
  regions: [...REGIONS],
  encryption: UnderlyingBucketEncryption.kms(),
  failover: FailoverConfiguration.activePassive([HOME]),
});
report(countResources(app.synth()));
