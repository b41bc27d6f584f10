import { MRAP425 } from '../../checks/diagnostics/replication';
import { type Rule, detect } from '../rule';
import { at, holdsUnknown, listOf } from '../values/read';
import { accessPoints } from '../views/access-points';
import { type Bucket } from '../views/buckets';

/** Row C25: only what deletes or archives objects counts; unfinished uploads are each bucket's own. */
export const lifecycles: Rule = {
  finds: [MRAP425],
  check: (application) => accessPoints(application).flatMap(({ resource, members, complete }) => {
    const made = members.flatMap((member) => member.made ?? []);
    if (!complete || made.length < 2 || made.some(({ properties }) => holdsUnknown(properties.LifecycleConfiguration))) return [];
    const written = made.map(rulesOf);
    const different = made.filter((_, index) => written[index] !== written[0]);
    return different.length === 0 ? [] : detect(resource, [MRAP425.find({ buckets: [made[0], ...different].map(({ name }) => name) })]);
  }),
};

const OF_NO_CONCERN = ['Id', 'AbortIncompleteMultipartUpload', 'Status'];

function rulesOf({ properties }: Bucket): string {
  const rules = listOf(at(properties.LifecycleConfiguration, 'Rules')).filter((rule) => at(rule, 'Status') !== 'Disabled')
    .map((rule) => Object.entries(rule as object).filter(([key]) => !OF_NO_CONCERN.includes(key)).sort(([a], [b]) => a.localeCompare(b)))
    .filter((fields) => fields.some(([key]) => /Expir|Transition/.test(key)));
  return JSON.stringify(rules.map((rule) => JSON.stringify(rule)).sort());
}
