import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { supportedActions } from '../../facts/data-plane';

/** Collects the statements of an access point policy until synthesis. */
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
   * Returns a token for the policy document at synthesis.
   *
   * S3 cannot delete an access point policy. Without statements, the document therefore allows only the owner account,
   * and the update that removes the last grant revokes the access.
   */
  public render(): unknown {
    return Lazy.any({ produce: () => (this.document.isEmpty ? this.makeOwnerOnlyDocument() : this.document) });
  }

  private makeOwnerOnlyDocument(): iam.PolicyDocument {
    const principals = [new iam.AccountPrincipal(this.account)];
    return new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          principals, actions: supportedActions('bucket'), resources: [this.accessPointArn],
        }),
        new iam.PolicyStatement({
          principals, actions: supportedActions('object'), resources: [`${this.accessPointArn}/object/*`],
        }),
      ],
    });
  }
}
