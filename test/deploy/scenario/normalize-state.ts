import { type ComparedFields } from './deployment-backend';
import { type AccessPointState, type BucketState, type State } from './state';

/**
 * Returns the compared parts of a state in one form: scalars as text, one text instead of a list with one text, and
 * lists in the order of their texts. No list of the state has an order with a meaning.
 */
export function normalizeState(state: Partial<State>, comparedFields: ComparedFields): unknown {
  const { bucket, memberRegions, routes, identities } = comparedFields;
  const { accessPoints = {}, buckets = {}, roles = {}, keys = {}, logGroups = {} } = state;
  const selectFields = (fields: BucketState) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => bucket.has(name as keyof BucketState)));
  const comparedBuckets = Object.fromEntries(
    Object.entries(buckets).map(([name, fields]) => [name, selectFields(fields)]),
  );
  const selectReadable = ({ members, activeRegions, ...rest }: AccessPointState) => ({
    ...rest,
    members: memberRegions ? members : members.map((member) => member.split(' ')[1]),
    ...(routes && { activeRegions }),
  });
  const comparedAccessPoints = Object.fromEntries(
    Object.entries(accessPoints).map(([name, accessPoint]) => [name, selectReadable(accessPoint)]),
  );
  return normalize({
    accessPoints: comparedAccessPoints,
    buckets: comparedBuckets,
    ...(identities && { roles, keys, logGroups }),
  });
}

function normalize(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value.map(normalize).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return entries.length === 1 && typeof entries[0] === 'string' ? entries[0] : entries;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const defined = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(defined.map(([key, entry]) => [key, normalize(entry)]).sort());
}
