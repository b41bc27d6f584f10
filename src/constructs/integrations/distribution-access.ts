import * as iam from 'aws-cdk-lib/aws-iam';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';

const CLOUDFRONT = 'cloudfront.amazonaws.com';

/** The distributions that a policy lets in: by their ARNs, or, where none can be named yet, all of the account. */
export class DistributionAccess {
  /** These distributions of an account. */
  public static to(account: string, ids: readonly string[]): DistributionAccess {
    return new DistributionAccess({ StringEquals: { 'aws:SourceArn': ids.map((id) => arnOf(account, id)) } });
  }

  /**
   * Every distribution of an account: what is deployed before the distribution cannot know its id.
   *
   * The ARN fixes the account already. That CloudFront also sends `aws:SourceAccount` is not documented, so it is compared only where it is sent.
   */
  public static toAll(account: string): DistributionAccess {
    return new DistributionAccess({
      ArnLike: { 'aws:SourceArn': arnOf(account, '*') },
      StringEqualsIfExists: { 'aws:SourceAccount': account },
    });
  }

  private constructor(private readonly conditions: Record<string, Record<string, unknown>>) {}

  /** For the policy of the access point. */
  public readAccessPoint(objects: string): iam.PolicyStatement {
    return iam.PolicyStatement.fromJson(this.statement('s3:GetObject', objects));
  }

  /** For the policy of a member that does not leave the decision to the access point; not without one, whose alias the member cannot know. */
  public readMember(bucketArn: string, account: string): PolicyJson {
    const throughAccessPoint = { StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${account}:accesspoint/*` } };
    return this.statement('s3:GetObject', `${bucketArn}/*`, throughAccessPoint);
  }

  /** For the policy of a member's key, where the resource is the key. */
  public decrypt(): PolicyJson {
    return this.statement('kms:Decrypt', '*');
  }

  private statement(action: string, resource: string, more: Record<string, Record<string, unknown>> = {}): PolicyJson {
    return { Effect: 'Allow', Principal: { Service: CLOUDFRONT }, Action: action, Resource: resource, Condition: { ...this.conditions, ...more } };
  }
}

function arnOf(account: string, id: string): string {
  return `arn:aws:cloudfront::${account}:distribution/${id}`;
}
