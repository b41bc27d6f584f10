import { getAttribute, type StackTemplate } from '../stack-template';
import { allow, makeServiceRole, type PolicyStatement } from './role';

/** Makes the stack of a role that replicates objects between these buckets. Its output is `RoleArn`. */
export function makeReplicationRoleTemplate(
  buckets: readonly string[], statements: readonly PolicyStatement[] = [],
): StackTemplate {
  const arns = buckets.map((bucket) => `arn:aws:s3:::${bucket}`);
  const objects = arns.map((arn) => `${arn}/*`);
  const ofBuckets = buckets.length === 0 ? [] : [
    allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], arns),
    allow([
      's3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging',
      's3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags',
    ], objects),
  ];
  return {
    Resources: { Role: makeServiceRole('s3.amazonaws.com', [...ofBuckets, ...statements]) },
    Outputs: { RoleArn: { Value: getAttribute('Role') } },
  };
}
