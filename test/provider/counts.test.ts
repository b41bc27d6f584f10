import { type App } from 'aws-cdk-lib/core';
import { stackIn } from '../support/synthesis';
import { countResources, declareEverythingOn, declareReplicated, HOME } from './counted-stacks';

describe('ReplicatedMultiRegionAccessPoint', () => {
  test.each([
    [24, 9, 2, false], [26, 11, 2, true], [28, 13, 6, false], [30, 15, 6, true], [39, 24, 17, false],
    [41, 26, 17, true],
  ])('adds %i home resources, and %i for another one, in %i Regions with keys %s', (first, another, regions, keys) => {
    const one = countResources((stack) => { declareReplicated(stack, { regions, keys }); });
    const two = countResources((stack) => {
      for (const name of ['media', 'other']) declareReplicated(stack, { regions, keys, name });
    });
    // Four roles for custom resources, and the replication role.
    expect(one).toEqual({ functions: 4, roles: 5, policies: 6, resources: first });
    expect(two).toEqual({ functions: 4, roles: 6, policies: 7, resources: first + another });
  });

  test.each([[false, 50], [true, 43]])('fits into a stack, with keys %s, at least %i times', (keys, count) => {
    for (const length of [8, 40]) {
      const stack = stackIn(HOME);
      for (let index = 0; index < count; index += 1) {
        declareReplicated(stack, { regions: 2, keys, name: `ap${index}-${'x'.repeat(length)}`.slice(0, length) });
      }
      expect(() => (stack.node.root as App).synth()).not.toThrow();
    }
  });
});

describe('src', () => {
  test('adds seven functions and eight roles, beside the replication role, for everything', () => {
    expect(countResources(declareEverythingOn)).toEqual({ functions: 7, roles: 9, policies: 10, resources: 58 });
  });
});
