import { createHash } from 'node:crypto';
import { ServiceError } from '../../engine/service-error';
import { findObject, shownVersionId } from '../find-version';
import { changeValue } from '../write-version';
import { defineObjectHandler } from './object-handler';

const CANNED_ACLS = [
  'private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read', 'bucket-owner-read',
  'bucket-owner-full-control',
];

export function checkAcl(acl: string): void {
  if (!CANNED_ACLS.includes(acl)) throw new ServiceError('InvalidArgument', `"${acl}" is not a canned ACL`);
}

/** Returns the canonical user id of an account, which differs from the account id. */
export function makeCanonicalUserId(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}

export const getObjectAclHandler = defineObjectHandler<'GetObjectAcl'>({
  action: 's3:GetObjectAcl',
  versionAction: 's3:GetObjectVersionAcl',
  handle: (_state, bucket, { input }) => {
    const version = findObject(bucket, input);
    const owner = makeCanonicalUserId(bucket.accountId);
    return { ...shownVersionId(bucket, version), ACL: version.values.acl.value, Owner: owner };
  },
});

export const putObjectAclHandler = defineObjectHandler<'PutObjectAcl'>({
  action: 's3:PutObjectAcl',
  versionAction: 's3:PutObjectVersionAcl',
  handle: (state, bucket, { input, at }) => {
    checkAcl(input.ACL);
    const version = findObject(bucket, input);
    changeValue(state, bucket, input.Key, version, 'acl', input.ACL, at);
    return shownVersionId(bucket, version);
  },
});
