import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { declareBucket } from './buckets';
import { Handlers } from './handlers';
import { ACCOUNT, makeBucketArn, makeBucketName, HOME, REGIONS, ANY_ACCESS_POINT } from './names';
import { declareReplication } from './replication';

/**
 * Declares six replicated Regions with one access point, with the L2 constructs of aws-cdk-lib. The resources are the
 * same as with the library.
 */
export function declareApplication(app: App): void {
  const main = new Stack(app, 'Main', { env: { account: ACCOUNT, region: HOME } });
  const own = declareBucket(main, HOME);
  for (const region of REGIONS.filter((entry) => entry !== HOME)) {
    const support = new Stack(app, `Main-${region}`, { env: { account: ACCOUNT, region } });
    declareBucket(support, region);
    main.addDependency(support);
  }

  const handlers = new Handlers(main, 'Handlers', {
    statements: [
      new iam.PolicyStatement({
        actions: [
          's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
          's3:GetMultiRegionAccessPointPolicy', 's3:PutMultiRegionAccessPointPolicy',
        ],
        resources: [ANY_ACCESS_POINT],
      }),
      new iam.PolicyStatement({
        actions: ['s3:DescribeMultiRegionAccessPointOperation'],
        resources: [`arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/*`],
      }),
      new iam.PolicyStatement({
        actions: [
          'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
        ],
        resources: [main.stackId],
      }),
      new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
      new iam.PolicyStatement({
        actions: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
        resources: [ANY_ACCESS_POINT],
      }),
      new iam.PolicyStatement({
        actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
        resources: REGIONS.map(makeBucketArn),
      }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [`arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/*`],
        conditions: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
      }),
    ],
  });
  declareReplication(main, handlers, [own]);

  const accessPoint = new CustomResource(main, 'AccessPoint', {
    serviceToken: handlers.serviceToken,
    resourceType: 'Custom::S3MultiRegionAccessPoint',
    serviceTimeout: Duration.hours(1),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    properties: {
      Name: 'media',
      Buckets: REGIONS.map((region) => ({ Bucket: makeBucketName(region), Region: region, AccountId: ACCOUNT })),
      PublicAccessBlock: {
        BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
      },
      Existing: 'REFUSE',
      Replacement: 'FORBID',
    },
  });
  accessPoint.node.addDependency(own);
  const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${accessPoint.getAttString('Alias')}`;

  const policy = new CustomResource(main, 'Policy', {
    serviceToken: handlers.serviceToken,
    resourceType: 'Custom::S3MultiRegionAccessPointPolicy',
    serviceTimeout: Duration.hours(1),
    properties: {
      Name: accessPoint.getAttString('Name'),
      Alias: accessPoint.getAttString('Alias'),
      Policy: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({
          principals: [new iam.AccountRootPrincipal()],
          actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'],
          resources: [arn, `${arn}/object/*`],
        })],
      }),
    },
  });

  const routes = new CustomResource(main, 'Routes', {
    serviceToken: handlers.serviceToken,
    resourceType: 'Custom::S3MultiRegionAccessPointRoutes',
    serviceTimeout: Duration.minutes(10),
    properties: {
      AccessPointArn: arn,
      Routes: [{ Region: HOME, TrafficDialPercentage: 100 }],
      OtherMembers: 0,
      LiveRoutes: 'KEEP',
    },
  });
  routes.node.addDependency(handlers.permissions, policy);
  accessPoint.node.addDependency(handlers.permissions);
  policy.node.addDependency(handlers.permissions);
}
