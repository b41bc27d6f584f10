import { makeClassInstancePropertyKind } from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { provisionByCloudFormation } from './cloud-formation-access-point';
import { provisionByCustomResource } from './custom-resource-access-point';
import { type Provisioner } from './provisioner';

const PROVISIONERS = new WeakInternals<Provisioning, Provisioner>('Provisioning');

/**
 * The resource type that creates an access point.
 *
 * @example
 * Provisioning.customResource();
 */
export class Provisioning {
  /**
   * Creates the access point with a custom resource of this library.
   *
   * A failed deployment returns the cause in every Region within seconds. The handler refuses to use an access point
   * that the stack did not create, can adopt an existing access point, and waits until the policy is in effect. It
   * waits for at most 55 minutes.
   *
   * @returns the way in which the access point is created
   */
  public static customResource(): Provisioning {
    return new Provisioning({ native: false, provision: provisionByCustomResource });
  }

  /**
   * Creates the access point with the resource type `AWS::S3::MultiRegionAccessPoint` of CloudFormation.
   *
   * This type supports drift detection and `cdk import`, and can take longer than an hour. It does not support
   * `existing` and `timeout` (MRAP751), requires a name (MRAP752), and is missing in some Regions (MRAP778).
   *
   * CloudFormation does not support `ReplacementPolicy.FORBID` for a new name: the deployment creates an access point
   * with the new name. The old access point remains, with its alias and its policy, but is no longer part of the stack.
   * Only `ReplacementPolicy.ALLOW` deletes it.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html
   * @returns the way in which the access point is created
   */
  public static cloudFormation(): Provisioning {
    return new Provisioning({ native: true, provision: provisionByCloudFormation });
  }

  private constructor(private readonly provisioner: Provisioner) {
    PROVISIONERS.set(this, this.provisioner);
  }
}

/** The kind of a property that accepts this class. */
export const PROVISIONING_PROPERTY_KIND = makeClassInstancePropertyKind(PROVISIONERS, 'a Provisioning');

/** Returns the provisioner of a provisioning. */
export function getProvisioner(provisioning: Provisioning): Provisioner {
  return PROVISIONERS.get(provisioning);
}
