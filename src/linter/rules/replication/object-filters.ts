import { checkObjectFilters } from '../../../diagnostics/checks/replication-rules';
import { MRAP435_PREFIX_OF_NO_KEY } from '../../../diagnostics/definitions/replication-rule-declarations';
import {
  MRAP428_RULE_WITHOUT_MATCHING_OBJECTS, MRAP429_TAG_LIMITS,
} from '../../../diagnostics/definitions/replication-rules';
import { type Finding } from '../../../diagnostics/finding';
import { asText, getValueAtPath, literalText } from '../../evaluation/read';
import { findLocatedRules, type LocatedRule } from '../../model/replication';
import { readReplicationFilter } from '../../model/replication-filter';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The objects that replication rules select: filters that match nothing, and tags that S3 refuses. */
export const replicationObjectFiltersRule: LinterRule = {
  finds: [MRAP428_RULE_WITHOUT_MATCHING_OBJECTS, MRAP429_TAG_LIMITS, MRAP435_PREFIX_OF_NO_KEY],
  check: (application) => findLocatedRules(application).flatMap((located) =>
    toLinterRuleMatches(
      located.replication.resource, [...checkRule(located), ...checkPrefixes(located)], located.rule.location,
    )),
};

function checkPrefixes({ replication: { sourceName: source }, rule: { fields } }: LocatedRule): Finding[] {
  return readReplicationFilter(fields).prefixes.flatMap((value) => asText(value) ?? [])
    .map((prefix) => ({ prefix, expected: prefix.replace(/^\/+/, '').replace(/[*].*$/, '') }))
    .filter(({ prefix, expected }) => prefix !== expected)
    .map((prefixes) => MRAP435_PREFIX_OF_NO_KEY.create({ source, ...prefixes }));
}

function checkRule({ replication: { sourceName }, rule: { fields, enabled } }: LocatedRule): Finding[] {
  const { prefixes, tags, excludedPrefixes, excludedTags, unknownElements } = readReplicationFilter(fields);
  // An element that this version does not know may change the selection. S3 validates the tags of every rule.
  const isSelectionKnown = enabled && unknownElements.length === 0;
  const readTag = (tag: unknown) => ({
    Key: literalText(getValueAtPath(tag, 'Key')), Value: literalText(getValueAtPath(tag, 'Value')),
  });
  return checkObjectFilters(sourceName, [{
    // The prefix of an element that is not known is not known either.
    prefix: prefixes.length === 0 ? '' : literalText(prefixes[0]),
    tags: tags.map(readTag),
    excludedPrefixes: excludedPrefixes.flatMap((prefix) => literalText(prefix) ?? []),
    excludedTags: excludedTags.map(readTag),
  }]).filter(({ ruleId }) => isSelectionKnown || ruleId !== MRAP428_RULE_WITHOUT_MATCHING_OBJECTS.id);
}
