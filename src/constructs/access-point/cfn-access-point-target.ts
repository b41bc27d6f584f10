import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type ResourceEnvironment, Stack } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { MRAP789_ACCESS_POINT_WITHOUT_ALIAS } from '../../diagnostics/definitions/usage';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { makePolicyOfCfnAccessPoint } from './cfn-access-point-policy';

const ID = 'Grants';

/** An access point that is declared as an L1, as the target of grants. */
export class CfnAccessPointTarget extends Construct implements iam.IResourceWithPolicyV2 {
  public readonly env: ResourceEnvironment;
  public readonly multiRegionAccessPointArn: string;
  private readonly policy: iam.IResourceWithPolicyV2;

  constructor(accessPoint: s3.CfnMultiRegionAccessPoint) {
    super(accessPoint, ID);
    this.env = accessPoint.env;
    this.multiRegionAccessPointArn =
      `arn:aws:s3::${Stack.of(accessPoint).account}:accesspoint/${accessPoint.attrAlias}`;
    this.policy = makePolicyOfCfnAccessPoint(accessPoint);
    Dependable.implement(this, { dependencyRoots: [accessPoint] });
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.policy.addToResourcePolicy(statement);
  }
}

/** Returns the target of grants for an L1. Throws MRAP789 for a reference with only a name. */
export function findOrCreateCfnAccessPointTarget(accessPoint: refs.IMultiRegionAccessPointRef): CfnAccessPointTarget {
  const construct: IConstruct = accessPoint;
  if (!s3.CfnMultiRegionAccessPoint.isCfnMultiRegionAccessPoint(construct)) {
    throw new MrapValidationError(
      [MRAP789_ACCESS_POINT_WITHOUT_ALIAS.create({ accessPoint: construct.node.path })], construct);
  }
  const found = construct.node.tryFindChild(ID) as CfnAccessPointTarget | undefined;
  return found ?? new CfnAccessPointTarget(construct);
}
