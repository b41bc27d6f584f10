import { MRAP412, MRAP413, MRAP414 } from '../../checks/diagnostics/replication';
import { type Finding } from '../../checks/finding';
import { type Rule, detect } from '../rule';
import { at, isUnknown, knownText, textOf } from '../values/read';
import { isKnown } from '../values/symbols';
import { defaultKey } from '../views/buckets';
import { type PlacedRule, placedRules, type ReplicationRule } from '../views/replication';

const KEY_ARN = /^arn:[^:]*:kms:(?<region>[^:]*):(?<account>[^:]*):/;

/** Rows C12 to C14. */
export const encryption: Rule = {
  finds: [MRAP412, MRAP413, MRAP414],
  check: (application) => placedRules(application).flatMap((placed) => detect(placed.replication.resource, check(placed), placed.rule.location)),
};

/** Whether a rule takes objects along that are encrypted with SSE-KMS; undefined where only deployment shows it. */
export function selectsEncrypted(rule: ReplicationRule): boolean | undefined {
  const status = at(rule.fields, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects', 'Status');
  return isUnknown(status) ? undefined : status === 'Enabled';
}

function check(placed: PlacedRule): Finding[] {
  const { replication, rule } = placed;
  const key = at(rule.fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID');
  const source = replication.source && defaultKey(replication.source);
  const selects = selectsEncrypted(rule);
  if (selects !== true) {
    const skipped = selects === false && rule.enabled && source !== undefined && source !== false;
    return skipped ? [MRAP413.find({ bucket: replication.sourceName })] : [];
  }
  const text = textOf(key);
  if (key === undefined) return [MRAP412.find({ problem: 'is missing, though encrypted objects are selected', expected: 'ReplicaKmsKeyID' })];
  return text === undefined ? [] : [...checkRegion(placed, text), ...checkAccount(placed, text)];
}

function checkRegion({ rule }: PlacedRule, key: string): Finding[] {
  const region = KEY_ARN.exec(key)?.groups?.region;
  const expected = rule.destination?.region;
  return region !== undefined && expected !== undefined && isKnown(region) && region !== expected
    ? [MRAP412.find({ problem: `is in ${region}`, expected: `a key of ${expected}, where the destination is` })]
    : [];
}

function checkAccount({ replication, rule }: PlacedRule, key: string): Finding[] {
  const owner = knownText(at(rule.fields, 'Destination', 'Account')) ?? rule.destination?.account;
  const own = replication.source?.account ?? replication.resource.account;
  const foreign = owner !== undefined && isKnown(owner) && isKnown(own) && owner !== own;
  return foreign && /(^|:)alias\/aws\/s3$/.test(key) ? [MRAP414.find({ key, account: owner })] : [];
}
