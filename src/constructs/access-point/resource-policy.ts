import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { supportedActions } from '../../facts/data-plane';

/** The policy of an access point while it is written. */
export class AccessPointPolicyBuilder {
  private readonly document = new iam.PolicyDocument();

  constructor(private readonly accessPointArn: string, private readonly account: string) {}

  public add(statement: iam.PolicyStatement): void {
    this.document.addStatements(statement);
  }

  public validate(): string[] {
    return this.document.validateForResourcePolicy();
  }

  /**
   * The document as it is when synthesis asks. Without statements it leaves the decision to the owner's account, so that the loss of the last
   * grant is an update that revokes: a policy cannot be deleted.
   */
  public render(): unknown {
    return Lazy.any({ produce: () => (this.document.isEmpty ? this.ownerOnly() : this.document) });
  }

  private ownerOnly(): iam.PolicyDocument {
    const principals = [new iam.AccountPrincipal(this.account)];
    return new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({ principals, actions: supportedActions('bucket'), resources: [this.accessPointArn] }),
        new iam.PolicyStatement({ principals, actions: supportedActions('object'), resources: [`${this.accessPointArn}/object/*`] }),
      ],
    });
  }
}
