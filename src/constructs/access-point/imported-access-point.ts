import type * as iam from 'aws-cdk-lib/aws-iam';
import { Fn, Resource } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type Construct } from 'constructs';
import { checkKeyArn } from '../../diagnostics/checks/key-arns';
import { checkAccessPointArn, checkAccessPointName } from '../../diagnostics/checks/names';
import {
  MRAP758_ATTRIBUTE_NOT_IMPORTED, MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT,
} from '../../diagnostics/definitions/options';
import { makeDomainName, parseAccessPointArn } from '../../facts/identifiers';
import {
  assertParameters, assertProperties, OPTIONAL_TEXT_LIST_PROPERTY_KIND, OPTIONAL_TEXT_PROPERTY_KIND,
  POLICY_STATEMENT_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { addFindingAnnotation, assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { toTextUnlessToken } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from './access-point-interface';
import { setAccessPointInternals } from './access-point-internals';
import { MultiRegionAccessPointGrants } from './multi-region-access-point-grants';
import { makeObjectsArn } from './permissions';

/**
 * The attributes of an existing access point.
 */
export interface MultiRegionAccessPointAttributes {
  /**
   * The ARN of the access point, `arn:aws:s3::<account>:accesspoint/<alias>.mrap`.
   */
  readonly multiRegionAccessPointArn: string;

  /**
   * The name of the access point. The ARN does not contain the name, only the alias.
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The KMS keys that the underlying buckets encrypt with, as key ARNs or alias ARNs. Grants include these keys.
   *
   * @default - no keys
   */
  readonly encryptionKeyArns?: string[];
}

interface ImportedAttributes extends Partial<MultiRegionAccessPointAttributes> {
  readonly multiRegionAccessPointArn: string;
  /** The names of the underlying buckets, if they are known. */
  readonly bucketNames?: readonly string[];
}

/** An access point that this application does not declare. */
export class ImportedAccessPoint extends Resource implements IMultiRegionAccessPoint, iam.IResourceWithPolicyV2 {
  public readonly grants: MultiRegionAccessPointGrants = MultiRegionAccessPointGrants._of(this);
  public readonly multiRegionAccessPointAlias: string;
  public readonly multiRegionAccessPointArn: string;
  private readonly givenName?: string;

  constructor(scope: Construct, id: string, attributes: ImportedAttributes) {
    assertParameters('MultiRegionAccessPoint', { ...attributes }, {
      multiRegionAccessPointArn: TEXT_PROPERTY_KIND,
      multiRegionAccessPointName: OPTIONAL_TEXT_PROPERTY_KIND,
      encryptionKeyArns: OPTIONAL_TEXT_LIST_PROPERTY_KIND,
    });
    const { multiRegionAccessPointArn: arn, multiRegionAccessPointName: name, encryptionKeyArns = [] } = attributes;
    const parts = toTextUnlessToken(arn) === undefined ? undefined : parseAccessPointArn(arn);
    super(scope, id, { account: parts?.account });
    assertNoErrorsAndAnnotateFindings(this, [
      ...(toTextUnlessToken(arn) === undefined ? [] : checkAccessPointArn(arn)),
      ...(toTextUnlessToken(name) === undefined ? [] : checkAccessPointName(name!)),
      ...encryptionKeyArns.flatMap((keyArn) => toTextUnlessToken(keyArn) === undefined
        ? []
        : checkKeyArn({ property: 'encryptionKeyArns', region: undefined, arn: keyArn })),
    ]);
    this.multiRegionAccessPointArn = arn;
    this.multiRegionAccessPointAlias = parts?.alias ?? Fn.select(1, Fn.split('/', arn));
    this.givenName = name;
    setAccessPointInternals(this, {
      keys: encryptionKeyArns.map((keyArn) => ({ arn: keyArn })),
      // Synthesis does not know the bucket policies. AWS documents delegation as the usual configuration.
      undelegatedBuckets: [],
      bucketNames: attributes.bucketNames,
    });
  }

  public get multiRegionAccessPointName(): string {
    if (this.givenName !== undefined) return this.givenName;
    const attribute = 'multiRegionAccessPointName';
    throw new MrapValidationError([MRAP758_ATTRIBUTE_NOT_IMPORTED.create({ attribute })], this);
  }

  public get multiRegionAccessPointDomainName(): string {
    return makeDomainName(this.multiRegionAccessPointAlias);
  }

  public get multiRegionAccessPointRef(): refs.MultiRegionAccessPointReference {
    return { multiRegionAccessPointName: this.multiRegionAccessPointName };
  }

  public arnForObjects(objectsKeyPattern: string): string {
    return makeObjectsArn(this.multiRegionAccessPointArn, objectsKeyPattern);
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    assertProperties(this, { statement }, { statement: POLICY_STATEMENT_PROPERTY_KIND });
    addFindingAnnotation(this, MRAP763_POLICY_OF_IMPORTED_ACCESS_POINT.create({
      accessPoint: this.givenName ?? this.multiRegionAccessPointArn,
      statement: JSON.stringify(this.stack.resolve(statement.toStatementJson())),
    }));
    return { statementAdded: false };
  }
}
