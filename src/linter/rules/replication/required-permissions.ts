import { REPLICATION_CONDITION_KEYS } from '../../../facts/condition-keys';
import { asFields, asText, getValueAtPath } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { type RequestContext } from '../../iam/condition-outcome';
import {
  hasObjectLock, hasBucketKey, isNeverBucketArn, readDefaultKey, type TemplateBucket,
} from '../../model/buckets';
import { findKeyOfAlias, makeKeyPatternOfAlias, resolveKeyArn } from '../../model/keys';
import { type TemplateReplication, type TemplateReplicationRule } from '../../model/replication';
import { makeKeyPattern } from '../../model/replication-filter';
import { type TemplateModel } from '../../model/template-model';
import { selectsEncrypted } from './encryption';

/** A permission that S3 needs to replicate, with the condition keys of its requests. */
export interface RequiredPermission {
  readonly action: string;
  readonly resource: string;
  /** An action that S3 accepts instead. */
  readonly alternative?: string;
  /** Whether S3 replicates objects without the permission, but not their tags, annotations or deletions. */
  readonly partial?: boolean;
  readonly context: RequestContext;
}

/** S3 replicates from its own network, over TLS, with the session of a role and without a person. */
export const REPLICATION_NETWORK_CONTEXT: RequestContext = Object.fromEntries(
  REPLICATION_CONDITION_KEYS.flatMap(({ key, values }) => (values === undefined ? [] : [[key, values]])));

/** No document states whether KMS takes the requests of S3 for requests on behalf of the role. */
const KMS_NETWORK_CONTEXT: RequestContext = Object.fromEntries(
  Object.entries(REPLICATION_NETWORK_CONTEXT).filter(([key]) => key !== 'aws:viaawsservice'));

/** Adds the condition keys that contain a replication role. */
export function addRoleToContext(context: RequestContext, role: string, account: string): RequestContext {
  return { ...context, 'aws:principalarn': [role], 'aws:principalaccount': [account], 'kms:calleraccount': [account] };
}

export function makeAnnotationPermission(replication: TemplateReplication): RequiredPermission {
  const resource = `${getSourceArn(replication)}/*`;
  const action = 's3:GetObjectVersionAnnotationForReplication';
  return { action, resource, partial: true, context: REPLICATION_NETWORK_CONTEXT };
}

/** The permissions to read the source. s3:GetObjectVersion does not include objects encrypted with SSE-KMS. */
export function listSourcePermissions(
  application: TemplateModel, replication: TemplateReplication,
): RequiredPermission[] {
  const { source, rules } = replication;
  const arn = getSourceArn(replication);
  const context = REPLICATION_NETWORK_CONTEXT;
  const locked = source !== undefined && hasObjectLock(source) === true;
  const neverEncrypted = rules.every((rule) => selectsEncrypted(rule) === false);
  return [
    { action: 's3:GetReplicationConfiguration', resource: arn, context },
    { action: 's3:ListBucket', resource: arn, context },
    ...listSelectedKeys(rules).map((keys) => `${arn}/${keys}`).flatMap((objects) => [
      {
        action: 's3:GetObjectVersionForReplication',
        resource: objects,
        ...(neverEncrypted && { alternative: 's3:GetObjectVersion' }),
        context,
      },
      { action: 's3:GetObjectVersionAcl', resource: objects, context },
      { action: 's3:GetObjectVersionTagging', resource: objects, partial: true, context },
      ...(locked
        ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'].map((action) => ({ action, resource: objects, context }))
        : []),
    ]),
    ...listSourceKeyPermissions(application, replication),
  ];
}

/** The keys that the enabled rules select, as patterns without those that another one contains. */
function listSelectedKeys(rules: readonly TemplateReplicationRule[]): string[] {
  const patterns = [...new Set(rules.filter(({ enabled }) => enabled).map(({ fields }) => makeKeyPattern(fields)))];
  return patterns.filter((pattern) =>
    !patterns.some((other) => other !== pattern && pattern.startsWith(other.slice(0, -1))));
}

function getSourceArn({ sourceName, source }: TemplateReplication): string {
  return source?.arn ?? `arn:aws:s3:::${sourceName}`;
}

function listSourceKeyPermissions(
  application: TemplateModel, { source, rules }: TemplateReplication,
): RequiredPermission[] {
  const key = source && readDefaultKey(source);
  const arn = typeof key === 'string'
    ? resolveKeyArn(application, key) ?? findKeyOfAlias(source!.resource, key)?.reference('Arn')
    : undefined;
  if (source === undefined || arn === undefined || !rules.some((rule) => selectsEncrypted(rule) === true)) return [];
  return [
    { action: 'kms:Decrypt', resource: arn, context: makeKmsContext(source.arn, hasBucketKey(source), arn, source) },
  ];
}

/** The permissions to write to the destination. s3:ReplicateObject includes s3:ReplicateTags. */
export function listDestinationPermissions(
  application: TemplateModel, rule: TemplateReplicationRule,
): RequiredPermission[] {
  const { destinationArn, fields, destination } = rule;
  // Another rule reports a destination that is no bucket.
  if (destinationArn === undefined || !rule.enabled || isNeverBucketArn(application, destinationArn)) return [];
  const objects = `${destinationArn}/${makeKeyPattern(fields)}`;
  const context = REPLICATION_NETWORK_CONTEXT;
  const markers = asText(getValueAtPath(fields, 'DeleteMarkerReplication', 'Status')) === 'Enabled';
  const changesOwner = asFields(getValueAtPath(fields, 'Destination', 'AccessControlTranslation')) !== undefined;
  const key = asText(getValueAtPath(fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID'));
  const encrypts = key !== undefined && selectsEncrypted(rule) === true;
  const keyArn = encrypts ? resolveKeyArn(application, key) ?? makeKeyPatternOfAlias(key) : undefined;
  // Without a Bucket Key at the destination, replicas can have the Bucket Key of their originals.
  const bucketKey = destination !== undefined && hasBucketKey(destination) === true ? true : undefined;
  return [
    {
      action: 's3:ReplicateObject',
      resource: objects,
      context: {
        ...context,
        ...(encrypts && { 's3:x-amz-server-side-encryption': ['aws:kms', 'aws:kms:dsse'] }),
        ...(keyArn !== undefined
          && isKnownText(keyArn)
          && { 's3:x-amz-server-side-encryption-aws-kms-key-id': [keyArn] }),
      },
    },
    ...(markers ? [{ action: 's3:ReplicateDelete', resource: objects, partial: true, context }] : []),
    ...(changesOwner ? [{ action: 's3:ObjectOwnerOverrideToBucketOwner', resource: objects, context }] : []),
    ...(keyArn === undefined
      ? []
      : [{
        action: 'kms:Encrypt',
        resource: keyArn,
        context: makeKmsContext(destinationArn, bucketKey, keyArn, destination),
      }]),
  ];
}

/** The encryption context contains the bucket with a Bucket Key, and otherwise the object. */
function makeKmsContext(
  bucketArn: string, bucketKey: boolean | undefined, keyArn: string, bucket: TemplateBucket | undefined,
): RequestContext {
  const arns = [...(bucketKey === false ? [] : [bucketArn]), ...(bucketKey === true ? [] : [`${bucketArn}/*`])];
  // The key is in the Region of the bucket.
  const region = bucket?.region ?? /^arn:[^:]*:kms:([a-z0-9-]+):/.exec(keyArn)?.[1] ?? '*';
  return {
    ...KMS_NETWORK_CONTEXT,
    'kms:encryptioncontext:aws:s3:arn': arns,
    'kms:viaservice': [`s3.${region}.amazonaws.com`],
  };
}
