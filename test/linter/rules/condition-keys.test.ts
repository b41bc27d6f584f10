import { REPLICATION_CONDITION_KEYS } from '../../../src/facts/condition-keys';
import { findReplications } from '../../../src/linter/model/replication';
import {
  addRoleToContext, listDestinationPermissions, listSourcePermissions, makeAnnotationPermission,
} from '../../../src/linter/rules/replication/required-permissions';
import { applicationOf, make } from '../support';
import { ENCRYPTED, key, KEY, kms, source, TO } from './replicated-buckets';

/** The keys of a role that replicates objects encrypted with SSE-KMS, and of the trust policy of the role. */
function listContextKeys(): string[] {
  const application = applicationOf({
    Bucket: source([make.rule(TO, ENCRYPTED, key(KEY))], kms('arn:aws:kms:eu-west-1:111122223333:key/1')),
  });
  const [replication] = findReplications(application);
  const permissions = [
    ...listSourcePermissions(application, replication),
    ...replication.rules.flatMap((rule) => listDestinationPermissions(application, rule)),
    makeAnnotationPermission(replication),
  ];
  const contexts = permissions.map(({ context }) => context);
  return [...contexts, addRoleToContext({}, 'role', '111122223333')].flatMap(Object.keys);
}

describe('REPLICATION_CONDITION_KEYS', () => {
  test('contains each key that the linter evaluates, with its source', () => {
    const keys = REPLICATION_CONDITION_KEYS.map((entry) => entry.key);
    expect(new Set(keys)).toEqual(new Set([...listContextKeys(), 'aws:sourceaccount', 'aws:sourcearn']));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
