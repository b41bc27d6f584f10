import { strict as assert } from 'node:assert';
import { stringifyValues } from '../../driver/cloudformation';
import { type Declaration } from '../applications/declaration';
import { type DeploymentResult, type DeploymentBackend } from './deployment-backend';
import { findExpectedState, type DeployedIds, selectFields } from './expected-state';
import { type AliasChange, type DeployStep, type Scenario, type Step } from './scenario';
import { readAccessPointStates, type BucketState, type State } from './state';
import { type SynthesizedStack } from './template';

const PERMISSIONS = /Permissions[0-9a-f]{8}[0-9A-F]{8}$/;

/** An executed step and its duration. */
export interface StepResult {
  readonly scenario: string;
  readonly step: string;
  readonly backend: string;
  readonly seconds: number;
}

/** Returns the first backend that supports all required rows of a scenario. */
export function selectBackend(
  { title, requiredRows }: Scenario,
  backends: readonly DeploymentBackend[],
): DeploymentBackend {
  const selected = backends.find((backend) => requiredRows.every((row) => backend.supports(row)));
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
  private readonly deployedStacks = new Map<string, SynthesizedStack>();
  private readonly physicalIds = new Map<string, Readonly<Record<string, string>>>();
  private initialBuckets = new Set<string>();
  private initialAccessPoints = new Set<string>();

  constructor(private readonly scenario: Scenario, private readonly backend: DeploymentBackend) {}

  public async execute(onStep: (result: StepResult) => void): Promise<void> {
    const { backend, scenario } = this;
    this.initialBuckets = new Set(Object.keys(await backend.buckets()));
    this.initialAccessPoints = new Set(Object.keys(readAccessPointStates(backend.simulator)));
    for (const [name, region] of Object.entries(scenario.buckets ?? {})) await backend.createBucket(name, region);
    for (const step of scenario.steps) {
      const startedAt = Date.now();
      try {
        await this.executeStep(step);
      } catch (error) {
        throw new Error(`${scenario.title}: ${step.title}: ${(error as Error).message}`, { cause: error });
      }
      const seconds = (Date.now() - startedAt) / 1000;
      onStep({ scenario: scenario.title, step: step.title, backend: backend.name, seconds });
    }
  }

  private async executeStep(step: Step): Promise<void> {
    const before = this.readAlias();
    if ('destroy' in step) await this.destroy(step.destroy);
    else await this.deploy(step);
    await this.compareState();
    checkAlias(step.aliasChange, before, this.readAlias());
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
    for (const stack of outcome.stacks) {
      if (!outcome.completeStacks.has(stack.name)) continue;
      this.deployedStacks.set(stack.name, stack);
      this.physicalIds.set(stack.name, await this.backend.physicalIds(stack));
    }
    if (step.keepsPhysicalIds) for (const [name, ids] of idsBefore) checkIds(name, ids, this.physicalIds.get(name)!);
  }

  private async destroy(declaration: Declaration): Promise<void> {
    const { succeeded, output, stacks }: DeploymentResult = await this.backend.destroy(declaration);
    assert.ok(succeeded, output);
    for (const { name } of stacks) {
      const stack = this.deployedStacks.get(name)!;
      const retained = Object.entries(stack.template.Resources).filter(([, { DeletionPolicy: policy = '' }]) =>
        policy.startsWith('Retain'),
      );
      this.deployedStacks.set(name, { ...stack, template: { Resources: Object.fromEntries(retained) } });
    }
  }

  private async withFault(
    { fault }: DeployStep, deploy: () => Promise<DeploymentResult>,
  ): Promise<DeploymentResult> {
    const { simulator } = this.backend;
    const { asyncFailure } = simulator.settings;
    if (fault !== undefined) {
      const { operation, leaves } = fault;
      const failure = { code: 'InternalError', leaves };
      simulator.configure({ asyncFailure: (call) => (call.operation === operation ? failure : undefined) });
    }
    try {
      return await deploy();
    } finally {
      simulator.configure({ asyncFailure });
    }
  }

  /** Compares access points and buckets with the deployed templates. */
  private async compareState(): Promise<void> {
    const { backend: { comparedFields, simulator }, scenario } = this;
    const deployedIds: DeployedIds = {
      aliases: this.readAliases(),
      physicalIds: (stack) => this.physicalIds.get(stack) ?? {},
    };
    const expected = findExpectedState([...this.deployedStacks.values()], deployedIds, comparedFields);
    const select = (bucket: BucketState) => selectFields(bucket, comparedFields);
    const initialBuckets = Object.entries(scenario.buckets ?? {})
      .map(([name, region]) => [name, select({ region, versioning: 'Enabled' })]);
    const buckets = (await this.readBuckets()).map(([name, bucket]) => [name, select(bucket)]);
    const accessPoints = Object.entries(readAccessPointStates(simulator))
      .filter(([name]) => !this.initialAccessPoints.has(name));
    const state = { accessPoints: Object.fromEntries(accessPoints), buckets: Object.fromEntries(buckets) } as State;
    const expectedBuckets = { ...Object.fromEntries(initialBuckets), ...expected.buckets };
    assert.deepEqual(normalize(state), normalize({ ...expected, buckets: expectedBuckets }));
  }

  /** Returns the buckets that this scenario created. */
  private async readBuckets(): Promise<[string, BucketState][]> {
    return Object.entries(await this.backend.buckets()).filter(([name]) => !this.initialBuckets.has(name));
  }

  /** Returns the aliases of this scenario's access points by name. */
  private readAliases(): Readonly<Record<string, string>> {
    const live = this.backend.simulator
      .snapshot()
      .accessPoints.filter(({ name }) => !this.initialAccessPoints.has(name));
    return Object.fromEntries(live.map(({ name, alias }) => [name, alias]));
  }

  private readAlias(): string | undefined {
    const aliases = Object.values(this.readAliases());
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

/** Converts all values to strings, as CloudFormation does, and removes undefined properties. */
function normalize(state: State): unknown {
  return stringifyValues(JSON.parse(JSON.stringify(state)));
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
