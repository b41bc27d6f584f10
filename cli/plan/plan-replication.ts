import { isDeepStrictEqual } from 'node:util';
import { type PlannedEffect } from './planned-effect';
import { type TemplateValues } from './template-values';

/** A rule of a template. Its fields contain the expressions that only a deployment evaluates. */
export interface ReplicationRuleVersion {
  readonly id: string;
  /** The name of the destination bucket. */
  readonly destination: string;
  readonly fields: object;
}

/** The rules of one source bucket, as one version of a template declares them. */
export interface ReplicationVersion extends TemplateValues {
  readonly path: string;
  /** The ARNs of the roles, sorted. Resources that write rules of the same bucket can have several. */
  readonly roles: readonly string[];
  /** The Regions in which the handler writes the rules, sorted. CloudFormation writes the rules of a native bucket. */
  readonly regions: readonly string[];
  readonly rules: readonly ReplicationRuleVersion[];
  /** Whether the resource writes the whole configuration and therefore removes the rules of other tools. */
  readonly ownsConfiguration: boolean;
}

/** Decides how a deployment treats the rules of a bucket. Undefined if it does not change them. */
export function planReplication(
  bucket: string, next: ReplicationVersion | undefined, deployed: ReplicationVersion | undefined,
): PlannedEffect | undefined {
  const isUnknown = (version: ReplicationVersion | undefined) => version?.isComplete === false
    && version.rules.length === 0;
  if (isUnknown(next) || isUnknown(deployed)) return undefined;
  const [after, before] = [next?.rules ?? [], deployed?.rules ?? []];
  const added = after.filter(({ id }) => !before.some((rule) => rule.id === id));
  const removed = before.filter(({ id }) => !after.some((rule) => rule.id === id));
  const changed = after.filter((rule) =>
    before.some((old) => old.id === rule.id && !isDeepStrictEqual(old.fields, rule.fields)));
  const hasOtherRole = next !== undefined && deployed !== undefined && !isDeepStrictEqual(next.roles, deployed.roles);
  const isMoved = (next?.regions.length ?? 0) > 0 && (deployed?.regions.length ?? 0) > 0
    && !isDeepStrictEqual(next?.regions, deployed?.regions);
  const parts = [
    ...describeRules('adds', added), ...describeRules('changes', changed), ...describeRules('removes', removed),
    ...(hasOtherRole ? [`changes the role from ${deployed.roles.join(', ')} to ${next.roles.join(', ')}`] : []),
    ...(isMoved ? [describeMove(deployed!.regions, next!.regions)] : []),
  ];
  if (parts.length === 0) return undefined;
  const data = [
    ...(added.length + changed.length === 0
      ? []
      : ['Objects from before the deployment are not replicated again; use "backfill".']),
    ...(removed.length === 0
      ? []
      : [`New objects are no longer replicated to ${listDestinations(removed)}; replicas stay.`]),
  ].join(' ');
  return {
    action: chooseAction(before.length === 0, after.length === 0),
    kind: 'replication',
    name: bucket,
    path: (next ?? deployed)!.path,
    reason: parts.join('; ') + (next?.ownsConfiguration ? '; the resource removes the rules of other tools' : ''),
    ...(data !== '' && { data }),
  };
}

/** The handler calls S3 in the declared Region. S3 redirects calls for a bucket of another Region, which then fail. */
function describeMove(before: readonly string[], after: readonly string[]): string {
  return `changes the Region of the bucket from ${before.join(', ')} to ${after.join(', ')}; the deployment fails if `
    + 'the bucket is not in the new one';
}

function chooseAction(isFirst: boolean, isLast: boolean): PlannedEffect['action'] {
  if (isFirst) return 'create';
  return isLast ? 'delete' : 'change';
}

function describeRules(verb: string, rules: readonly ReplicationRuleVersion[]): string[] {
  if (rules.length === 0) return [];
  return [`${verb} ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} to ${listDestinations(rules)}`];
}

function listDestinations(rules: readonly ReplicationRuleVersion[]): string {
  return [...new Set(rules.map(({ destination }) => destination))].sort().join(', ');
}
