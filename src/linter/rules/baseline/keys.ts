import { MRAP445_KEY_OF_OLDER_OBJECTS_REMOVED } from '../../../diagnostics/definitions/baseline';
import { statementsAllowAction } from '../../iam/match';
import { findBuckets, readDefaultKey, type TemplateBucket } from '../../model/buckets';
import { findIdentityPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { isSameResource, makeVersionIndependentResourceName } from './same-resource';

/** Buckets that a deployment encrypts with another key, if no policy allows to decrypt with the previous key then. */
export function findKeysWithoutPermission(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return findBuckets(before).flatMap((bucket) => {
    const key = findKeyName(bucket);
    const next = findBuckets(after).find(({ resource }) => isSameResource(resource, bucket.resource));
    if (key === undefined || next === undefined || findKeyName(next) === key) return [];
    const pattern = makeKeyPattern(key);
    if (!mayDecrypt(before, pattern) || mayDecrypt(after, pattern)) return [];
    const name = makeVersionIndependentResourceName(bucket.resource, bucket.name);
    return toLinterRuleMatches(
      next.resource, [MRAP445_KEY_OF_OLDER_OBJECTS_REMOVED.create({ bucket: name, key })],
    );
  });
}

function findKeyName(bucket: TemplateBucket): string | undefined {
  const key = readDefaultKey(bucket);
  return typeof key === 'string' ? makeVersionIndependentResourceName(bucket.resource, key) : undefined;
}

/**
 * The ARNs that a key can have. A permission for an alias names all keys of the Region, with a condition. The id of a
 * created key is unknown.
 */
function makeKeyPattern(key: string): string {
  if (!key.startsWith('arn:')) return 'arn:*:kms:*:*:key/*';
  return key.replace(/:alias\/.*$/, ':key/*').replace(/\$\{[^}]*\}/g, '*');
}

function mayDecrypt(application: TemplateModel, keyPattern: string): boolean {
  const statements = findIdentityPolicies(application).flatMap(({ document }) => document.statements);
  return statementsAllowAction(application.symbols, statements, 'kms:Decrypt', keyPattern) !== false;
}
