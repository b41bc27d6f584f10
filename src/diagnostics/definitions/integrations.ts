import { type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFRONT: Source = {
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html',
  date: '2026-08-20',
};
const PRIVATELINK = userGuide('MultiRegionAccessPointsPrivateLink');

export const MRAP601_CLOUDFRONT_CANNOT_SIGN = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP601',
  severity: FindingSeverity.ERROR,
  title: 'CloudFront cannot sign requests for the access point',
  why: 'Every request that CloudFront passes on fails with 403, or does not find the host.',
  message: ({ problem, expected }) => `origin of the distribution ${problem}, expected ${expected}`,
  fix: 'use the domain name <alias>.mrap.accesspoint.s3-global.amazonaws.com and an origin access control of type s3 with protocol sigv4a',
  source: CLOUDFRONT,
});

export const MRAP602_CLOUDFRONT_WITH_OPT_IN_REGION = diagnostic<{ regions: string[] }>({
  id: 'MRAP602',
  severity: FindingSeverity.ERROR,
  title: 'CloudFront origin with a bucket in an opt-in Region',
  why: 'CloudFront\'s requests fail if one member is in an opt-in Region.',
  message: ({ regions }) => `access point behind the distribution has members in opt-in regions ${showValue(regions)}, expected default regions only`,
  fix: 'make an access point over buckets in default regions for the distribution',
  source: CLOUDFRONT,
});

export const MRAP603_LAMBDA_EDGE_ON_ORIGIN = diagnostic<{ triggers: string[] }>({
  id: 'MRAP603',
  severity: FindingSeverity.ERROR,
  title: 'Lambda@Edge trigger on the origin of an access point',
  why: 'Triggers on origin requests and responses cannot be combined with sigv4a: the deployment fails.',
  message: ({ triggers }) => `distribution has triggers ${showValue(triggers)} on the origin of the access point`,
  fix: 'use viewer triggers or CloudFront Functions instead',
  source: CLOUDFRONT,
});

export const MRAP604_DISTRIBUTION_NOT_ALLOWED = diagnostic<{ what: string; expected: string }>({
  id: 'MRAP604',
  severity: FindingSeverity.ERROR,
  title: 'Distribution not allowed by a policy',
  why: 'CloudFront\'s requests fail with 403, at once or when they are routed to one of the members.',
  message: ({ what, expected }) => `${what} does not allow the distribution, expected cloudfront.amazonaws.com to be allowed ${expected}`,
  fix: 'allow the service principal cloudfront.amazonaws.com, with aws:SourceArn of the distribution',
  source: CLOUDFRONT,
});

export const MRAP605_ALL_DISTRIBUTIONS_ALLOWED = diagnostic<{ distribution: string }>({
  id: 'MRAP605',
  severity: FindingSeverity.WARNING,
  title: 'All distributions of the account allowed',
  why: 'The distribution takes its host name from the access point\'s stack, so the policy there cannot take the id from the distribution\'s.',
  message: ({ distribution }) => `policy of the access point cannot name the distribution of ${showValue(distribution)}, which is in another stack`,
  fix: 'declare the distribution in the stack of the access point, or give its id as distributionIds once it is deployed',
  source: CLOUDFRONT,
});

export const MRAP606_UNKNOWN_DISTRIBUTION_ID = diagnostic<{ ids: string[] }>({
  id: 'MRAP606',
  severity: FindingSeverity.ERROR,
  title: 'Unknown distribution ID at synthesis',
  why: 'Keys and members are deployed before the distribution; an id that the same deployment makes would be a circle.',
  message: ({ ids }) => `distributionIds must be ids known at synthesis, got ${showValue(ids)}`,
  fix: 'deploy without distributionIds first, then write down the ids of the distributions',
  source: CLOUDFRONT,
});

export const MRAP651_VPC_ENDPOINT_SERVICE = diagnostic<{ problem: string }>({
  id: 'MRAP651',
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint for the wrong service',
  why: 'Access points have one service name of their own, without a Region, and interface endpoints only.',
  message: ({ problem }) => `VPC endpoint for access points ${problem}, expected an interface endpoint of com.amazonaws.s3-global.accesspoint`,
  fix: 'use VpcEndpointType Interface and ServiceName com.amazonaws.s3-global.accesspoint',
  source: PRIVATELINK,
});

export const MRAP652_ENDPOINT_POLICY_INCOMPLETE = diagnostic<{ missing: string }>({
  id: 'MRAP652',
  severity: FindingSeverity.WARNING,
  title: 'Endpoint policy is incomplete',
  why: 'The endpoint checks the request twice, by access point and by bucket: requests that are routed there fail with 403.',
  message: ({ missing }) => `policy of the VPC endpoint does not allow ${showValue(missing)}`,
  fix: 'allow the objects of the access point, …/object/*, and of every member, <bucket>/*',
  source: PRIVATELINK,
});

export const MRAP653_ENDPOINT_WITH_UNKNOWN_MEMBERS = diagnostic<{ accessPoint: string }>({
  id: 'MRAP653',
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint for an access point with unknown members',
  why: 'The policy of the endpoint must allow every bucket that a request may be routed to; those left out answer with 403.',
  message: ({ accessPoint }) => `members of imported access point ${showValue(accessPoint)} are not known here`,
  fix: 'give them as buckets: UnderlyingBucket.fromBucketName(name, region)',
  source: PRIVATELINK,
});

export const MRAP654_ENDPOINT_IN_ANOTHER_STACK = diagnostic<{ accessPoint: string }>({
  id: 'MRAP654',
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint in another stack than its access point',
  why: 'The policy of the endpoint takes the alias from the access point\'s stack, so the policy there cannot take the id from the endpoint\'s.',
  message: ({ accessPoint }) => `access point ${showValue(accessPoint)} is declared in another stack than the endpoint, whose id its policy cannot name`,
  fix: 'declare the endpoint in the stack of the access point, be the VPC wherever it is',
  source: PRIVATELINK,
});
