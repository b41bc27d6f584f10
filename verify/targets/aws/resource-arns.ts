/** The account and the names of the resources of a run. */
export interface RunScope {
  readonly accountId: string;
  /** The beginning of the names. */
  readonly prefix: string;
  /** The ARN of the only access point. Default: all access points of the account. */
  readonly accessPointArn?: string;
}

/** Actions that support no name of a resource. */
const GLOBAL_ACTIONS: readonly string[] = [
  'cloudtrail:LookupEvents', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListMetrics', 's3:ListAllMyBuckets',
  's3:ListMultiRegionAccessPoints', 'sts:GetCallerIdentity',
];

/** The resources of an action of S3 or CloudTrail, as narrow as IAM supports. */
export function findResource(action: string, { accountId, prefix, accessPointArn }: RunScope): string {
  if (GLOBAL_ACTIONS.includes(action)) return '*';
  if (action === 's3:DescribeMultiRegionAccessPointOperation') {
    return `arn:aws:s3:us-west-2:${accountId}:async-request/mrap/*`;
  }
  // S3 chooses the alias in the ARN of an access point, so no pattern matches the access points of the run.
  if (action.includes('MultiRegionAccessPoint')) return accessPointArn ?? `arn:aws:s3::${accountId}:accesspoint/*`;
  const isOfObjects = /Object(Version)?$/.test(action) || action === 's3:BypassGovernanceRetention';
  return isOfObjects ? `arn:aws:s3:::${prefix}-*/*` : `arn:aws:s3:::${prefix}-*`;
}
