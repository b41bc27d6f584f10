import { MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST } from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { getPath, asFields, asText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { allows } from '../../iam/match';
import { defaultKey, hasObjectLock } from '../../model/buckets';
import { type Replication, type ReplicationRule, replications } from '../../model/replication';
import { type Role, roleByArn } from '../../model/roles';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';
import { selectsEncrypted } from './encryption';

const SERVICE = 's3.amazonaws.com';

interface Need {
  readonly action: string;
  readonly resource: string;
  /** What does as well. */
  readonly or?: string;
  /** Objects are replicated without it, but not all that belongs to them. */
  readonly partial?: boolean;
}

/** Rows C15 and C16: roles that the application makes, with all their statements known. */
export const replicationRole: Rule = {
  finds: [MRAP415_REPLICATION_ROLE_PERMISSIONS, MRAP416_REPLICATION_ROLE_TRUST],
  check: (application) => replications(application).flatMap((replication) => {
    const role = roleByArn(application, replication.role);
    return role === undefined || replication.rules.length === 0 ? [] : toMatches(role.resource, [
      ...checkTrust(role),
      ...(role.complete ? checkPermissions(application, replication, role) : []),
    ]);
  }),
};

function checkTrust({ trust }: Role): Finding[] {
  if (trust === undefined || !trust.complete) return [];
  const trusts = trust.statements.some(({ effect, principals }) => effect !== 'Deny' && principals !== undefined
    && (principals.everyone || !principals.complete || principals.services.some((service) => service === SERVICE || !isKnown(service))));
  return trusts ? [] : [MRAP416_REPLICATION_ROLE_TRUST.create({ service: SERVICE })];
}

function checkPermissions(application: Application, replication: Replication, role: Role): Finding[] {
  const needs = [...sourceNeeds(replication), ...replication.rules.flatMap(destinationNeeds)];
  const unique = [...new Map(needs.map((need) => [`${need.action} ${need.resource}`, need])).values()];
  const lacks = (action: string, resource: string) => allows(application.symbols, role.statements, action, resource) === false;
  return unique.filter(({ action, or = action, resource }) => lacks(action, resource) && lacks(or, resource))
    .map((need) => MRAP415_REPLICATION_ROLE_PERMISSIONS.create(need, need.partial === true ? FindingSeverity.WARNING : FindingSeverity.ERROR));
}

/** What replication reads. Tags stay behind without their action; s3:GetObjectVersion reads all but what is encrypted with SSE-KMS. */
function sourceNeeds({ sourceName, source, rules }: Replication): Need[] {
  const arn = source?.arn ?? `arn:aws:s3:::${sourceName}`;
  const locked = source !== undefined && hasObjectLock(source) === true;
  const plain = rules.every((rule) => selectsEncrypted(rule) === false);
  const key = source && defaultKey(source);
  const encrypted = typeof key === 'string' && key.startsWith('arn:') && rules.some((rule) => selectsEncrypted(rule) === true);
  return [
    ...['s3:GetReplicationConfiguration', 's3:ListBucket'].map((action) => ({ action, resource: arn })),
    { action: 's3:GetObjectVersionForReplication', resource: `${arn}/*`, ...(plain && { or: 's3:GetObjectVersion' }) },
    { action: 's3:GetObjectVersionAcl', resource: `${arn}/*` },
    { action: 's3:GetObjectVersionTagging', resource: `${arn}/*`, partial: true },
    ...(locked ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'].map((action) => ({ action, resource: `${arn}/*` })) : []),
    ...(encrypted ? [{ action: 'kms:Decrypt', resource: key }] : []),
  ];
}

/** What replication writes. s3:ReplicateTags is part of s3:ReplicateObject. */
function destinationNeeds(rule: ReplicationRule): Need[] {
  const { destinationArn, fields } = rule;
  if (destinationArn === undefined || !rule.enabled) return [];
  const markers = asText(getPath(fields, 'DeleteMarkerReplication', 'Status')) === 'Enabled';
  const owner = asFields(getPath(fields, 'Destination', 'AccessControlTranslation')) !== undefined;
  const key = asText(getPath(fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID'));
  return [
    { action: 's3:ReplicateObject', resource: `${destinationArn}/*` },
    ...(markers ? [{ action: 's3:ReplicateDelete', resource: `${destinationArn}/*`, partial: true }] : []),
    ...(owner ? [{ action: 's3:ObjectOwnerOverrideToBucketOwner', resource: `${destinationArn}/*` }] : []),
    // An alias is allowed through the key behind it, by a condition.
    ...(key?.includes(':key/') === true && selectsEncrypted(rule) === true ? [{ action: 'kms:Encrypt', resource: key }] : []),
  ];
}
