import { type RegionDials } from '../routes/routing';

/** The place of a member: S3 accepts the bucket or the Region in a submit. */
interface MemberNames {
  readonly region: string;
  readonly bucket: string;
}

/**
 * Finds the submitted dials in the request parameters of an event, by Region if the members are known, otherwise by
 * bucket. Returns undefined if there are none: AWS does not document their place, which is an assumption.
 */
export function findSubmittedDials(
  requestParameters: unknown, members: readonly MemberNames[],
): RegionDials | undefined {
  const updates = findValue(requestParameters, 'routeupdates');
  const dials = listObjects(updates).flatMap((update): [string, number][] => {
    const [bucket, region, dial] = ['bucket', 'region', 'trafficdialpercentage'].map((name) => findOwn(update, name));
    const name = region ?? members.find((member) => member.bucket === bucket)?.region ?? bucket;
    return typeof name === 'string' && Number.isFinite(Number(dial)) ? [[name, Number(dial)]] : [];
  });
  return dials.length === 0 ? undefined : new Map(dials);
}

/** Finds the value of a property at any depth, whatever its case. */
function findValue(node: unknown, name: string): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  const own = findOwn(node, name);
  if (own !== undefined) return own;
  for (const child of Object.values(node)) {
    const found = findValue(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findOwn(node: object, name: string): unknown {
  return Object.entries(node).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Lists the objects with a dial: a list, or the elements of an XML document below one name. */
function listObjects(node: unknown): object[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(listObjects);
  return findOwn(node, 'trafficdialpercentage') === undefined ? Object.values(node).flatMap(listObjects) : [node];
}
