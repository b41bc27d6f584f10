import { MRAP425_DIFFERENT_LIFECYCLE_RULES } from '../../../diagnostics/definitions/replication';
import { asFields, asList, containsUnknown, getValueAtPath } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { type TemplateBucket } from '../../model/buckets';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Elements that have no effect on the objects that exist. */
const IGNORED_KEYS = ['Id', 'AbortIncompleteMultipartUpload', 'Status'];

/** Lifecycle rules of the members. Only expirations and transitions are compared, not incomplete uploads. */
export const memberLifecyclesRule: LinterRule = {
  finds: [MRAP425_DIFFERENT_LIFECYCLE_RULES],
  check: (application) =>
    findAccessPoints(application).flatMap(({ resource, members, complete }) => {
      const buckets = members.flatMap((member) => member.declared ?? []);
      const hasUnknownRules = buckets.some(({ properties }) => containsUnknown(properties.LifecycleConfiguration));
      if (!complete || buckets.length < 2 || hasUnknownRules) return [];
      const [first, ...others] = buckets;
      const different = others.filter((bucket) => serializeRules(bucket) !== serializeRules(first));
      const names = [first, ...different].map(({ name }) => name);
      return toLinterRuleMatches(
        resource,
        different.length === 0 ? [] : [MRAP425_DIFFERENT_LIFECYCLE_RULES.create({ buckets: names })],
      );
    }),
};

function serializeRules({ properties }: TemplateBucket): string {
  const rules = asList(getValueAtPath(properties.LifecycleConfiguration, 'Rules'))
    .filter((rule) => getValueAtPath(rule, 'Status') !== 'Disabled')
    .map((rule) => Object.entries(asFields(rule) ?? {}).filter(([key]) => !IGNORED_KEYS.includes(key)))
    .filter((fields) => fields.some(([key]) => /Expir|Transition/.test(key)))
    .map((fields) => JSON.stringify(fields.sort(([a], [b]) => a.localeCompare(b))));
  return JSON.stringify(rules.sort());
}
