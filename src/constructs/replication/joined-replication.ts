import { type IConstruct } from 'constructs';
import { MRAP432_REPLICATION_RULE_ADDED_TOO_LATE } from '../../diagnostics/definitions/replication-rule-declarations';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { usesBatchReplication } from './existing-objects';
import { type DeclaredReplicationRule } from './replication-rule';
import { checkDeclaredRule, makeRuleLabel } from './rule-declaration-checks';
import { type SharedReplication } from './shared-replication';

const MAX_ID_LENGTH = 40;

/** Makes the id of the default rule of a replication that joins another one. */
export function makeJoinedRuleId({ node }: IConstruct, { config }: SharedReplication): string {
  const id = node.id.toLowerCase().replace(/[^a-z0-9-]+/g, '-').slice(0, MAX_ID_LENGTH);
  const isFree = config.edges.every(({ rule }) => rule.id !== id);
  return isFree ? id : `${id.slice(0, MAX_ID_LENGTH - 9)}-${node.addr.slice(-8)}`;
}

/** Checks rules that are added to the rules of a replication. */
export function checkAddedRules(
  scope: IConstruct, { config, readers }: SharedReplication, added: readonly DeclaredReplicationRule[],
): Finding[] {
  const rules = [...new Set(config.edges.map(({ rule }) => rule))];
  return [
    ...(readers.size === 0 ? [] : added.map((rule) => MRAP432_REPLICATION_RULE_ADDED_TOO_LATE.create({
      rule: makeRuleLabel(rule), replication: scope.node.path, readers: [...readers],
    }))),
    ...added.flatMap((rule) => checkDeclaredRule(rule, [{ id: undefined }, ...rules])),
  ];
}

/** Checks that a replication declares nothing that differs from the replication that it joins. */
export function checkJoinedProps(
  shared: SharedReplication, { role, removalPolicy, existingObjects }: CrossRegionReplicationProps,
): Finding[] {
  const { config: { scope, batch }, own } = shared;
  const hasBatch = existingObjects !== undefined && usesBatchReplication(existingObjects);
  const different = [
    ...(role === undefined || role === own.role ? [] : ['role']),
    ...(removalPolicy === undefined || shared.hasRemovalPolicy(removalPolicy) ? [] : ['removalPolicy']),
    ...(hasBatch && !batch ? ['existingObjects'] : []),
  ];
  return different.map((property) => MRAP788_INVALID_PROPERTY.create({
    property, got: 'a different value', expected: `the value of ${scope.node.path}, which has the same source bucket`,
  }));
}
