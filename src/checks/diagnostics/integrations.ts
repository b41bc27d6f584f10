import { type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFRONT: Source = {
  url: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html',
  date: '2026-08-20',
};
const PRIVATELINK = userGuide('MultiRegionAccessPointsPrivateLink');

export const MRAP601 = diagnostic<{ problem: string; expected: string }>({
  id: 'MRAP601',
  row: 'F1',
  severity: FindingSeverity.ERROR,
  title: 'CloudFront cannot sign for the access point',
  why: 'Every request that CloudFront passes on fails with 403, or does not find the host.',
  message: ({ problem, expected }) => `origin of the distribution ${problem}, expected ${expected}`,
  fix: 'use the domain name <alias>.mrap.accesspoint.s3-global.amazonaws.com and an origin access control of type s3 with protocol sigv4a',
  source: CLOUDFRONT,
});

export const MRAP602 = diagnostic<{ regions: string[] }>({
  id: 'MRAP602',
  row: 'F2',
  severity: FindingSeverity.ERROR,
  title: 'CloudFront before a member in an opt-in Region',
  why: 'CloudFront\'s requests fail if one member is in an opt-in Region.',
  message: ({ regions }) => `access point behind the distribution has members in opt-in regions ${show(regions)}, expected default regions only`,
  fix: 'make an access point over buckets in default regions for the distribution',
  source: CLOUDFRONT,
});

export const MRAP603 = diagnostic<{ triggers: string[] }>({
  id: 'MRAP603',
  row: 'F3',
  severity: FindingSeverity.ERROR,
  title: 'Lambda@Edge between CloudFront and the access point',
  why: 'Triggers on origin requests and responses cannot be combined with sigv4a: the deployment fails.',
  message: ({ triggers }) => `distribution has triggers ${show(triggers)} on the origin of the access point`,
  fix: 'use viewer triggers or CloudFront Functions instead',
  source: CLOUDFRONT,
});

export const MRAP604 = diagnostic<{ what: string; expected: string }>({
  id: 'MRAP604',
  row: 'F4',
  severity: FindingSeverity.ERROR,
  title: 'Distribution is not let in',
  why: 'CloudFront\'s requests fail with 403, at once or when they are routed to one of the members.',
  message: ({ what, expected }) => `${what} does not allow the distribution, expected cloudfront.amazonaws.com to be allowed ${expected}`,
  fix: 'allow the service principal cloudfront.amazonaws.com, with aws:SourceArn of the distribution',
  source: CLOUDFRONT,
});

export const MRAP605 = diagnostic<{ distribution: string }>({
  id: 'MRAP605',
  row: 'F5',
  severity: FindingSeverity.WARNING,
  title: 'Every distribution of the account is let in',
  why: 'The distribution takes its host name from the access point\'s stack, so the policy there cannot take the id from the distribution\'s.',
  message: ({ distribution }) => `policy of the access point cannot name the distribution of ${show(distribution)}, which is in another stack`,
  fix: 'declare the distribution in the stack of the access point, or give its id as distributionIds once it is deployed',
  source: CLOUDFRONT,
});

export const MRAP606 = diagnostic<{ ids: string[] }>({
  id: 'MRAP606',
  row: 'F6',
  severity: FindingSeverity.ERROR,
  title: 'Distribution that cannot be named yet',
  why: 'Keys and members are deployed before the distribution; an id that the same deployment makes would be a circle.',
  message: ({ ids }) => `distributionIds must be ids known at synthesis, got ${show(ids)}`,
  fix: 'deploy without distributionIds first, then write down the ids of the distributions',
  source: CLOUDFRONT,
});

export const MRAP651 = diagnostic<{ problem: string }>({
  id: 'MRAP651',
  row: 'V1',
  severity: FindingSeverity.ERROR,
  title: 'VPC endpoint that does not lead to access points',
  why: 'Access points have one service name of their own, without a Region, and interface endpoints only.',
  message: ({ problem }) => `VPC endpoint for access points ${problem}, expected an interface endpoint of com.amazonaws.s3-global.accesspoint`,
  fix: 'use VpcEndpointType Interface and ServiceName com.amazonaws.s3-global.accesspoint',
  source: PRIVATELINK,
});

export const MRAP652 = diagnostic<{ missing: string }>({
  id: 'MRAP652',
  row: 'V2',
  severity: FindingSeverity.WARNING,
  title: 'Endpoint policy leaves out the access point or a member',
  why: 'The endpoint checks the request twice, by access point and by bucket: requests that are routed there fail with 403.',
  message: ({ missing }) => `policy of the VPC endpoint does not allow ${show(missing)}`,
  fix: 'allow the objects of the access point, …/object/*, and of every member, <bucket>/*',
  source: PRIVATELINK,
});

export const MRAP653 = diagnostic<{ accessPoint: string }>({
  id: 'MRAP653',
  row: 'V3',
  severity: FindingSeverity.ERROR,
  title: 'Endpoint for an access point whose members are not known',
  why: 'The policy of the endpoint must allow every bucket that a request may be routed to; those left out answer with 403.',
  message: ({ accessPoint }) => `members of imported access point ${show(accessPoint)} are not known here`,
  fix: 'give them as buckets: UnderlyingBucket.fromBucketName(name, region)',
  source: PRIVATELINK,
});

export const MRAP654 = diagnostic<{ accessPoint: string }>({
  id: 'MRAP654',
  row: 'V4',
  severity: FindingSeverity.ERROR,
  title: 'Restriction to an endpoint of another stack',
  why: 'The policy of the endpoint takes the alias from the access point\'s stack, so the policy there cannot take the id from the endpoint\'s.',
  message: ({ accessPoint }) => `access point ${show(accessPoint)} is declared in another stack than the endpoint, whose id its policy cannot name`,
  fix: 'declare the endpoint in the stack of the access point, be the VPC wherever it is',
  source: PRIVATELINK,
});
