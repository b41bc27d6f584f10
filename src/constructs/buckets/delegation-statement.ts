import { supportedActions } from '../../facts/data-plane';

/** The statement by which a bucket's policy leaves the decision to access points, as it stands in the policy. */
export interface DelegationStatement {
  readonly Effect: 'Allow';
  readonly Principal: '*';
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition: Record<string, Record<string, string | string[]>>;
}

/**
 * To every Multi-Region Access Point of the account: an ARN without a Region matches no other kind. The account is fixed, so S3 does not
 * count the statement as public.
 */
export function delegationToAccount(bucketArn: string, account: string): DelegationStatement {
  return delegation(bucketArn, {
    StringEquals: { 's3:DataAccessPointAccount': account },
    StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` },
  });
}

/** To these access points alone. */
export function delegationToAccessPoints(bucketArn: string, arns: string[]): DelegationStatement {
  return delegation(bucketArn, { StringEquals: { 's3:DataAccessPointArn': arns } });
}

function delegation(bucketArn: string, condition: DelegationStatement['Condition']): DelegationStatement {
  return { Effect: 'Allow', Principal: '*', Action: supportedActions(), Resource: [bucketArn, `${bucketArn}/*`], Condition: condition };
}
