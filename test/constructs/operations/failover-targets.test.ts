import { FailoverConfiguration, UnderlyingBucket } from '../../../src';
import { resolveFailoverTargets } from '../../../src/constructs/operations/failover-targets';

describe('resolveFailoverTargets', () => {
  test('does not depend on the order of the map', () => {
    const members = ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`m-${region}`, region));
    const entries = [
      ['virginia', FailoverConfiguration.activePassive(['us-east-1'])],
      ['both', FailoverConfiguration.activeActive()],
      ['ireland', FailoverConfiguration.activePassive(['eu-west-1'])],
    ] as const;
    const resolve = (declared: readonly (typeof entries)[number][]) =>
      resolveFailoverTargets(Object.fromEntries(declared), members);
    expect(resolve([...entries].reverse())).toEqual(resolve(entries));
    expect(resolve(entries).map(({ name }) => name)).toEqual(['both', 'ireland', 'virginia']);
  });
});
