/** A documented restriction of S3 that neither templates nor constructs show enough of to check. */
export interface NotChecked {
  readonly what: string;
  readonly reason: string;
}

export const NOT_CHECKED: readonly NotChecked[] = [
  {
    what: 'CopyObject with an access point as source, Batch Operations on an access point',
    reason: 'a copy is authorized by s3:GetObject and s3:PutObject, and a job is made by a call; neither shows in a policy',
  },
  {
    what: 'a destination of another account that has Requester Pays',
    reason: 'CloudFormation has no property for Requester Pays',
  },
  { what: 'who pays for requests through an access point', reason: 'CloudFormation has no property for Requester Pays' },
  {
    what: 'more than 10,000 Regional access points in an account and Region',
    reason: 'a template holds 500 resources, and what else an account holds stands in no application',
  },
  { what: 'a Regional access point as destination of replication', reason: 'found as MRAP420' },
  {
    what: 'virtual-host style, HTTPS, SigV4A, anonymous requests, IPv6, dual-stack, FIPS and Accelerate endpoints of clients outside AWS Lambda',
    reason: 'clients decide it, not templates',
  },
];

/** Parts of a check that are left out on purpose. */
export const LEFT_OUT: readonly NotChecked[] = [
  { what: 'replication within one Region, in templates', reason: 'right and common outside access points; CrossRegionReplication refuses it' },
  { what: 'buckets and roles that a template only names', reason: 'what they are stands elsewhere: silence instead of a guess' },
  { what: 'the order of deletion of buckets in other stacks', reason: 'stacks are deleted in an order that a template does not show' },
  { what: 'replacement under a fixed name', reason: 'templates show it only against what is deployed: lint --baseline finds it as MRAP851' },
];
