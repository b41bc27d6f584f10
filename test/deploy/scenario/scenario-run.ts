import { strict as assert } from 'node:assert';
import { createTwoFilesPatch } from 'diff';
import { type Declaration } from '../applications/declaration';
import { ACCOUNT } from '../emulator/ministack';
import { type DeploymentResult, type DeploymentBackend } from './deployment-backend';
import { replaceGeneratedIds } from './labels';
import { normalizeState } from './normalize-state';
import { type LiveAccessPoints } from './read-access-points';
import { type AliasChange, type CommandStep, type DeployStep, type Scenario, type Step } from './scenario';
import { type StackResource } from './stack-resource';
import { type BucketState, type State } from './state';
import { type SynthesizedStack } from './template';

const PERMISSIONS = /Permissions[0-9a-f]{8}[0-9A-F]{8}$/;

/** The hash that a replacement appends to the name of an access point. */
const REPLACEMENT_HASH = /-[0-9a-f]{8}$/;

/** An executed step and its duration. */
export interface StepResult {
  readonly scenario: string;
  readonly step: string;
  readonly backend: string;
  readonly seconds: number;
}

/** Returns whether a backend supports all required rows of a scenario. */
export function isSupported({ requiredRows }: Scenario, backend: DeploymentBackend): boolean {
  return requiredRows.every((row) => backend.supports(row));
}

/** Returns the first backend that supports all required rows of a scenario. Throws an error if there is none. */
export function selectBackend(scenario: Scenario, backends: readonly DeploymentBackend[]): DeploymentBackend {
  const { title, requiredRows } = scenario;
  const selected = backends.find((backend) => isSupported(scenario, backend));
  if (selected === undefined) {
    const unsupportedRows = (backend: DeploymentBackend) => requiredRows.filter((row) => !backend.supports(row));
    const reasons = backends.map(
      (backend) => `${backend.name} does not support: ${unsupportedRows(backend).join('; ')}`,
    );
    throw new Error(`no backend can run "${title}"\n${reasons.join('\n')}`);
  }
  return selected;
}

/** Executes a scenario with a backend. Comparisons exclude resources that existed before. */
export class ScenarioRun {
  /** All resources that the scenario has deployed, also deleted ones. */
  private resources: readonly StackResource[] = [];
  private readonly physicalIds = new Map<string, PhysicalIds>();
  private initialBuckets = new Set<string>();
  private initialAccessPoints = new Set<string>();
  private readonly aliases = new Set<string>();

  constructor(private readonly scenario: Scenario, private readonly backend: DeploymentBackend) {}

  public async execute(onStep: (result: StepResult) => void): Promise<void> {
    const { backend, scenario } = this;
    this.initialBuckets = new Set(Object.keys(await backend.readBuckets()));
    this.initialAccessPoints = new Set(Object.keys(await backend.readAccessPoints()));
    for (const [name, region] of Object.entries(scenario.buckets ?? {})) await backend.createBucket(name, region);
    for (const step of scenario.steps) {
      const startedAt = Date.now();
      try {
        await this.executeStep(step);
      } catch (error) {
        const title = `${scenario.title} [${backend.name}]: ${step.title}`;
        throw new Error(`${title}: ${(error as Error).message}`, { cause: error });
      }
      const seconds = (Date.now() - startedAt) / 1000;
      onStep({ scenario: scenario.title, step: step.title, backend: backend.name, seconds });
    }
  }

  private async executeStep(step: Step): Promise<void> {
    const before = await this.readAlias();
    if ('destroy' in step) await this.destroy(step.destroy);
    else if ('command' in step) await this.runCommandLine(step, before!);
    else await this.deploy(step);
    await this.compareState(step);
    checkAlias(step.aliasChange, before, await this.readAlias());
  }

  private async runCommandLine({ command, exitCode, output }: CommandStep, alias: string): Promise<void> {
    const result = await this.backend.runCommandLine(command(`arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`));
    assert.equal(result.code, exitCode, result.output);
    assert.match(result.output, output);
  }

  private async deploy(step: DeployStep): Promise<void> {
    const idsBefore = new Map(this.physicalIds);
    const deploy: Declaration = step.adopt
      ? { ...step.deploy, adopt: { roleArn: await this.findReplicationRole() } }
      : step.deploy;
    const outcome = await this.withFault(step, () => this.backend.deploy({ ...step, deploy }));
    if (step.expectedError === undefined) {
      assert.ok(outcome.succeeded, outcome.output);
    } else {
      assert.ok(!outcome.succeeded, 'expected the deployment to fail');
      assert.match(outcome.output, step.expectedError);
    }
    for (const stack of outcome.stacks) await this.registerResources(stack);
    if (step.keepsPhysicalIds) for (const [name, ids] of idsBefore) checkIds(name, ids, this.physicalIds.get(name)!);
  }

  private async registerResources(stack: SynthesizedStack): Promise<void> {
    const resources = await this.backend.listResources(stack);
    this.resources = [...this.resources, ...resources];
    this.physicalIds.set(
      stack.name,
      Object.fromEntries(resources.map(({ logicalId, physicalId }) => [logicalId, physicalId])),
    );
  }

  private async destroy(declaration: Declaration): Promise<void> {
    const { succeeded, output }: DeploymentResult = await this.backend.destroy(declaration);
    assert.ok(succeeded, output);
  }

  private async withFault(
    { fault }: DeployStep, deploy: () => Promise<DeploymentResult>,
  ): Promise<DeploymentResult> {
    if (fault === undefined) return deploy();
    const { simulator } = this.backend;
    assert.ok(simulator !== undefined, 'only the simulator can fail an operation');
    const { asyncFailure } = simulator.settings;
    const { operation, leaves } = fault;
    const failure = { code: 'InternalError', leaves };
    simulator.configure({ asyncFailure: (call) => (call.operation === operation ? failure : undefined) });
    try {
      return await deploy();
    } finally {
      simulator.configure({ asyncFailure });
    }
  }

  /** Compares the live state with the expected one. */
  private async compareState(step: Step): Promise<void> {
    const { backend } = this;
    const { comparedFields } = backend;
    const accessPoints = await this.readAccessPoints();
    const state: State = {
      accessPoints: Object.fromEntries(Object.entries(accessPoints).map(([name, { state: accessPoint }]) =>
        [name.replace(REPLACEMENT_HASH, '-<hash>'), accessPoint])),
      buckets: Object.fromEntries(await this.readBuckets()),
      ...await backend.readIdentities(this.resources),
    };
    const labeled = replaceGeneratedIds(state, this.resources, [...this.aliases]);
    const isRecorded = 'recorded' in step && step.recorded !== undefined;
    const compared = { ...comparedFields, identities: comparedFields.identities && !isRecorded };
    const difference = findDifference(normalizeState(step.expected, compared), normalizeState(labeled, compared));
    assert.ok(difference === undefined, difference);
  }

  /** Returns the buckets that this scenario created. */
  private async readBuckets(): Promise<[string, BucketState][]> {
    return Object.entries(await this.backend.readBuckets()).filter(([name]) => !this.initialBuckets.has(name));
  }

  /** Returns the access points that this scenario created, by name. */
  private async readAccessPoints(): Promise<LiveAccessPoints> {
    const live = Object.entries(await this.backend.readAccessPoints());
    const own = live.filter(([name]) => !this.initialAccessPoints.has(name));
    for (const [, { alias }] of own) this.aliases.add(alias);
    return Object.fromEntries(own);
  }

  private async readAlias(): Promise<string | undefined> {
    const aliases = Object.values(await this.readAccessPoints()).map(({ alias }) => alias);
    assert.ok(aliases.length <= 1, `expected at most one access point, got ${aliases.length}`);
    return aliases[0];
  }

  /** Returns the replication role of the buckets. */
  private async findReplicationRole(): Promise<string> {
    const roles = (await this.readBuckets()).map(([, { replication }]) => replication?.role);
    const message = `expected one replication role, got ${roles.join()}`;
    assert.ok(roles[0] !== undefined && new Set(roles).size === 1, message);
    return roles[0];
  }
}

/** Returns a patch from the expected to the live state, or undefined if both are equal. */
function findDifference(expected: unknown, live: unknown): string | undefined {
  const [expectedText, liveText] = [expected, live].map((state) => `${JSON.stringify(state, undefined, 2)}\n`);
  if (expectedText === liveText) return undefined;
  return createTwoFilesPatch('expected state', 'live state', expectedText, liveText, '', '', { context: 2 });
}

function checkAlias(expected: AliasChange, before: string | undefined, after: string | undefined): void {
  switch (expected) {
    case 'new':
      assert.ok(before === undefined && after !== undefined, `expected a new alias, got ${before} and then ${after}`);
      break;
    case 'same':
      assert.ok(before !== undefined && after === before, `expected the alias ${before}, got ${after}`);
      break;
    case 'different': {
      const isDifferent = before !== undefined && after !== undefined && after !== before;
      assert.ok(isDifferent, `expected an alias different from ${before}, got ${after}`);
      break;
    }
    case 'deleted':
      assert.equal(after, undefined);
  }
}

type PhysicalIds = Readonly<Record<string, string>>;

function checkIds(stack: string, before: PhysicalIds, after: PhysicalIds): void {
  const checked = Object.entries(before).filter(([id]) => !PERMISSIONS.test(id));
  for (const [id, physicalId] of checked) assert.equal(after[id], physicalId, `${stack}: ${id} was replaced`);
}
