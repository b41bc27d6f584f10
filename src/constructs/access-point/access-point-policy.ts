import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { checkAccessPointPolicy } from '../../diagnostics/checks/access-point-policy';
import { selectErrors, renderFindingAsMessage } from '../../diagnostics/finding';
import { supportedActions } from '../../facts/data-plane';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { describeStatement, type ResolvedStatement } from './policy-facts';

/** Collects the statements of an access point policy until synthesis. */
export class AccessPointPolicyBuilder {
  private readonly document = new iam.PolicyDocument();

  constructor(private readonly accessPointArn: string, private readonly account: string) {}

  public add(statement: iam.PolicyStatement): void {
    this.document.addStatements(statement);
  }

  /** Checks the complete policy. Adds warnings to the construct and returns errors, also without a code. */
  public validate(scope: IConstruct, blocksPublic: boolean): string[] {
    const stack = Stack.of(scope);
    const { Statement: statements = [] } = (stack.resolve(this.document) ?? {}) as { Statement?: ResolvedStatement[] };
    const arn: unknown = stack.resolve(this.accessPointArn);
    const findings = checkAccessPointPolicy(statements.map((statement) => describeStatement(statement, arn)), {
      bytes: computeWorstCasePolicyLength(stack.resolve(this.document)), blocksPublic,
    });
    const errors = selectErrors(findings);
    for (const finding of findings.filter((entry) => !errors.includes(entry))) addFindingAnnotation(scope, finding);
    return [...this.document.validateForResourcePolicy(), ...errors.map(renderFindingAsMessage)];
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
