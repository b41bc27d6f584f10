/** A row of the table of everything that S3 documents for which no template and no construct shows enough. */
export interface NotChecked {
  readonly row: string;
  readonly what: string;
  readonly reason: string;
}

export const NOT_CHECKED: readonly NotChecked[] = [
  {
    row: 'P6',
    what: 'CopyObject with an access point as source, Batch Operations on an access point',
    reason: 'a copy is authorized by s3:GetObject and s3:PutObject, and a job is made by a call; neither shows in a policy',
  },
  {
    row: 'C19',
    what: 'a destination of another account that has Requester Pays',
    reason: 'CloudFormation has no property for Requester Pays',
  },
  { row: 'S3', what: 'who pays for requests through an access point', reason: 'CloudFormation has no property for Requester Pays' },
  {
    row: 'A3',
    what: 'more than 10,000 Regional access points in an account and Region',
    reason: 'a template holds 500 resources, and what else an account holds stands in no application',
  },
  { row: 'A5', what: 'a Regional access point as destination of replication', reason: 'found as MRAP420' },
  {
    row: 'client',
    what: 'virtual-host style, HTTPS, SigV4A, anonymous requests, IPv6, dual-stack, FIPS and Accelerate endpoints of clients outside AWS Lambda',
    reason: 'clients decide it, not templates',
  },
];

/** Parts of a row that a finding leaves out, on purpose. */
export const LEFT_OUT: readonly NotChecked[] = [
  { row: 'C2', what: 'replication within one Region, in templates', reason: 'right and common outside access points; CrossRegionReplication refuses it' },
  { row: 'C1, C15', what: 'buckets and roles that a template only names', reason: 'what they are stands elsewhere: silence instead of a guess' },
  { row: 'B10', what: 'the order of deletion of buckets in other stacks', reason: 'stacks are deleted in an order that a template does not show' },
  { row: 'N3', what: 'replacement under a fixed name', reason: 'templates show it only against what is deployed: lint --baseline finds it as MRAP851' },
];
