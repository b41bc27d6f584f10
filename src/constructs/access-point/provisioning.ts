import { type Construct } from 'constructs';
import { provisionByCloudFormation } from './cloud-formation-access-point';
import { provisionByCustomResource } from './custom-resource-access-point';
import { type AccessPointDeclaration, type ProvisionedAccessPoint } from './provisioner';

/**
 * Who creates an access point.
 *
 * @example
 * Provisioning.customResource();
 */
export class Provisioning {
  /**
   * A Lambda function of this library: it fails within seconds with the cause in every Region, refuses what is not yours, can adopt what is
   * there, and waits until the policy is in force. It waits 55 minutes at most.
   */
  public static customResource(): Provisioning {
    return new Provisioning(false, provisionByCustomResource);
  }

  /**
   * CloudFormation's own type `AWS::S3::MultiRegionAccessPoint`: drift detection, `cdk import`, and no limit of an hour. `existing` and
   * `timeout` are errors (MRAP751), and a name is required (MRAP752).
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html
   */
  public static cloudFormation(): Provisioning {
    return new Provisioning(true, provisionByCloudFormation);
  }

  private constructor(
    /** @internal */
    public readonly _native: boolean,
    /** @internal */
    public readonly _provision: (scope: Construct, declaration: AccessPointDeclaration) => ProvisionedAccessPoint,
  ) {}
}
