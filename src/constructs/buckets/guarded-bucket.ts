import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MRAP770_BUCKET_GRANT_ACROSS_STACKS } from '../../diagnostics/definitions/options';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';

/** A bucket that rejects grants to principals of other stacks and recommends grants on the access point (MRAP770). */
export class BucketRejectingCrossStackGrants extends s3.Bucket {
  /**
   * The grants of the bucket. Each method first checks its first argument, the grantee.
   *
   * A proxy, because the constructor of `BucketGrants` is private (docs/adr/0026).
   */
  public override get grants(): s3.BucketGrants {
    const checkGrantee = (grantee: unknown) => this.checkGrantee(grantee);
    return new Proxy(super.grants, {
      get: (grants, name, receiver) => {
        const method: unknown = Reflect.get(grants, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          checkGrantee(args[0]);
          return Reflect.apply(method, grants, args) as unknown;
        };
      },
    });
  }

  private checkGrantee(grantee: unknown): void {
    const principal: unknown = (grantee as Partial<iam.IGrantable> | undefined)?.grantPrincipal;
    if (!Construct.isConstruct(principal) || Stack.of(principal) === this.stack) return;
    assertNoErrorsAndAnnotateFindings(this, [MRAP770_BUCKET_GRANT_ACROSS_STACKS.create({
      bucket: this.node.path, grantee: principal.node.path, region: this.stack.region,
    })]);
  }
}
