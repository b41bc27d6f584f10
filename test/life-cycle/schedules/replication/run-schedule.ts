import { type ReplicationConfiguration } from '../../../../simulator';
import { serviceFault } from '../../../../simulator';
import { type DeployedResource } from '../../../driver/stack';
import { ACCOUNT } from '../../../support/accounts';
import { auditSecrets } from '../audit';
import { type ScheduleResult } from '../run-schedule';
import { type Conditions } from '../schedule';
import { MINUTE, ScheduleContext, type SimulatorConnection } from '../schedule-context';
import { MEMBERS } from '../template';
import { findForeignRules, isOwnRule, auditReplication, equalValues } from './audit';
import { allowAfterDeployment, allowAfterRemoval, type SourceState } from './expectation';
import { type Declaration, type ManualChange, type Schedule, type Step } from './schedule';
import {
  FOREIGN_ROLE,
  GIVEN_ROLE,
  makeLogicalId,
  makeRoleArn,
  SOURCES,
  type SourceName,
  makeTemplate,
} from './template';

/** After this time, no function runs during a manual change, not even after a lost response. */
const FUNCTION_LIFETIME = 20 * MINUTE;
/** The messages about rules or roles that an operator must remove. */
const CONFLICTS = /MRAP93[127]/;
const NOT_VISIBLE = serviceFault('InvalidRequest', 400, 'the replication role does not exist');
/** A call that a handler sends after a read can take this long. S3 offers no conditional write. */
const LONGEST_WRITE = 6_000;

export async function runReplicationSchedule(
  schedule: Schedule, connect?: SimulatorConnection,
): Promise<ScheduleResult> {
  const player = new ReplicationRunner(schedule.lag * 1000, connect);
  await player.context.run(() => player.run(schedule));
  return { violations: player.violations, transcript: () => player.context.transcript, context: player.context };
}

class ReplicationRunner {
  public readonly context: ScheduleContext;
  public readonly violations: string[] = [];
  private readonly rolesOfStack = new Set([GIVEN_ROLE]);
  private createdRole?: string;
  private declaration?: Declaration;
  private foreignRules = 0;
  private roleVisibleAt = -Infinity;

  constructor(private readonly lag: number, connect?: SimulatorConnection) {
    this.context = new ScheduleContext({}, connect);
    this.context.simulator.configure({ replicationLagMs: lag });
    this.context.simulator.faults.add(({ operation, caller, at }) => {
      const isWrite = operation === 'PutBucketReplication' && caller === 'handler';
      return isWrite && at < this.roleVisibleAt ? NOT_VISIBLE : undefined;
    });
    for (const { name } of this.context.simulator.buckets.list()) {
      this.context.simulator.buckets.get(name)!.versioning = 'Enabled';
    }
    // The operator performs the action that the message names.
    this.context.onRetry = (reason) => {
      if (!CONFLICTS.test(reason)) return;
      for (const source of SOURCES) if (this.deployedResource(source)) void this.removeForeignRules(source);
    };
  }

  public async run({ steps, pauses }: Schedule): Promise<void> {
    try {
      for (const [index, step] of steps.entries()) {
        await this.takeStep(step);
        this.context.setConditions();
        await this.context.clock.sleep(pauses[index] * MINUTE);
      }
      await this.end();
    } catch (error) {
      this.violations.push(String(error));
    }
    this.violations.push(
      ...this.context.cloudFormation.violations,
      ...auditSecrets(this.context),
      ...auditReplication(this.context, this.rolesOfStack, this.lag + LONGEST_WRITE),
    );
  }

  private async takeStep(step: Step): Promise<void> {
    if (step.kind === 'manual') return this.changeManually(step);
    this.context.setConditions(step.conditions);
    if (step.kind === 'destroy') return this.destroy(step.conditions);
    await this.deploy(step.declaration, step);
  }

  private async deploy(
    declaration: Declaration,
    options: Extract<Step, { kind: 'deploy' }> | Record<string, never> = {},
  ): Promise<boolean> {
    const { stack } = this.context;
    const before = this.recordState();
    const role =
      declaration.role === 'given'
        ? GIVEN_ROLE
        : (this.createdRole ?? makeRoleArn(`created-${this.rolesOfStack.size}`));
    this.rolesOfStack.add(role);
    const template = makeTemplate(declaration, role);
    const { clock } = this.context;
    if (options.roleLag) this.roleVisibleAt = clock.now() + options.roleLag * 1000;
    const { added } = options;
    if (added) void clock.sleep(added.afterMs).then(() => this.addDuringDeployment(added.source));
    const { succeeded } = await stack.deploy(template, options);
    if (succeeded) {
      this.declaration = declaration;
      this.createdRole = declaration.role === 'created' ? role : undefined;
    }
    await this.context.clock.sleep(FUNCTION_LIFETIME);
    for (const source of SOURCES) {
      const declared = template.find(({ logicalId }) => logicalId === makeLogicalId(source));
      this.check(
        source,
        allowAfterDeployment(before(source), {
          succeeded,
          properties: declared?.properties(() => ''),
          retain: declared?.retain,
          cancelled: options.incident?.afterMs !== undefined,
          mayRepeatRequests: this.mayRepeatRequests(options.conditions),
        }),
      );
    }
    return succeeded;
  }

  private async destroy(weather?: Conditions): Promise<void> {
    const before = this.recordState();
    await this.context.stack.destroy();
    this.declaration = undefined;
    this.createdRole = undefined;
    await this.context.clock.sleep(FUNCTION_LIFETIME);
    for (const source of SOURCES) {
      this.check(source, allowAfterRemoval(before(source), this.mayRepeatRequests(weather)));
    }
  }

  private mayRepeatRequests(weather: Conditions | undefined): boolean {
    return (
      weather !== undefined &&
      (weather.secondDelivery !== undefined || weather.deaths.some(({ how }) => how !== 'exited'))
    );
  }

  /** Records the rules and the resource of each source. */
  private recordState(): (source: SourceName) => SourceState {
    const states = new Map(
      SOURCES.map((source) => [
        source,
        {
          ours: this.ours(source),
          live: this.live(source),
          deployedResource: this.deployedResource(source),
        },
      ]),
    );
    return (source) => states.get(source)!;
  }

  private check(source: SourceName, allowed: readonly (ReplicationConfiguration | undefined)[]): void {
    const ours = this.ours(source);
    if (allowed.some((rules) => equalValues(rules, ours))) return;
    const expected = allowed.map((rules) => JSON.stringify(rules)).join(' or ');
    this.violations.push(`${source} has ${JSON.stringify(ours)}, expected ${expected}`);
  }

  /** Adds a rule to a live configuration. */
  private async addDuringDeployment(source: SourceName): Promise<void> {
    const live = this.live(source);
    const rule = this.makeForeignRule(500 + this.foreignRules);
    if (live) await this.put(source, { Role: live.Role, Rules: [...live.Rules, rule] });
  }

  private makeForeignRule(priority: number, unfiltered = false): Rule {
    this.foreignRules += 1;
    const destination = { Bucket: `arn:aws:s3:::${MEMBERS.three[2].Bucket}`, StorageClass: 'GLACIER' };
    const common = { ID: `foreign ${this.foreignRules}`, Status: 'Enabled', Destination: destination } as const;
    if (unfiltered) return { ...common, Prefix: '' };
    const DeleteMarkerReplication = { Status: 'Disabled' } as const;
    return { ...common, Priority: priority, Filter: { Prefix: '' }, DeleteMarkerReplication };
  }

  private async changeManually({ change, source, priority, unfiltered }: ManualChange): Promise<void> {
    const live = this.live(source);
    const rule = this.makeForeignRule(priority, unfiltered);
    switch (change) {
      case 'add rule': {
        // Without a configuration, the operator uses a foreign role or the role that stacks can be given.
        const role = live?.Role ?? (priority === 2 ? FOREIGN_ROLE : GIVEN_ROLE);
        return this.put(source, { Role: role, Rules: [rule, ...(live?.Rules ?? [])] });
      }
      case 'overwrite all':
        return this.put(source, { Role: FOREIGN_ROLE, Rules: [rule] });
      case 'remove rules': {
        const own = live?.Rules.filter((liveRule) => isOwnRule(source, liveRule)) ?? [];
        return live && this.put(source, { Role: live.Role, Rules: own });
      }
    }
  }

  /** Removes the foreign rules: another writer can have added them under the role of a failed update. */
  private async removeForeignRules(source: SourceName): Promise<void> {
    const live = this.live(source);
    const own = live?.Rules.filter((rule) => isOwnRule(source, rule)) ?? [];
    if (live && own.length < live.Rules.length) await this.put(source, { Role: live.Role, Rules: own });
    await this.removeObstacles(source);
  }

  /** Removes all rules that prevent a deployment: another role, the same priority, or a rule without a filter. */
  private async removeObstacles(source: SourceName): Promise<void> {
    const live = this.live(source);
    const role = this.deployedResource(source)?.properties.Role;
    const hasConflict = findForeignRules(source, live).some(
      ({ Priority = 0, Filter: filter }) => Priority >= 1000 || filter === undefined,
    );
    if (live && (live.Role !== role || hasConflict)) await this.put(source, { Role: live.Role, Rules: [] });
  }

  private async put(source: SourceName, configuration: ReplicationConfiguration): Promise<void> {
    const context = { accountId: ACCOUNT, region: 'eu-west-1', caller: 'operator' };
    const { simulator } = this.context;
    if (configuration.Rules.length === 0) {
      await simulator.call('DeleteBucketReplication', { Bucket: source }, context);
    } else {
      await simulator.call(
        'PutBucketReplication',
        { Bucket: source, ReplicationConfiguration: configuration },
        context,
      );
    }
  }

  /** Checks that the stack can still be deployed and destroyed. */
  private async end(): Promise<void> {
    const { declaration } = this;
    if (declaration) {
      for (const source of declaration.sources) await this.removeObstacles(source);
      await this.context.clock.sleep(MINUTE);
      if (!(await this.deploy({ ...declaration, prefix: 'at the end/' }))) {
        this.violations.push('the stack cannot be deployed any more');
      }
    }
    await this.destroy();
    const before = this.recordState();
    await this.context.settle();
    for (const source of SOURCES) this.check(source, [before(source).ours]);
  }

  private live(source: SourceName): ReplicationConfiguration | undefined {
    return this.context.simulator.buckets.get(source)!.replication.at(-1)?.configuration;
  }

  private ours(source: SourceName): ReplicationConfiguration | undefined {
    const live = this.live(source);
    const rules = live?.Rules.filter((rule) => isOwnRule(source, rule)) ?? [];
    return live && rules.length > 0 ? { Role: live.Role, Rules: rules } : undefined;
  }

  private deployedResource(source: SourceName): DeployedResource | undefined {
    return this.context.stack.resources.get(makeLogicalId(source));
  }
}

type Rule = ReplicationConfiguration['Rules'][number];
