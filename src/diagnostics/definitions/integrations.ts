import { type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFRONT: FactSource = {
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html',
  date: '2026-08-20',
};
const PRIVATELINK = makeS3UserGuideSource('MultiRegionAccessPointsPrivateLink');

export const MRAP601_CLOUDFRONT_CANNOT_SIGN = defineDiagnostic<{ problem: string; expected: string }>({
  id: 'MRAP601',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'CloudFront cannot sign requests for the access point',
  why: 'Requests from CloudFront fail with 403, or CloudFront does not find the host.',
  message: ({ problem, expected }) => `origin of the distribution ${problem}, expected ${expected}`,
  fix:
    'use the domain name <alias>.mrap.accesspoint.s3-global.amazonaws.com and an origin access control of type s3 '
    + 'with protocol sigv4a',
  source: CLOUDFRONT,
});

export const MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION = defineDiagnostic<{ regions: string[] }>({
  id: 'MRAP602',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'CloudFront origin with a bucket in an opt-in Region',
  why: 'Requests from CloudFront fail if one member is in an opt-in Region.',
  message: ({ regions }) =>
    `origin is an access point with members in opt-in Regions, got ${showValue(regions)}, expected Regions `
      + 'that are '
    + 'enabled by default',
  fix: 'create a separate access point without these members for the distribution',
  source: CLOUDFRONT,
});

export const MRAP603_LAMBDA_EDGE_ON_ORIGIN = defineDiagnostic<{ triggers: string[] }>({
  id: 'MRAP603',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Lambda@Edge trigger on the origin of an access point',
  why: 'CloudFront refuses triggers on origin requests and responses together with sigv4a, so the deployment fails.',
  message: ({ triggers }) =>
    `distribution has Lambda@Edge triggers on the origin of an access point, got ${showValue(triggers)}, `
      + 'expected '
    + 'viewer triggers only',
  fix: 'use viewer triggers or CloudFront Functions',
  source: CLOUDFRONT,
});

export const MRAP604_DISTRIBUTION_NOT_ALLOWED = defineDiagnostic<{ what: string; expected: string }>({
  id: 'MRAP604',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Distribution not allowed by a policy',
  why: 'Requests from CloudFront fail with 403, either all of them or those that S3 routes to one member.',
  message: ({ what, expected }) =>
    `${what} does not allow the distribution, expected a statement that allows cloudfront.amazonaws.com ${expected}`,
  fix: 'allow the service principal cloudfront.amazonaws.com with the condition aws:SourceArn of the distribution',
  source: CLOUDFRONT,
});

export const MRAP605_ALL_DISTRIBUTIONS_ALLOWED = defineDiagnostic<{ distribution: string }>({
  id: 'MRAP605',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'All distributions of the account allowed',
  why:
    'The distribution depends on the stack of the access point, so the policy in that stack cannot contain the id of '
    + 'the distribution.',
  message: ({ distribution }) =>
    'policy of the access point allows all distributions of the account, got distribution '
      + `${showValue(distribution)} `
    + 'in another stack, expected one in the stack of the access point',
  fix: 'declare the distribution in the stack of the access point, or set distributionIds after the first deployment',
  source: CLOUDFRONT,
});

export const MRAP606_UNKNOWN_DISTRIBUTION_ID = defineDiagnostic<{ ids: string[] }>({
  id: 'MRAP606',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Unknown distribution ID at synthesis',
  why:
    'CloudFormation deploys keys and buckets before the distribution. The id of a distribution of the same '
    + 'application would be a dependency cycle.',
  message: ({ ids }) =>
    `distributionIds contains a malformed or unknown id, got ${showValue(ids)}, expected ids that are known at `
    + 'synthesis',
  fix: 'deploy without distributionIds first, then set the ids of the deployed distributions',
  source: CLOUDFRONT,
});

export const MRAP651_VPC_ENDPOINT_SERVICE = defineDiagnostic<{ problem: string }>({
  id: 'MRAP651',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint for the wrong service',
  why: 'Multi-Region Access Points have one service name without a Region, which supports interface endpoints only.',
  message: ({ problem }) =>
    `VPC endpoint for access points ${problem}, expected an interface endpoint of com.amazonaws.s3-global.accesspoint`,
  fix: 'set VpcEndpointType Interface and ServiceName com.amazonaws.s3-global.accesspoint',
  source: PRIVATELINK,
});

export const MRAP652_ENDPOINT_POLICY_INCOMPLETE = defineDiagnostic<{ missing: string }>({
  id: 'MRAP652',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Endpoint policy is incomplete',
  why:
    'The endpoint evaluates each request twice, for the access point and for the bucket. Requests that S3 routes to '
    + 'another bucket fail with 403.',
  message: ({ missing }) =>
    `policy of the VPC endpoint is incomplete, expected it to allow ${showValue(missing)}`,
  fix: 'allow the objects of the access point, …/object/*, and the objects of every member, <bucket>/*',
  source: PRIVATELINK,
});

export const MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS = defineDiagnostic<{ accessPoint: string }>({
  id: 'MRAP653',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint for an access point with unknown members',
  why:
    'The policy of the endpoint must allow every bucket that S3 may route a request to. Requests to other buckets '
    + 'fail with 403.',
  message: ({ accessPoint }) =>
    `members of access point ${showValue(accessPoint)} are not known, got an imported access point, expected its `
    + 'buckets in the property buckets',
  fix: 'set buckets, with UnderlyingBucket.fromBucketName for each bucket',
  source: PRIVATELINK,
});

export const MRAP654_ENDPOINT_IN_ANOTHER_STACK = defineDiagnostic<{ endpoint: string; accessPoint: string }>({
  id: 'MRAP654',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint in another stack that deploys too late',
  why:
    'The policy of a restricted access point contains the ids of its endpoints, so an endpoint in another stack must '
    + 'exist before the stack of the access point deploys.',
  message: ({ endpoint, accessPoint }) =>
    `stack of VPC endpoint ${showValue(endpoint)} depends on the stack of access point ${showValue(accessPoint)}, `
    + 'expected the stack of the endpoint to deploy first',
  fix: 'remove the dependency, and declare resources that use the access point in a third stack',
  source: PRIVATELINK,
});

export const MRAP224_ENDPOINT_POLICY_TOO_LARGE = defineDiagnostic<{
  endpoint: string;
  characters: number;
  limit: number;
  accessPoints: number;
  maxAccessPoints: number;
}>({
  id: 'MRAP224',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint policy too large',
  why: 'EC2 refuses the endpoint. The quota cannot be increased.',
  message: ({ endpoint, characters, limit, accessPoints }) =>
    `policy of VPC endpoint ${showValue(endpoint)} is too large, got ${characters} characters for ${accessPoints} `
    + `access points, expected at most ${limit}`,
  fix: ({ maxAccessPoints }) =>
    `serve about ${maxAccessPoints} access points, and the others in other VPCs; or override PolicyDocument of the `
    + 'endpoint with patterns such as arn:aws:s3::<account>:accesspoint/* and arn:aws:s3:::<prefix>*',
  source: {
    url: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html',
    date: '2026-04-13',
  },
});

export const MRAP655_VPC_IN_ANOTHER_REGION = defineDiagnostic<{ vpc: string; region: string; stackRegion: string }>({
  id: 'MRAP655',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'VPC in another Region than its endpoint',
  why: 'EC2 creates an interface endpoint only in the Region of its VPC, so the deployment would fail.',
  message: ({ vpc, region, stackRegion }) =>
    `VPC ${showValue(vpc)} is in another Region than the stack of its endpoint, got ${showValue(region)}, expected `
    + showValue(stackRegion),
  fix: 'declare the endpoint in a stack of the Region of the VPC; restrict() includes the endpoints of all Regions',
  source: PRIVATELINK,
});

export const MRAP656_ACCESS_POINT_NOT_SERVED = defineDiagnostic<{ accessPoint: string; endpoint: string }>({
  id: 'MRAP656',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Restricted access point not served by the endpoint',
  why:
    'The policy of the access point would deny all requests except requests through the endpoint, whose policy does '
    + 'not allow the access point. All clients would be denied.',
  message: ({ accessPoint, endpoint }) =>
    `access point ${showValue(accessPoint)} is restricted to VPC endpoint ${showValue(endpoint)}, which does not serve `
    + 'it, expected an access point from multiRegionAccessPoints of the endpoint',
  fix: 'add the access point to multiRegionAccessPoints of the endpoint',
  source: PRIVATELINK,
});

export const MRAP657_MALFORMED_ENDPOINT_ID = defineDiagnostic<{ ids: string[] }>({
  id: 'MRAP657',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed VPC endpoint ID',
  why: 'No request uses an endpoint with such an id, so the policy would deny the requests that it should allow.',
  message: ({ ids }) =>
    `otherVpcEndpointIds contains a malformed id, got ${showValue(ids)}, expected ids like "vpce-0123456789abcdef0"`,
  fix: 'use the ids of the endpoints',
  source: PRIVATELINK,
});

export const MRAP658_VPC_WITHOUT_DNS = defineDiagnostic<{ vpc: string; disabled: readonly string[] }>({
  id: 'MRAP658',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'VPC without DNS for its endpoint',
  why: 'EC2 refuses an endpoint with private DNS in a VPC without DNS support or DNS host names.',
  message: ({ vpc, disabled }) =>
    `VPC ${showValue(vpc)} has no DNS for its endpoint, got ${showValue(disabled)} false, expected true`,
  fix: ({ disabled }) => `set ${disabled.join(' and ')} of the VPC to true`,
  source: PRIVATELINK,
});

export const MRAP659_SECOND_ENDPOINT_OF_VPC = defineDiagnostic<{ vpc: string; endpoint: string }>({
  id: 'MRAP659',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Second endpoint of a VPC',
  why: 'Both endpoints would have the same private DNS names, so EC2 refuses the second endpoint.',
  message: ({ vpc, endpoint }) =>
    `VPC ${showValue(vpc)} has an endpoint for access points already, got a second endpoint, expected only `
    + showValue(endpoint),
  fix: 'add the access points to multiRegionAccessPoints of the first endpoint',
  source: PRIVATELINK,
});
