import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, ManualFailoverPolicy, MultiRegionAccessPoint,
  MultiRegionAccessPointRoutes, UnderlyingBucket,
} from 'cdk-s3-mrap';

const app = new App();
const stack = new Stack(app, 'AdoptExisting', { env: { account: '111122223333', region: 'eu-west-1' } });
const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

// Made by hand, by Terraform or by CloudFormation: from the next deployment on it is this stack's, with the alias it has.
const media = new MultiRegionAccessPoint(stack, 'Media', {
  multiRegionAccessPointName: 'media-by-hand',
  buckets: [
    UnderlyingBucket.fromBucketName('media-by-hand-ireland', 'eu-west-1'),
    UnderlyingBucket.fromBucketName('media-by-hand-virginia', 'us-east-1'),
  ],
  existing: ExistingAccessPointPolicy.ADOPT,
});
media.grants.read(reader);

// What another application declares stays its own; this one reads from it, and says where its traffic goes.
const films = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Films', {
  multiRegionAccessPointArn: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap',
  multiRegionAccessPointName: 'films',
});
films.grants.read(reader, 'trailers/*');
new MultiRegionAccessPointRoutes(stack, 'FilmsRoutes', {
  multiRegionAccessPoint: films,
  buckets: [UnderlyingBucket.fromBucketName('films-ireland', 'eu-west-1'), UnderlyingBucket.fromBucketName('films-virginia', 'us-east-1')],
  failover: FailoverConfiguration.activePassive(['eu-west-1']),
  manualFailover: ManualFailoverPolicy.FAIL,
});
app.synth();
