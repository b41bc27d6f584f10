import { supportedActions } from '../../facts/data-plane';

/** The statement in a bucket policy that delegates access control to access points. */
export interface DelegationStatement {
  readonly Effect: 'Allow';
  readonly Principal: '*';
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition: Record<string, Record<string, string | string[]>>;
}

/**
 * Makes a statement that delegates to every Multi-Region Access Point of an account.
 *
 * The ARNs of other access points contain a Region and do not match. S3 does not treat the statement as public, because
 * it fixes the account.
 */
export function makeDelegationToAccount(bucketArn: string, account: string): DelegationStatement {
  return makeStatement(bucketArn, {
    StringEquals: { 's3:DataAccessPointAccount': account },
    StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` },
  });
}

/** Makes a statement that delegates only to the given access points. */
export function makeDelegationToAccessPoints(bucketArn: string, arns: string[]): DelegationStatement {
  return makeStatement(bucketArn, { StringEquals: { 's3:DataAccessPointArn': arns } });
}

function makeStatement(bucketArn: string, condition: DelegationStatement['Condition']): DelegationStatement {
  return {
    Effect: 'Allow',
    Principal: '*',
    Action: supportedActions(),
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: condition,
  };
}
