import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP442_ROLE_WITHOUT_ANNOTATION_PERMISSION = defineDiagnostic<{ action: string; resource: string }>({
  id: 'MRAP442',
  reportedBy: ['linter'],
  severity: FindingSeverity.INFO,
  title: 'Replication role without annotation permission',
  why: 'S3 replicates objects without their annotations. The replication status of the objects does not show it.',
  message: ({ action, resource }) =>
    `replication role is not allowed ${action} on ${showValue(resource)}, expected a statement that allows it, or a `
    + 'denial of s3:ReplicateObjectAnnotation',
  fix: ({ action }) => `allow ${action} in a policy of the role if objects have annotations`,
  source: makeS3UserGuideSource('setting-repl-config-perm-overview'),
});

export const MRAP443_KEY_POLICY_DENIES_ROLE = defineDiagnostic<{
  role: string; action: string; bucket: string; denied: boolean;
}>({
  id: 'MRAP443',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Key policy denies the replication role',
  why: 'Only the policy of a key can allow its use. Objects that the key encrypts do not replicate.',
  message: ({ role, action, bucket, denied }) =>
    `policy of the key of bucket ${showValue(bucket)} ${denied ? 'denies' : 'does not allow'} ${action} to the `
    + `replication role ${showValue(role)}, expected a statement for the role or its account`,
  fix: ({ role, action, denied }) =>
    (denied ? `exclude ${role} from the statement that denies ${action}` : `allow ${action} to ${role} in KeyPolicy`),
  source: makeS3UserGuideSource('replication-config-for-kms-objects'),
});
