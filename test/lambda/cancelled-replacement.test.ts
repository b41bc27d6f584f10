import { findCancelledReplacement } from '../../lambda/access-point/cancelled-replacement';
import { parseDesiredAccessPoint } from '../../lambda/access-point/desired-state';
import { type SettledId } from '../../lambda/access-point/physical-id';
import { type AccessPointResourceRequest } from '../../lambda/access-point/request';
import { type Properties } from '../driver/cloudformation';
import { ACCOUNT } from '../support/accounts';
import { ACCESS_POINT, BUCKETS } from './support';

const { Name: _, ...UNNAMED } = ACCESS_POINT;

function describeAccessPoint(properties: Properties) {
  return parseDesiredAccessPoint({ ...properties, Replacement: 'ALLOW' }, ACCOUNT);
}

function makeId(name: string, properties: Properties, replaces?: SettledId): SettledId {
  const { specHash } = describeAccessPoint(properties);
  return { kind: 'created', name, alias: 'mmqmrmvd00001.mrap', specHash, owner: 'ec87d8478ddfab15281c', replaces };
}

/** The name that the rollback of `previous` to `desired` finds. */
function find(desired: Properties, previous: Properties, current: SettledId, kept = current): string | undefined {
  const event = { stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/a/b', logicalId: 'Media' };
  return findCancelledReplacement({
    event, desired: describeAccessPoint(desired), previous: describeAccessPoint(previous),
  } as AccessPointResourceRequest, current, kept);
}

describe('findCancelledReplacement', () => {
  const two = { ...ACCESS_POINT, Buckets: BUCKETS.slice(1) };
  const one = { ...ACCESS_POINT, Buckets: BUCKETS.slice(2) };

  test('returns the name that the failed update chose', () => {
    expect(find(ACCESS_POINT, two, makeId('media', ACCESS_POINT))).toMatch(/^media-[0-9a-f]{8}$/);
    expect(find(ACCESS_POINT, { ...two, Name: 'video' }, makeId('media', ACCESS_POINT))).toBe('video');
  });

  test('returns the name if the current state is not the declared one, because a failed replacement has stayed', () => {
    const current = makeId('media-0', two, makeId('media', ACCESS_POINT));
    expect(find(ACCESS_POINT, one, current)).toMatch(/^media-[0-9a-f]{8}$/);
  });

  test('returns nothing for the rollback of the update that created the current access point', () => {
    expect(find(ACCESS_POINT, two, makeId('media-0', two, makeId('media', ACCESS_POINT)))).toBeUndefined();
  });

  test('returns nothing for the name of the kept access point, but the name of one that was replaced before', () => {
    const unnamed = { ...UNNAMED, Buckets: BUCKETS.slice(1) };
    const name = find(UNNAMED, unnamed, makeId('mrap-first', UNNAMED))!;
    expect(name).toMatch(/^mrap-[a-z0-9]{26}$/);
    const replaced = makeId(name, unnamed);
    expect(find(unnamed, unnamed, makeId('mrap-second', UNNAMED, replaced), replaced)).toBeUndefined();
    expect(find(UNNAMED, unnamed, makeId('mrap-second', UNNAMED, replaced))).toBe(name);
  });
});
