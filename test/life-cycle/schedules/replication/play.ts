import { type ReplicationConfiguration } from '../../../../simulator';
import { type Held } from '../../../driver/stack';
import { ACCOUNT } from '../../../support/accounts';
import { type Played } from '../play';
import { type Weather } from '../schedule';
import { MEMBERS } from '../template';
import { MINUTE, World } from '../world';
import { allowedAfterDeployment, allowedAfterRemoval, type Before } from './expectation';
import { foreignOf, isOurs, ledger, same } from './ledger';
import { type Declaration, type Schedule, type Step } from './schedule';
import { FOREIGN_ROLE, GIVEN_ROLE, logicalIdOf, roleNamed, SOURCES, type SourceName, templateOf } from './template';

/** As long as any function can run that nobody waits for: a change by hand does not meet it. */
const FUNCTIONS_ENDED = 20 * MINUTE;

export async function play(schedule: Schedule): Promise<Played> {
  const player = new Player();
  await player.world.clock.runUntilSettled(player.play(schedule));
  return { violations: player.violations, transcript: () => player.world.transcript, world: player.world };
}

class Player {
  public readonly world = new World();
  public readonly violations: string[] = [];
  private readonly rolesOfStack = new Set([GIVEN_ROLE]);
  private createdRole?: string;
  private declaration?: Declaration;
  private foreignRules = 0;

  constructor() {
    for (const { name } of this.world.simulator.buckets.list()) this.world.simulator.buckets.get(name)!.versioning = 'Enabled';
    // Whoever operates the stack does what the message says.
    this.world.onCalm = () => { for (const source of SOURCES) if (this.held(source)) void this.clearOthers(source); };
  }

  public async play({ steps, pauses }: Schedule): Promise<void> {
    try {
      for (const [index, step] of steps.entries()) {
        await this.take(step);
        this.world.setWeather();
        await this.world.clock.sleep(pauses[index] * MINUTE);
      }
      await this.end();
    } catch (error) {
      this.violations.push(String(error));
    }
    this.violations.push(...this.world.cloudFormation.violations, ...ledger(this.world, this.rolesOfStack));
  }

  private async take(step: Step): Promise<void> {
    if (step.kind === 'by hand') return this.byHand(step);
    this.world.setWeather(step.weather);
    if (step.kind === 'destroy') return this.destroy(step.weather);
    await this.deploy(step.declaration, step);
  }

  private async deploy(declaration: Declaration, how: Extract<Step, { kind: 'deploy' }> | Record<string, never> = {}): Promise<boolean> {
    const { stack } = this.world;
    const before = this.look();
    const role = declaration.role === 'given' ? GIVEN_ROLE : this.createdRole ?? roleNamed(`created-${this.rolesOfStack.size}`);
    this.rolesOfStack.add(role);
    const template = templateOf(declaration, role);
    const { succeeded } = await stack.deploy(template, how);
    if (succeeded) {
      this.declaration = declaration;
      this.createdRole = declaration.role === 'created' ? role : undefined;
    }
    await this.world.clock.sleep(FUNCTIONS_ENDED);
    for (const source of SOURCES) {
      const declared = template.find(({ logicalId }) => logicalId === logicalIdOf(source));
      this.check(source, allowedAfterDeployment(before(source), {
        succeeded, properties: declared?.properties(() => ''), retain: declared?.retain, cancelled: how.incident?.afterMs !== undefined, askedTwice: this.askedTwice(how.weather),
      }));
    }
    return succeeded;
  }

  private async destroy(weather?: Weather): Promise<void> {
    const before = this.look();
    await this.world.stack.destroy();
    this.declaration = undefined;
    this.createdRole = undefined;
    await this.world.clock.sleep(FUNCTIONS_ENDED);
    for (const source of SOURCES) this.check(source, allowedAfterRemoval(before(source), this.askedTwice(weather)));
  }

  private askedTwice(weather: Weather | undefined): boolean {
    return weather !== undefined && (weather.secondDelivery !== undefined || weather.deaths.some(({ how }) => how !== 'exited'));
  }

  /** What there was of each source, of its rules and of its resource. */
  private look(): (source: SourceName) => Before {
    const seen = new Map(SOURCES.map((source) => [source, { ours: this.ours(source), live: this.live(source), held: this.held(source) }]));
    return (source) => seen.get(source)!;
  }

  private check(source: SourceName, allowed: readonly (ReplicationConfiguration | undefined)[]): void {
    const ours = this.ours(source);
    if (allowed.some((one) => same(one, ours))) return;
    this.violations.push(`${source} has ${JSON.stringify(ours)}, expected ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`);
  }

  private async byHand({ what, source, priority }: Extract<Step, { kind: 'by hand' }>): Promise<void> {
    const live = this.live(source);
    this.foreignRules += 1;
    const rule: Rule = {
      ID: `theirs ${this.foreignRules}`,
      Priority: priority,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Destination: { Bucket: `arn:aws:s3:::${MEMBERS.three[2].Bucket}`, StorageClass: 'GLACIER' },
      DeleteMarkerReplication: { Status: 'Disabled' },
    };
    switch (what) {
      // Where there are none, of a role that a stack may be given, or not.
      case 'adds a rule': return this.put(source, { Role: live?.Role ?? (priority === 2 ? FOREIGN_ROLE : GIVEN_ROLE), Rules: [rule, ...live?.Rules ?? []] });
      case 'overwrites everything': return this.put(source, { Role: FOREIGN_ROLE, Rules: [rule] });
      case 'takes rules away': return live && this.put(source, { Role: live.Role, Rules: live.Rules.filter((one) => isOurs(source, one)) });
    }
  }

  /** Removes what runs under a role that the stack does not use. */
  private async clearOthers(source: SourceName): Promise<void> {
    const live = this.live(source);
    const ours = this.held(source)?.properties.Role;
    const hinders = foreignOf(source, live).some(({ Priority = 0 }) => Priority >= 1000);
    if (live && (live.Role !== ours || hinders)) await this.put(source, { Role: live.Role, Rules: [] });
  }

  private async put(source: SourceName, configuration: ReplicationConfiguration): Promise<void> {
    const context = { accountId: ACCOUNT, region: 'eu-west-1', caller: 'someone' };
    if (configuration.Rules.length === 0) await this.world.simulator.call('DeleteBucketReplication', { Bucket: source }, context);
    else await this.world.simulator.call('PutBucketReplication', { Bucket: source, ReplicationConfiguration: configuration }, context);
  }

  /** Whatever happened, the stack can be deployed and destroyed. */
  private async end(): Promise<void> {
    const { declaration } = this;
    if (declaration) {
      for (const source of declaration.sources) await this.clearOthers(source);
      if (!await this.deploy({ ...declaration, prefix: 'at the end/' })) this.violations.push('the stack cannot be deployed any more');
    }
    await this.destroy();
  }

  private live(source: SourceName): ReplicationConfiguration | undefined {
    return this.world.simulator.buckets.get(source)!.replication.at(-1)?.configuration;
  }

  private ours(source: SourceName): ReplicationConfiguration | undefined {
    const live = this.live(source);
    const rules = live?.Rules.filter((rule) => isOurs(source, rule)) ?? [];
    return live && rules.length > 0 ? { Role: live.Role, Rules: rules } : undefined;
  }

  private held(source: SourceName): Held | undefined {
    return this.world.stack.held.get(logicalIdOf(source));
  }
}

type Rule = ReplicationConfiguration['Rules'][number];
