import { MRAP425_DIFFERENT_LIFECYCLE_RULES } from '../../../diagnostics/definitions/replication';
import { getPath, containsUnknown, asList } from '../../evaluation/read';
import { accessPoints } from '../../model/access-points';
import { type Bucket } from '../../model/buckets';
import { type Rule, toMatches } from '../rule';

/** Row C25: only what deletes or archives objects counts; unfinished uploads are each bucket's own. */
export const lifecycles: Rule = {
  finds: [MRAP425_DIFFERENT_LIFECYCLE_RULES],
  check: (application) => accessPoints(application).flatMap(({ resource, members, complete }) => {
    const made = members.flatMap((member) => member.made ?? []);
    if (!complete || made.length < 2 || made.some(({ properties }) => containsUnknown(properties.LifecycleConfiguration))) return [];
    const written = made.map(rulesOf);
    const different = made.filter((_, index) => written[index] !== written[0]);
    return different.length === 0 ? [] : toMatches(resource, [MRAP425_DIFFERENT_LIFECYCLE_RULES.create({ buckets: [made[0], ...different].map(({ name }) => name) })]);
  }),
};

const OF_NO_CONCERN = ['Id', 'AbortIncompleteMultipartUpload', 'Status'];

function rulesOf({ properties }: Bucket): string {
  const rules = asList(getPath(properties.LifecycleConfiguration, 'Rules')).filter((rule) => getPath(rule, 'Status') !== 'Disabled')
    .map((rule) => Object.entries(rule as object).filter(([key]) => !OF_NO_CONCERN.includes(key)).sort(([a], [b]) => a.localeCompare(b)))
    .filter((fields) => fields.some(([key]) => /Expir|Transition/.test(key)));
  return JSON.stringify(rules.map((rule) => JSON.stringify(rule)).sort());
}
