import { MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED } from '../../../diagnostics/definitions/replication';
import { type Finding } from '../../../diagnostics/finding';
import { getPath, isUnknown, literalText, asText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { defaultKey } from '../../model/buckets';
import { type PlacedRule, placedRules, type ReplicationRule } from '../../model/replication';
import { type Rule, toMatches } from '../rule';

const KEY_ARN = /^arn:[^:]*:kms:(?<region>[^:]*):(?<account>[^:]*):/;

/** Rows C12 to C14. */
export const encryption: Rule = {
  finds: [MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED],
  check: (application) => placedRules(application).flatMap((placed) => toMatches(placed.replication.resource, check(placed), placed.rule.location)),
};

/** Whether a rule takes objects along that are encrypted with SSE-KMS; undefined where only deployment shows it. */
export function selectsEncrypted(rule: ReplicationRule): boolean | undefined {
  const status = getPath(rule.fields, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects', 'Status');
  return isUnknown(status) ? undefined : status === 'Enabled';
}

function check(placed: PlacedRule): Finding[] {
  const { replication, rule } = placed;
  const key = getPath(rule.fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID');
  const source = replication.source && defaultKey(replication.source);
  const selects = selectsEncrypted(rule);
  if (selects !== true) {
    const skipped = selects === false && rule.enabled && source !== undefined && source !== false;
    return skipped ? [MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED.create({ bucket: replication.sourceName })] : [];
  }
  const text = asText(key);
  if (key === undefined) return [MRAP412_REPLICA_KEY_REGION.create({ problem: 'is missing, though encrypted objects are selected', expected: 'ReplicaKmsKeyID' })];
  return text === undefined ? [] : [...checkRegion(placed, text), ...checkAccount(placed, text)];
}

function checkRegion({ rule }: PlacedRule, key: string): Finding[] {
  const region = KEY_ARN.exec(key)?.groups?.region;
  const expected = rule.destination?.region;
  return region !== undefined && expected !== undefined && isKnown(region) && region !== expected
    ? [MRAP412_REPLICA_KEY_REGION.create({ problem: `is in ${region}`, expected: `a key of ${expected}, where the destination is` })]
    : [];
}

function checkAccount({ replication, rule }: PlacedRule, key: string): Finding[] {
  const owner = literalText(getPath(rule.fields, 'Destination', 'Account')) ?? rule.destination?.account;
  const own = replication.source?.account ?? replication.resource.account;
  const foreign = owner !== undefined && isKnown(owner) && isKnown(own) && owner !== own;
  return foreign && /(^|:)alias\/aws\/s3$/.test(key) ? [MRAP414_REPLICA_KEY_NOT_SHARED.create({ key, account: owner })] : [];
}
