/** A documented restriction of S3 that no check covers. */
export interface OmittedCheck {
  readonly subject: string;
  readonly reason: string;
}

/** Restrictions that templates and constructs do not show. */
export const UNCHECKED_S3_RESTRICTIONS: readonly OmittedCheck[] = [
  {
    subject: 'CopyObject with an access point as source, Batch Operations on an access point',
    reason:
      'a policy does not show them: S3 authorizes a copy by s3:GetObject and s3:PutObject, and an API call creates a '
      + 'job',
  },
  {
    subject: 'a destination bucket in another account with Requester Pays',
    reason: 'CloudFormation has no property for Requester Pays',
  },
  {
    subject: 'the account that pays for requests through an access point',
    reason: 'CloudFormation has no property for Requester Pays',
  },
  {
    subject: 'more than 10,000 Regional access points in an account and Region',
    reason: 'a template contains at most 500 resources, and no application contains all resources of an account',
  },
  { subject: 'a Regional access point as destination of replication', reason: 'MRAP420 reports it' },
  {
    subject:
      'virtual-host style, HTTPS, SigV4A, anonymous requests, IPv6, dual-stack, FIPS and Accelerate endpoints of '
      + 'clients outside AWS Lambda',
    reason: 'clients configure them, not templates',
  },
];

/** Parts of rules that are omitted on purpose. */
export const OMITTED_CHECKS: readonly OmittedCheck[] = [
  {
    subject: 'replication within one Region, in templates',
    reason: 'it is common and correct for buckets without an access point; CrossRegionReplication refuses it',
  },
  {
    subject: 'buckets and roles that a template only names',
    reason: 'their properties are not in the application, and a guess could be wrong',
  },
  {
    subject: 'the package for SigV4A that some SDKs need, in functions',
    reason: 'the code of the function or any of its layers can contain the package, and a template shows neither',
  },
  {
    subject: 'the order of deletion of buckets in other stacks',
    reason: 'a template does not contain the order in which stacks are deleted',
  },
  {
    subject: 'a replacement with a fixed name',
    reason: 'a template shows it only together with the deployed one: lint --baseline reports it as MRAP851',
  },
];
