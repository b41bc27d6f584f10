import * as iam from 'aws-cdk-lib/aws-iam';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';

const CLOUDFRONT = 'cloudfront.amazonaws.com';

type Conditions = Record<string, Record<string, unknown>>;

/** Makes statements that allow access by CloudFront distributions: by some, or by all distributions of an account. */
export class CloudFrontAccessStatementFactory {
  /** Allows some distributions of an account. */
  public static to(account: string, ids: readonly string[]): CloudFrontAccessStatementFactory {
    const arns = ids.map((id) => makeDistributionArn(account, id));
    return new CloudFrontAccessStatementFactory({ StringEquals: { 'aws:SourceArn': arns } });
  }

  /**
   * Allows all distributions of an account, for policies that are deployed before the distribution id is known.
   *
   * The ARN already contains the account. AWS does not document whether CloudFront sends `aws:SourceAccount`, so the
   * condition compares it only if it is present.
   */
  public static toAll(account: string): CloudFrontAccessStatementFactory {
    return new CloudFrontAccessStatementFactory({
      ArnLike: { 'aws:SourceArn': makeDistributionArn(account, '*') },
      StringEqualsIfExists: { 'aws:SourceAccount': account },
    });
  }

  private constructor(private readonly conditions: Conditions) {}

  /** Makes the statement for the access point policy. */
  public makeAccessPointStatement(objectsArn: string): iam.PolicyStatement {
    return iam.PolicyStatement.fromJson(this.makeStatement('s3:GetObject', objectsArn));
  }

  /**
   * Makes the statement for the policy of a member that does not delegate.
   *
   * It allows requests only through an access point of the account. The policy cannot contain the alias, because it is
   * deployed before the access point.
   */
  public makeBucketStatement(bucketArn: string, account: string): PolicyJson {
    const throughAccessPoint = { StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` } };
    return this.makeStatement('s3:GetObject', `${bucketArn}/*`, throughAccessPoint);
  }

  /** Makes the statement for a key policy, in which the resource `*` is the key. */
  public makeKeyStatement(): PolicyJson {
    return this.makeStatement('kms:Decrypt', '*');
  }

  private makeStatement(action: string, resource: string, more: Conditions = {}): PolicyJson {
    return {
      Effect: 'Allow',
      Principal: { Service: CLOUDFRONT },
      Action: action,
      Resource: resource,
      Condition: { ...this.conditions, ...more },
    };
  }
}

function makeDistributionArn(account: string, id: string): string {
  return `arn:aws:cloudfront::${account}:distribution/${id}`;
}
