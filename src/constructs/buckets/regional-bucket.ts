import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MRAP770_BUCKET_GRANT_ACROSS_STACKS } from '../../diagnostics/definitions/options';
import { assertValid } from '../../validation/assert-valid';

/** A bucket in its own Region. Granted to a principal of another stack it says what to do instead. */
export class RegionalBucket extends s3.Bucket {
  public override get grants(): s3.BucketGrants {
    const check = (grantee: unknown) => this.checkGrantee(grantee);
    return new Proxy(super.grants, {
      get: (grants, name, receiver) => {
        const method: unknown = Reflect.get(grants, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          check(args[0]);
          return Reflect.apply(method, grants, args) as unknown;
        };
      },
    });
  }

  private checkGrantee(grantee: unknown): void {
    const principal: unknown = (grantee as Partial<iam.IGrantable> | undefined)?.grantPrincipal;
    if (!Construct.isConstruct(principal) || Stack.of(principal) === this.stack) return;
    assertValid(this, [MRAP770_BUCKET_GRANT_ACROSS_STACKS.create({ bucket: this.node.path, grantee: principal.node.path, region: this.stack.region })]);
  }
}
