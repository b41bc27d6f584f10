import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import {
  ExistingAccessPointPolicy, FailoverConfiguration, ManualFailoverPolicy, MultiRegionAccessPoint,
  MultiRegionAccessPointRoutes, UnderlyingBucket,
} from 'cdk-s3-mrap';

const app = new App();
const stack = new Stack(app, 'AdoptExisting', { env: { account: '111122223333', region: 'eu-west-1' } });
const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

// Created manually, by Terraform or by CloudFormation. The next deployment adopts it with its current alias.
const media = new MultiRegionAccessPoint(stack, 'Media', {
  multiRegionAccessPointName: 'media-by-hand',
  buckets: [
    UnderlyingBucket.fromBucketName('media-by-hand-ireland', 'eu-west-1'),
    UnderlyingBucket.fromBucketName('media-by-hand-virginia', 'us-east-1'),
  ],
  existing: ExistingAccessPointPolicy.ADOPT,
});
media.grants.read(reader);

// Declared by another application. This application only reads objects and manages the routes.
const films = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Films', {
  multiRegionAccessPointArn: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap',
  multiRegionAccessPointName: 'films',
});
films.grants.read(reader, 'trailers/*');
new MultiRegionAccessPointRoutes(stack, 'FilmsRoutes', {
  multiRegionAccessPoint: films,
  buckets: [
    UnderlyingBucket.fromBucketName('films-ireland', 'eu-west-1'),
    UnderlyingBucket.fromBucketName('films-virginia', 'us-east-1'),
  ],
  failover: FailoverConfiguration.activePassive(['eu-west-1']),
  manualFailover: ManualFailoverPolicy.FAIL,
});
app.synth();
