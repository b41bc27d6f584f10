import { INTEGRATION_TESTS } from './integration-tests';
import { readSnapshot } from './snapshots';

interface Assertion {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: { readonly expected?: string; readonly stateMachineArn?: object };
}

describe('test/integration', () => {
  const findAssertions = (example: string) => Object.values(
    (readSnapshot(example)['Assertions.template.json'] as { readonly Resources: Record<string, Assertion> }).Resources,
  ).filter(({ Type: type }) => type.startsWith('Custom::DeployAssert'));

  test.each(INTEGRATION_TESTS.map((example) => [example]))(
    'deploys the assertions of %s after the stacks of the example', (example) => {
      const { Assertions: before } = readSnapshot(example).dependencies as Readonly<Record<string, readonly string[]>>;
      expect(before).toEqual([expect.stringMatching(/^MrapInteg/)]);
    });

  test.each(INTEGRATION_TESTS.map((example) => [example]))(
    'waits for each assertion of %s, because only such a failure fails the deployment', (example) => {
      const assertions = findAssertions(example);
      expect(assertions.length).toBeGreaterThanOrEqual(2);
      for (const { Properties: { expected, stateMachineArn } } of assertions) {
        expect(expected).toContain('"Status":"READY"');
        expect(stateMachineArn).toBeDefined();
      }
    });

  test.each(INTEGRATION_TESTS.map((example) => [example]))(
    'deletes the access point of %s, so that the next test can create one of the same name', (example) => {
      const { dependencies, ...templates } = readSnapshot(example);
      expect(dependencies).toBeDefined();
      const accessPoints = Object.values(templates).flatMap((template) =>
        Object.values((template as { readonly Resources: Record<string, Assertion> }).Resources))
        .filter(({ Type: type }) => type === 'Custom::S3MultiRegionAccessPoint');
      expect(accessPoints.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete']);
    });
});
