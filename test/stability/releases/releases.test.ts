import { DriverBackend } from '../../deploy/scenario/driver-backend';
import { createSimulatedServices } from '../../deploy/scenario/driver-services';
import { type SynthesizedStack } from '../../deploy/scenario/template';
import {
  listExternalBuckets, listRecordedReleases, readReleaseStacks, synthesizeReleaseStacks, UPGRADED_EXAMPLES,
} from './release-stacks';

// aws-cdk-lib prints that it has run the linter of an example.
beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

/** Deploys stacks into a new account, and returns a way to deploy others over them. */
async function deployRelease(stacks: readonly SynthesizedStack[]) {
  const services = createSimulatedServices();
  const backend = new DriverBackend(services);
  for (const { name, region } of listExternalBuckets(stacks)) await backend.createBucket(name, region);
  const first = await backend.deployStacks(stacks);
  expect(first).toMatchObject({ succeeded: true, output: '' });

  const readState = async () => ({
    accessPoints: await backend.readAccessPoints(),
    buckets: Object.keys(await backend.readBuckets()),
    physicalIds: (await Promise.all(stacks.map(async (stack) => backend.listResources(stack)))).flat()
      .map(({ stack, logicalId, physicalId }) => `${stack} ${logicalId}: ${physicalId}`),
  });
  const before = await readState();
  const upgrade = async (others: readonly SynthesizedStack[]) => {
    const calls: string[] = [];
    const simulator = services.simulator!;
    const call = simulator.call.bind(simulator);
    simulator.call = async (operation, input, context) => {
      if (/^(Create|Delete)/.test(operation)) calls.push(operation);
      return call(operation, input, context);
    };
    const { succeeded, output } = await backend.deployStacks(others);
    return { succeeded, output, calls, after: await readState() };
  };
  return { before, upgrade };
}

const current = new Map(UPGRADED_EXAMPLES.map((example) => [example, synthesizeReleaseStacks(example)]));
const upgrades = listRecordedReleases().flatMap((version) =>
  UPGRADED_EXAMPLES.map((example) => ({ version, example })));

describe('examples', () => {
  test.each(upgrades)(
    'updates $example of version $version without a replacement or a deletion', async ({ version, example }) => {
      const { before, upgrade } = await deployRelease(readReleaseStacks(version, example));
      expect(Object.values(before.accessPoints).map(({ state: { status } }) => status)).toEqual(['READY']);
      const { succeeded, output, calls, after } = await upgrade(current.get(example)!);
      expect({ succeeded, output, calls }).toEqual({ succeeded: true, output: '', calls: [] });
      expect(after.physicalIds).toEqual(expect.arrayContaining(before.physicalIds));
      expect(after.buckets).toEqual(before.buckets);
      expect(aliasesOf(after)).toEqual(aliasesOf(before));
    });
});

type State = Awaited<ReturnType<typeof deployRelease>>['before'];

const aliasesOf = ({ accessPoints }: State) =>
  Object.entries(accessPoints).map(([name, { alias }]) => `${name}: ${alias}`);

describe('test/stability/releases', () => {
  test('contains the first version', () => {
    expect(listRecordedReleases()).toContain('0.1.0');
  });

  const [example] = UPGRADED_EXAMPLES;
  const change = (replace: (text: string) => string) =>
    JSON.parse(replace(JSON.stringify(readReleaseStacks('0.1.0', example)))) as readonly SynthesizedStack[];

  test('detects a version that renames the access point', async () => {
    const { before, upgrade } = await deployRelease(readReleaseStacks('0.1.0', example));
    const [name] = Object.keys(before.accessPoints);
    const renamed = change((text) => text.replaceAll(`"Name":"${name}"`, '"Name":"other"'));
    const { succeeded, calls, after } = await upgrade(renamed);
    expect({ succeeded, calls }).not.toEqual({ succeeded: true, calls: [] });
    expect(aliasesOf(after)).toEqual(aliasesOf(before));
  });

  test('detects a version that renames the logical id of the access point', async () => {
    const { before, upgrade } = await deployRelease(readReleaseStacks('0.1.0', example));
    const id = before.physicalIds.find((line) => line.includes('AccessPoint'))!.split(' ')[1].replace(':', '');
    const { succeeded, calls } = await upgrade(change((text) => text.replaceAll(id, `${id}Renamed`)));
    expect({ succeeded, calls }).not.toEqual({ succeeded: true, calls: [] });
  });
});
