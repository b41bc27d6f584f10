import type * as iam from 'aws-cdk-lib/aws-iam';
import { Fn } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { checkArn, checkName } from '../../diagnostics/checks/names';
import { MRAP758_ATTRIBUTE_NOT_IMPORTED, MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT } from '../../diagnostics/definitions/options';
import { parseAccessPointArn } from '../../facts/identifiers';
import { annotate, assertValid } from '../../validation/assert-valid';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type GrantedKey } from '../buckets/key-statements';
import { MultiRegionAccessPointBase } from './access-point-base';
import { type GrantedMember } from './grant-target';

/**
 * What identifies an access point that exists already.
 */
export interface MultiRegionAccessPointAttributes {
  /**
   * The ARN: `arn:aws:s3::<account>:accesspoint/<alias>.mrap`.
   */
  readonly multiRegionAccessPointArn: string;

  /**
   * The name. It cannot be derived from the ARN, which holds the alias.
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The KMS keys that its buckets encrypt with, as key ARNs or alias ARNs; grants allow them along.
   *
   * @default - none
   */
  readonly encryptionKeyArns?: string[];
}

/** An access point that something else declares. */
export class ImportedAccessPoint extends MultiRegionAccessPointBase {
  public readonly multiRegionAccessPointAlias: string;
  public readonly multiRegionAccessPointArn: string;
  /** @internal */
  public readonly _keys: readonly GrantedKey[];
  /**
   * Whether its buckets delegate is not known; that they do is the documented set-up.
   *
   * @internal
   */
  public readonly _undelegatedMembers: readonly GrantedMember[] = [];
  private readonly givenName?: string;

  constructor(scope: Construct, id: string, attributes: Partial<MultiRegionAccessPointAttributes> & { multiRegionAccessPointArn: string }) {
    const { multiRegionAccessPointArn: arn, multiRegionAccessPointName: name } = attributes;
    const parts = resolvedOrUndefined(arn) === undefined ? undefined : parseAccessPointArn(arn);
    super(scope, id, { account: parts?.account });
    assertValid(this, [
      ...(resolvedOrUndefined(arn) === undefined ? [] : checkArn(arn)),
      ...(resolvedOrUndefined(name) === undefined ? [] : checkName(name!)),
    ]);
    this.multiRegionAccessPointArn = arn;
    this.multiRegionAccessPointAlias = parts?.alias ?? Fn.select(1, Fn.split('/', arn));
    this.givenName = name;
    this._keys = (attributes.encryptionKeyArns ?? []).map((keyArn) => ({ arn: keyArn }));
  }

  public get multiRegionAccessPointName(): string {
    if (this.givenName === undefined) throw new MrapValidationError([MRAP758_ATTRIBUTE_NOT_IMPORTED.create({ attribute: 'multiRegionAccessPointName' })], this);
    return this.givenName;
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    annotate(this, MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT.create({
      accessPoint: this.givenName ?? this.multiRegionAccessPointArn,
      statement: JSON.stringify(this.stack.resolve(statement.toStatementJson())),
    }));
    return { statementAdded: false };
  }
}
