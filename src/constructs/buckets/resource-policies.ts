import * as iam from 'aws-cdk-lib/aws-iam';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';

/** A resource with a policy: a bucket, a key or an access point. */
interface PolicyHolder {
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/** Adds a statement to a resource policy. Returns false if there is no policy, or if the library cannot modify it. */
export function addToResourcePolicy(holder: PolicyHolder | undefined, statement: object): boolean {
  return holder?.addToResourcePolicy(iam.PolicyStatement.fromJson(statement)).statementAdded ?? false;
}

/** Adds a statement to a bucket policy. Returns false if there is no construct, or if the library cannot modify it. */
export function addToBucketPolicy(bucket: refs.IBucketRef | undefined, statement: object): boolean {
  return addToResourcePolicy(bucket && iam.ResourceWithPolicies.of(bucket), statement);
}
