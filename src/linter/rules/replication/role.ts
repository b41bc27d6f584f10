import {
  MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST,
} from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { asFields, asText, getValueAtPath } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { statementsAllowAction, statementsDenyAction } from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { hasObjectLock, readDefaultKey } from '../../model/buckets';
import { findReplications, type TemplateReplication, type TemplateReplicationRule } from '../../model/replication';
import { findRoleByArn, type TemplateRole } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import { selectsEncrypted } from './encryption';

const S3_SERVICE = 's3.amazonaws.com';

interface RequiredPermission {
  readonly action: string;
  readonly resource: string;
  /** An action that S3 accepts instead. */
  readonly alternative?: string;
  /** Whether S3 replicates objects without the permission, but not their tags, annotations or deletions. */
  readonly partial?: boolean;
}

/** Replication roles whose statements are all known. */
export const replicationRoleRule: LinterRule = {
  finds: [MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST],
  check: (application) => findReplications(application).flatMap((replication) => {
    const role = findRoleByArn(application, replication.role);
    if (role === undefined || replication.rules.length === 0) return [];
    const permissionFindings = role.complete ? checkPermissions(application, replication, role) : [];
    return toLinterRuleMatches(role.resource, [...checkTrust(role), ...permissionFindings]);
  }),
};

function checkTrust({ trust }: TemplateRole): Finding[] {
  if (trust === undefined || !trust.complete || trust.statements.some(mayTrustS3)) return [];
  return [MRAP416_REPLICATION_ROLE_TRUST.create({ service: S3_SERVICE })];
}

function mayTrustS3({ effect, principals }: PolicyStatement): boolean {
  if (effect === 'Deny' || principals === undefined) return false;
  return (
    principals.everyone ||
    !principals.complete ||
    principals.services.some((service) => service === S3_SERVICE || !isKnownText(service))
  );
}

function checkPermissions(application: TemplateModel, replication: TemplateReplication, role: TemplateRole): Finding[] {
  const required = [
    ...listSourcePermissions(replication),
    ...(refusesAnnotations(application, replication, role) ? [] : listAnnotationPermissions(replication)),
    ...replication.rules.flatMap(listDestinationPermissions),
  ];
  const unique = [
    ...new Map(required.map((permission) => [`${permission.action} ${permission.resource}`, permission])).values(),
  ];
  const isDenied = (action: string, resource: string) =>
    statementsAllowAction(application.symbols, role.statements, action, resource) === false;
  return unique
    .filter(
      ({ action, alternative = action, resource }) => isDenied(action, resource) && isDenied(alternative, resource),
    )
    .map(({ action, resource, partial }) => {
      const severity = partial === true ? FindingSeverity.WARNING : FindingSeverity.ERROR;
      return MRAP415_REPLICATION_ROLE_PERMISSIONS.create({ action, resource }, severity);
    });
}

/**
 * Returns whether the policies of the role may deny the replication of annotations to every destination. A denial of
 * s3:ReplicateObjectAnnotation is the documented way to exclude annotations.
 */
function refusesAnnotations(
  { symbols }: TemplateModel, { rules }: TemplateReplication, { statements }: TemplateRole,
): boolean {
  return rules.every(({ destinationArn, enabled }) => !enabled || destinationArn === undefined
    || statementsDenyAction(symbols, statements, 's3:ReplicateObjectAnnotation', `${destinationArn}/*`) !== false);
}

function getSourceArn({ sourceName, source }: TemplateReplication): string {
  return source?.arn ?? `arn:aws:s3:::${sourceName}`;
}

function listAnnotationPermissions(replication: TemplateReplication): RequiredPermission[] {
  const resource = `${getSourceArn(replication)}/*`;
  return [{ action: 's3:GetObjectVersionAnnotationForReplication', resource, partial: true }];
}

/** The permissions to read the source. s3:GetObjectVersion does not include objects encrypted with SSE-KMS. */
function listSourcePermissions(replication: TemplateReplication): RequiredPermission[] {
  const { source, rules } = replication;
  const arn = getSourceArn(replication);
  const objects = `${arn}/*`;
  const locked = source !== undefined && hasObjectLock(source) === true;
  const neverEncrypted = rules.every((rule) => selectsEncrypted(rule) === false);
  const key = source && readDefaultKey(source);
  const needsKey =
    typeof key === 'string' && key.startsWith('arn:') && rules.some((rule) => selectsEncrypted(rule) === true);
  return [
    { action: 's3:GetReplicationConfiguration', resource: arn },
    { action: 's3:ListBucket', resource: arn },
    {
      action: 's3:GetObjectVersionForReplication',
      resource: objects,
      ...(neverEncrypted && { alternative: 's3:GetObjectVersion' }),
    },
    { action: 's3:GetObjectVersionAcl', resource: objects },
    { action: 's3:GetObjectVersionTagging', resource: objects, partial: true },
    ...(locked
      ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'].map((action) => ({ action, resource: objects }))
      : []),
    ...(needsKey ? [{ action: 'kms:Decrypt', resource: key }] : []),
  ];
}

/** The permissions to write to the destination. s3:ReplicateObject includes s3:ReplicateTags. */
function listDestinationPermissions(rule: TemplateReplicationRule): RequiredPermission[] {
  const { destinationArn, fields } = rule;
  if (destinationArn === undefined || !rule.enabled) return [];
  const objects = `${destinationArn}/*`;
  const markers = asText(getValueAtPath(fields, 'DeleteMarkerReplication', 'Status')) === 'Enabled';
  const changesOwner = asFields(getValueAtPath(fields, 'Destination', 'AccessControlTranslation')) !== undefined;
  const key = asText(getValueAtPath(fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID'));
  // A policy allows an alias by a condition on its key, which this check does not evaluate.
  const needsKey = key?.includes(':key/') === true && selectsEncrypted(rule) === true;
  return [
    { action: 's3:ReplicateObject', resource: objects },
    ...(markers ? [{ action: 's3:ReplicateDelete', resource: objects, partial: true }] : []),
    ...(changesOwner ? [{ action: 's3:ObjectOwnerOverrideToBucketOwner', resource: objects }] : []),
    ...(needsKey ? [{ action: 'kms:Encrypt', resource: key }] : []),
  ];
}
