import { MRAP440_MIXED_RULE_SCHEMAS } from '../../../diagnostics/definitions/replication-rule-declarations';
import { type Finding } from '../../../diagnostics/finding';
import { asFields, getValueAtPath, isUnknownValue, type UncheckedFields } from '../../evaluation/read';
import { patternsOverlap } from '../../iam/patterns';
import { findReplications, type TemplateReplication } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Elements that S3 accepts only in rules with a filter. */
const NEWER_ELEMENTS: readonly (readonly string[])[] = [
  ['Priority'],
  ['DeleteMarkerReplication'],
  ['SourceSelectionCriteria', 'ReplicaModifications'],
  ['Destination', 'ReplicationTime'],
];

/** Rules without a filter have the older schema of replication configurations, which has fewer elements. */
export const replicationSchemaVersionRule: LinterRule = {
  finds: [MRAP440_MIXED_RULE_SCHEMAS],
  check: (application) => findReplications(application).flatMap((replication) => [
    ...toLinterRuleMatches(replication.resource, checkConfiguration(application, replication)),
    ...replication.rules.flatMap(({ fields, location }) =>
      toLinterRuleMatches(replication.resource, checkElements(fields), location)),
  ]),
};

function isOlderRule({ Filter: filter, Prefix: prefix }: UncheckedFields): boolean {
  return filter === undefined && prefix !== undefined;
}

function checkElements(rule: UncheckedFields): Finding[] {
  if (rule.Filter !== undefined && rule.Prefix !== undefined && !isUnknownValue(rule.Filter)) {
    return [MRAP440_MIXED_RULE_SCHEMAS.create({ got: 'a rule with Filter and with Prefix' })];
  }
  const present = NEWER_ELEMENTS.filter((path) => hasElement(rule, path));
  return isOlderRule(rule) && present.length > 0
    ? [MRAP440_MIXED_RULE_SCHEMAS.create({
      got: `a rule without Filter and with ${present.map((path) => path.join('.')).join(', ')}`,
    })]
    : [];
}

function hasElement(rule: UncheckedFields, path: readonly string[]): boolean {
  return asFields(getValueAtPath(rule, ...path.slice(0, -1)))?.[path[path.length - 1]] !== undefined;
}

function checkConfiguration({ symbols }: TemplateModel, { rules }: TemplateReplication): Finding[] {
  const older = rules.filter(({ fields }) => isOlderRule(fields));
  if (older.length === 0) return [];
  if (rules.some(({ fields: { Filter: filter } }) => filter !== undefined && !isUnknownValue(filter))) {
    return [MRAP440_MIXED_RULE_SCHEMAS.create({ got: 'rules with Filter beside rules without Filter' })];
  }
  const destinations = older.flatMap(({ destinationArn }) => destinationArn ?? []).reduce<string[]>(
    (found, arn) => (found.every((other) => patternsOverlap(symbols, arn, other) === false) ? [...found, arn] : found),
    []);
  return destinations.length > 1
    ? [MRAP440_MIXED_RULE_SCHEMAS.create({ got: `rules without Filter to ${destinations.length} destinations` })]
    : [];
}
