import { strict as assert } from 'node:assert';
import { stringifyValues } from '../../driver/cloudformation';
import { type Declaration } from '../applications/declaration';
import { askedState, type Known, only } from './asked';
import { type Outcome, type Player } from './player';
import { type Alias, type DeployStep, type Scenario, type Step } from './scenario';
import { accessPointStates, type BucketState, type State } from './state';
import { type SynthesizedStack } from './template';

const PERMISSIONS = /Permissions[0-9a-f]{8}[0-9A-F]{8}$/;

/** One step that was played, and how long it took. */
export interface Played {
  readonly scenario: string;
  readonly step: string;
  readonly player: string;
  readonly seconds: number;
}

/** Who plays a scenario: the first who can do all that it needs. */
export function playerOf({ title, needs }: Scenario, players: readonly Player[]): Player {
  const found = players.find((player) => needs.every((row) => player.can(row)));
  if (found === undefined) {
    const reasons = players.map((player) => `${player.name} cannot: ${needs.filter((row) => !player.can(row)).join('; ')}`);
    throw new Error(`nobody can play "${title}"\n${reasons.join('\n')}`);
  }
  return found;
}

/** A scenario on its stage: what was there before does not count. */
export class Play {
  private readonly asked = new Map<string, SynthesizedStack>();
  private readonly ids = new Map<string, Readonly<Record<string, string>>>();
  private bucketsBefore = new Set<string>();
  private accessPointsBefore = new Set<string>();

  constructor(private readonly scenario: Scenario, private readonly player: Player) {}

  public async perform(onStep: (played: Played) => void): Promise<void> {
    const { player, scenario } = this;
    this.bucketsBefore = new Set(Object.keys(await player.buckets()));
    this.accessPointsBefore = new Set(Object.keys(accessPointStates(player.simulator)));
    for (const [name, region] of Object.entries(scenario.buckets ?? {})) await player.makeBucket(name, region);
    for (const step of scenario.steps) {
      const began = Date.now();
      try {
        await this.performStep(step);
      } catch (error) {
        throw new Error(`${scenario.title}: ${step.title}: ${(error as Error).message}`, { cause: error });
      }
      onStep({ scenario: scenario.title, step: step.title, player: player.name, seconds: (Date.now() - began) / 1000 });
    }
  }

  private async performStep(step: Step): Promise<void> {
    const before = this.alias();
    if ('destroy' in step) await this.destroy(step.destroy);
    else await this.deploy(step);
    await this.compare();
    checkAlias(step.alias, before, this.alias());
  }

  private async deploy(step: DeployStep): Promise<void> {
    const idsBefore = new Map(this.ids);
    const deploy: Declaration = step.takesBack ? { ...step.deploy, takesBack: { roleArn: await this.roleArn() } } : step.deploy;
    const outcome = await this.disturbed(step, () => this.player.deploy({ ...step, deploy }));
    if (step.fails === undefined) {
      assert.ok(outcome.succeeded, outcome.said);
    } else {
      assert.ok(!outcome.succeeded, 'the deployment was to fail');
      assert.match(outcome.said, step.fails);
    }
    for (const stack of outcome.stacks) {
      if (!outcome.complete.has(stack.name)) continue;
      this.asked.set(stack.name, stack);
      this.ids.set(stack.name, await this.player.physicalIds(stack));
    }
    if (step.replacesNothing) for (const [name, ids] of idsBefore) checkIds(name, ids, this.ids.get(name)!);
  }

  private async destroy(declaration: Declaration): Promise<void> {
    const { succeeded, said, stacks }: Outcome = await this.player.destroy(declaration);
    assert.ok(succeeded, said);
    for (const { name } of stacks) {
      const stack = this.asked.get(name)!;
      const kept = Object.entries(stack.template.Resources).filter(([, { DeletionPolicy: policy = '' }]) => policy.startsWith('Retain'));
      this.asked.set(name, { ...stack, template: { Resources: Object.fromEntries(kept) } });
    }
  }

  private async disturbed({ disturbance }: DeployStep, deploy: () => Promise<Outcome>): Promise<Outcome> {
    const { simulator } = this.player;
    const { asyncFailure } = simulator.settings;
    if (disturbance !== undefined) {
      const { operation, leaves } = disturbance;
      simulator.configure({ asyncFailure: (call) => (call.operation === operation ? { code: 'InternalError', leaves } : undefined) });
    }
    try {
      return await deploy();
    } finally {
      simulator.configure({ asyncFailure });
    }
  }

  /** What is there against what the templates in force ask for, in the simulator and in the buckets. */
  private async compare(): Promise<void> {
    const { player, scenario: { buckets = {} } } = this;
    const known: Known = { aliases: this.aliases(), physicalIds: (stack) => this.ids.get(stack) ?? {} };
    const asked = askedState([...this.asked.values()], known, player.seen);
    const brought = Object.entries(buckets).map(([name, region]) => [name, only({ region, versioning: 'Enabled' }, player.seen)]);
    const found = (await this.buckets()).map(([name, bucket]) => [name, only(bucket, player.seen)]);
    const live = Object.entries(accessPointStates(player.simulator)).filter(([name]) => !this.accessPointsBefore.has(name));
    const state = { accessPoints: Object.fromEntries(live), buckets: Object.fromEntries(found) } as State;
    assert.deepEqual(plain(state), plain({ ...asked, buckets: { ...Object.fromEntries(brought), ...asked.buckets } }));
  }

  /** The buckets of this scenario. */
  private async buckets(): Promise<[string, BucketState][]> {
    return Object.entries(await this.player.buckets()).filter(([name]) => !this.bucketsBefore.has(name));
  }

  /** By name, of the access points of this scenario. */
  private aliases(): Readonly<Record<string, string>> {
    const live = this.player.simulator.snapshot().accessPoints.filter(({ name }) => !this.accessPointsBefore.has(name));
    return Object.fromEntries(live.map(({ name, alias }) => [name, alias]));
  }

  private alias(): string | undefined {
    const aliases = Object.values(this.aliases());
    assert.ok(aliases.length <= 1, `there are ${aliases.length} access points`);
    return aliases[0];
  }

  /** The role that the buckets have now. */
  private async roleArn(): Promise<string> {
    const roles = (await this.buckets()).map(([, { replication }]) => replication?.role);
    assert.ok(roles[0] !== undefined && new Set(roles).size === 1, `the buckets have the roles ${roles.join()}`);
    return roles[0];
  }
}

/** As CloudFormation hands values on, and without what is not there. */
function plain(state: State): unknown {
  return stringifyValues(JSON.parse(JSON.stringify(state)));
}

function checkAlias(expected: Alias, before: string | undefined, after: string | undefined): void {
  switch (expected) {
    case 'new':
      assert.ok(before === undefined && after !== undefined, `expected an access point where there was none, got ${before} and then ${after}`);
      break;
    case 'same':
      assert.ok(before !== undefined && after === before, `expected the alias ${before}, got ${after}`);
      break;
    case 'another':
      assert.ok(before !== undefined && after !== undefined && after !== before, `expected another alias than ${before}, got ${after}`);
      break;
    case 'gone':
      assert.equal(after, undefined);
  }
}

function checkIds(stack: string, before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): void {
  for (const [id, physicalId] of Object.entries(before)) if (!PERMISSIONS.test(id)) assert.equal(after[id], physicalId, `${stack}: ${id} was replaced`);
}
