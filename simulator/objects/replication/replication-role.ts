import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type AuthorizationRequest, type SimulatorSettings } from '../../settings';

/** A permission that S3 needs for a copy. */
export type RolePermission = Pick<
  AuthorizationRequest, 'action' | 'resource' | 'encryptionContext' | 'required' | 'bucket' | 'conditions'>;

/** Returns the reason why a role may not do what S3 does with its session, or undefined if the role may. */
export function findDenial(
  settings: SimulatorSettings, role: string, { region }: SimulatedBucket,
  { action, resource, encryptionContext, required, bucket, conditions }: RolePermission,
): string | undefined {
  const [, , , , accountId = ''] = role.split(':');
  const arn = `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s3-replication`;
  const decision = settings.authorize({
    action,
    resource,
    encryptionContext,
    required,
    bucket,
    conditions,
    region,
    accountId,
    session: { roleArn: role, arn },
  });
  if (decision === true) return undefined;
  return decision === false ? `${action} is not allowed` : decision.denial;
}
