import {
  MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED,
} from '../../../diagnostics/definitions/replication';
import { type Finding } from '../../../diagnostics/finding';
import { asFields, asText, getValueAtPath, isUnknownValue, literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { readDefaultKey } from '../../model/buckets';
import { findLocatedRules, type LocatedRule, type TemplateReplicationRule } from '../../model/replication';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const KEY_ARN = /^arn:[^:]*:kms:(?<region>[^:]*):(?<account>[^:]*):/;
const AWS_MANAGED_KEY = /(^|:)alias\/aws\/s3$/;

/** Replication of objects that are encrypted with SSE-KMS. */
export const replicaEncryptionRule: LinterRule = {
  finds: [MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED],
  check: (application) => findLocatedRules(application).flatMap((located) =>
    toLinterRuleMatches(located.replication.resource, check(located), located.rule.location)),
};

/** Returns whether a rule selects objects encrypted with SSE-KMS; undefined if only a deployment decides it. */
export function selectsEncrypted(rule: TemplateReplicationRule): boolean | undefined {
  const status = getValueAtPath(rule.fields, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects', 'Status');
  return isUnknownValue(status) ? undefined : status === 'Enabled';
}

function check(located: LocatedRule): Finding[] {
  const {
    replication: { source, sourceName },
    rule,
  } = located;
  const selects = selectsEncrypted(rule);
  if (selects !== true) {
    const sourceKey = source && readDefaultKey(source);
    const isEncrypted = sourceKey !== undefined && sourceKey !== false;
    const omitsObjects = selects === false && rule.enabled && isEncrypted;
    return omitsObjects ? [MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED.create({ bucket: sourceName })] : [];
  }
  const key = getValueAtPath(rule.fields, 'Destination', 'EncryptionConfiguration', 'ReplicaKmsKeyID');
  if (key === undefined) {
    // With the key of the source, or with an element that this version does not know, the rule may need no other key.
    return needsNoKey(rule) ? [] : [
      MRAP412_REPLICA_KEY_REGION.create({
        problem: 'is missing, got a rule that selects encrypted objects',
        expected: 'ReplicaKmsKeyID',
      }),
    ];
  }
  const text = asText(key);
  return text === undefined ? [] : [...checkRegion(located, text), ...checkAccount(located, text)];
}

function needsNoKey(rule: TemplateReplicationRule): boolean {
  const { ReplicaKmsKeyID: _, UseSourceMultiRegionKey: sourceKey, ...unknown } =
    asFields(getValueAtPath(rule.fields, 'Destination', 'EncryptionConfiguration')) ?? {};
  const usesSourceKey = sourceKey !== undefined && literalText(getValueAtPath(sourceKey, 'Status')) !== 'Disabled';
  return usesSourceKey || Object.keys(unknown).length > 0;
}

function checkRegion({ rule }: LocatedRule, key: string): Finding[] {
  const region = KEY_ARN.exec(key)?.groups?.region;
  const expected = rule.destination?.region;
  if (region === undefined || expected === undefined || !isKnownText(region) || region === expected) return [];
  const problem = `is in the wrong Region, got ${region}`;
  return [
    MRAP412_REPLICA_KEY_REGION.create({ problem, expected: `a key in ${expected}, the Region of the destination` }),
  ];
}

function checkAccount({ replication, rule }: LocatedRule, key: string): Finding[] {
  const owner = literalText(getValueAtPath(rule.fields, 'Destination', 'Account')) ?? rule.destination?.account;
  const account = replication.source?.account ?? replication.resource.account;
  const isForeign = owner !== undefined && isKnownText(owner) && isKnownText(account) && owner !== account;
  return isForeign && AWS_MANAGED_KEY.test(key) ? [MRAP414_REPLICA_KEY_NOT_SHARED.create({ key, account: owner })] : [];
}
