import {
  MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED,
} from '../../../diagnostics/definitions/replication';
import { MRAP441_REPLICA_KEY_WITHOUT_SELECTION } from '../../../diagnostics/definitions/replication-rule-declarations';
import { type Finding } from '../../../diagnostics/finding';
import { asFields, asFlag, asText, getValueAtPath, isUnknownValue, literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { readDefaultKey } from '../../model/buckets';
import { findKeyByReference } from '../../model/keys';
import { findLocatedRules, type LocatedRule, type TemplateReplicationRule } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const KEY_ARN = /^arn:[^:]*:kms:(?<region>[^:]*):(?<account>[^:]*):/;
/** The ARN or the id of a key. The ids of multi-Region keys start with `mrk-`. */
const SINGLE_REGION_KEY = /^(arn:[^:]*:kms:[^:]*:[^:]*:key\/)?[0-9a-f]{8}-[0-9a-f-]{27}$/;
const AWS_MANAGED_KEY = /(^|:)alias\/aws\/s3$/;

/** Replication of objects that are encrypted with SSE-KMS. */
export const replicaEncryptionRule: LinterRule = {
  finds: [
    MRAP412_REPLICA_KEY_REGION, MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP414_REPLICA_KEY_NOT_SHARED,
    MRAP441_REPLICA_KEY_WITHOUT_SELECTION,
  ],
  check: (application) => findLocatedRules(application).flatMap((located) =>
    toLinterRuleMatches(
      located.replication.resource,
      [...check(located), ...checkSourceKey(application, located), ...checkSelection(located.rule)],
      located.rule.location,
    )),
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

/** A rule with a replica key must select encrypted objects. */
function checkSelection({ fields }: TemplateReplicationRule): Finding[] {
  const key = asFields(getValueAtPath(fields, 'Destination', 'EncryptionConfiguration'))?.ReplicaKmsKeyID;
  const selection = getValueAtPath(fields, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects');
  return key !== undefined && selection === undefined ? [MRAP441_REPLICA_KEY_WITHOUT_SELECTION.create({})] : [];
}

/** With the multi-Region key of the source, objects that another key encrypts have no related key. */
function checkSourceKey(application: TemplateModel, { replication: { source }, rule }: LocatedRule): Finding[] {
  const isUsed = rule.enabled && selectsEncrypted(rule) === true && literalText(getValueAtPath(
    rule.fields, 'Destination', 'EncryptionConfiguration', 'UseSourceMultiRegionKey', 'Status',
  )) === 'Enabled';
  const key = isUsed && source !== undefined ? readDefaultKey(source) : undefined;
  if (source === undefined || !isSingleRegionKey(application, key)) return [];
  return [MRAP412_REPLICA_KEY_REGION.create({
    problem: `is the key that is related to a single-Region key, got ${
      key === true ? 'the AWS managed key' : `"${key}"`} of source "${source.name}" with UseSourceMultiRegionKey`,
    expected: 'a multi-Region key (key/mrk-…) as default encryption of the source',
  })];
}

function isSingleRegionKey(application: TemplateModel, key: string | boolean | undefined): boolean {
  if (typeof key !== 'string') return key === true;
  if (isKnownText(key)) return SINGLE_REGION_KEY.test(key) || AWS_MANAGED_KEY.test(key);
  const resource = findKeyByReference(application, key);
  if (resource === undefined) return false;
  const { MultiRegion: multiRegion } = resource.properties;
  return multiRegion === undefined || asFlag(multiRegion) === false;
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
