import { parsePolicyMarker } from '../../../control/policy-marker';
import { parsePhysicalId, type SettledId } from '../../../lambda/access-point/physical-id';
import { type AccessPointSnapshot } from '../../../simulator';
import { auditAccessPoints, findDeletion } from './audit';
import { checkList } from './check-list';
import { compareSpec } from './compare-spec';
import {
  type DeclaredSettings,
  type Expected,
  expectAfterDeployment,
  expectAfterFailover,
  expectAfterRollback,
  expectNew,
  makeRoutesKey,
} from './expectation';
import { type S3Settings } from './s3-settings';
import { type Declaration, type Schedule, type Step } from './schedule';
import { MINUTE, ScheduleContext, SETTLING_TIME, type SimulatorConnection } from './schedule-context';
import { makePolicy, makeTemplate, manualRoutes, MEMBERS } from './template';

/** After this time, no function runs during a manual change. */
const FUNCTION_LIFETIME = 6 * MINUTE;
const ROUTES_LAG = 3 * MINUTE;

export interface ScheduleResult {
  /** The violated safety guarantees. */
  readonly violations: readonly string[];
  readonly transcript: () => string[];
  readonly context: ScheduleContext;
}

export async function runSchedule(schedule: Schedule, connect?: SimulatorConnection): Promise<ScheduleResult> {
  const settings = { ...schedule.s3, ...(schedule.limit && { maxAccessPoints: schedule.limit }) };
  const player = new ScheduleRunner(settings, connect);
  await player.context.run(() => player.run(schedule));
  return { violations: player.violations, transcript: () => player.context.transcript, context: player.context };
}

class ScheduleRunner {
  public readonly context: ScheduleContext;
  public readonly violations: string[] = [];
  private readonly expected = new Map<string, Expected>();
  /** The aliases of access points that replaced a manually deleted one. Their settings are not checked. */
  private readonly unchecked = new Set<string>();
  private declaration?: Declaration;

  constructor(settings: S3Settings, connect?: SimulatorConnection) {
    this.context = new ScheduleContext(settings, connect);
  }

  public async run({ steps, pauses, limit }: Schedule): Promise<void> {
    try {
      if (limit !== undefined) await this.context.createNeighbors(100);
      for (const [index, step] of steps.entries()) {
        await this.takeStep(step);
        this.context.setConditions();
        await this.pause(pauses[index] * MINUTE);
      }
      await this.settle();
      await this.end();
    } catch (error) {
      this.violations.push(String(error));
    }
    this.violations.push(...this.context.cloudFormation.violations, ...auditAccessPoints(this.context));
  }

  private async takeStep(step: Step): Promise<void> {
    switch (step.kind) {
      case 'deploy': {
        this.context.setConditions(step.conditions);
        await this.deploy(step.declaration, step);
        return;
      }
      case 'destroy':
        this.context.setConditions(step.conditions);
        return this.destroy();
      case 'fail over':
        return this.failOver();
      case 'recreate':
        return this.recreate();
      case 'foreign':
        await this.context.waitForEffect(
          this.context.operator.createAccessPoint(
            step.name,
            MEMBERS.three.map(({ Bucket }) => Bucket),
          ),
        );
    }
  }

  private async deploy(
    declaration: Declaration,
    options: Parameters<ScheduleContext['stack']['deploy']>[1] = {},
  ): Promise<boolean> {
    const { stack } = this.context;
    const before = { alias: this.alias, logicalIds: new Set(stack.resources.keys()), declaration: this.declaration };
    if (declaration.existing === 'ADOPT' && declaration.name) this.context.adoptable.add(declaration.name);
    const reportsBefore = this.context.reports.length;
    const observed = this.observeAccessPoints();
    const { succeeded, reason } = await stack.deploy(makeTemplate(declaration), options);
    if (succeeded) {
      this.declaration = declaration;
      if (this.id?.kind === 'adopted') this.context.adopted.add(this.id.alias);
      if (this.id?.kind === 'renamed') this.context.renamed.add(this.id.alias);
    }

    const { accessPoint, alias } = this;
    if (alias === undefined) {
      if (succeeded) this.violations.push('a deployment succeeded without an access point');
      return succeeded;
    }
    const wasDeleted = before.alias !== undefined && this.live(before.alias) === undefined;
    const isReplaced = before.alias !== undefined && before.alias !== alias && !wasDeleted;
    if (isReplaced && !(succeeded && mayReplace(before.declaration, declaration))) {
      this.violations.push(`access point ${before.alias} was replaced by ${alias}: ${reason}`);
    }
    if (wasDeleted && !succeeded) this.unchecked.add(alias);
    if (accessPoint === undefined || this.unchecked.has(alias)) return succeeded;

    const members = accessPoint.regions.map(({ Region }) => Region);
    const sameStack =
      before.alias === alias && before.declaration && this.isSameConstruct(before.logicalIds, declaration);
    const last: DeclaredSettings | undefined = sameStack ? before.declaration : undefined;
    const known = this.expected.get(alias) ?? observed.get(alias) ?? expectNew(members);
    const next = succeeded
      ? expectAfterDeployment(known, members, last, declaration)
      : expectAfterRollback(known, last, declaration, this.isKeptAsManual(reportsBefore));
    this.expected.set(alias, next);
    return succeeded;
  }

  /** The settings of all access points, which an adoption keeps if a failed deployment has retained them. */
  private observeAccessPoints(): Map<string, Expected> {
    return new Map(this.context.simulator.snapshot().accessPoints.map(({ alias, arn, routes, policy }) => [alias, {
      routes: new Set(routes.slice(-1).map(({ activeRegions }) => makeRoutesKey(activeRegions))),
      policy: new Set([[0, 1, 2].find((number) => equalStatements(policy.established, makePolicy(arn, number)))]),
    }]));
  }

  /**
   * Whether a rollback may have kept the routes of its update, and has reported them as a manual change: an invocation
   * submitted them without a response, and the next invocation found them.
   */
  private isKeptAsManual(reportsBefore: number): boolean {
    const { reports, hasRepeatedInvocations } = this.context;
    return hasRepeatedInvocations && reports.slice(reportsBefore).some(({ ruleId }) => ruleId === 'MRAP910');
  }

  /** A renamed construct has other logical ids, so its template declares all settings for the first time. */
  private isSameConstruct(logicalIds: ReadonlySet<string>, { construct }: Declaration): boolean {
    return logicalIds.has(`${construct}Policy`);
  }

  private async destroy(): Promise<void> {
    await this.context.stack.destroy();
    this.declaration = undefined;
  }

  private async failOver(): Promise<void> {
    await this.context.clock.sleep(FUNCTION_LIFETIME);
    const { accessPoint } = this;
    if (accessPoint?.status !== 'READY') return;
    const members = accessPoint.regions.map(({ Region }) => Region);
    const {
      context: { operator },
    } = this;
    const isAccepted = await this.context.waitForEffect(operator.activate(accessPoint, manualRoutes(members)));
    const expected = this.expected.get(accessPoint.alias);
    if (isAccepted && expected) this.expected.set(accessPoint.alias, expectAfterFailover(expected, members));
    await this.context.clock.sleep(ROUTES_LAG);
  }

  private async recreate(): Promise<void> {
    await this.context.clock.sleep(FUNCTION_LIFETIME);
    const { accessPoint } = this;
    if (accessPoint === undefined) return;
    const { name, regions } = accessPoint;
    await this.context.waitForEffect(this.context.operator.deleteAccessPoint(name));
    await this.context.waitForEffect(
      this.context.operator.createAccessPoint(
        name,
        regions.map(({ Bucket }) => Bucket),
      ),
    );
  }

  private async pause(ms: number): Promise<void> {
    await this.context.clock.sleep(ms);
    if (ms >= SETTLING_TIME) await this.check();
  }

  private async settle(): Promise<void> {
    await this.context.settle();
    await this.check();
  }

  /** Checks that the access point of the stack has the settings of the last successful deployment. */
  private async check(): Promise<void> {
    const { accessPoint, id } = this;
    if (accessPoint === undefined || id === undefined) {
      this.checkExistence();
      return;
    }
    this.violations.push(...await checkList(this.context, accessPoint));
    const isChecked = !this.unchecked.has(accessPoint.alias);
    if (this.declaration && isChecked) this.violations.push(...compareSpec(accessPoint, this.declaration));
    const expected = this.expected.get(accessPoint.alias);
    if (expected === undefined) return;
    const { routes, policy } = expected;
    // A stale control Region still returns earlier routes, so the last change counts.
    const active = makeRoutesKey(accessPoint.routes.at(-1)!.activeRegions);
    if (!routes.has(active)) this.violations.push(`${active} is active, expected ${[...routes].join(' or ')}`);
    const { established } = accessPoint.policy;
    const expectedPolicies = [...policy].map((number) =>
      number === undefined ? undefined : makePolicy(accessPoint.arn, number),
    );
    if (!expectedPolicies.some((expectedPolicy) => equalStatements(established, expectedPolicy))) {
      this.violations.push(`the policy is ${established}, expected number ${[...policy].join(' or ')}`);
    }
    const owner = parsePolicyMarker(established)?.owner;
    if (!policy.has(undefined) && owner !== id.owner && !this.hasUnknownAdopter) {
      this.violations.push(`the policy names the owner ${owner}, expected ${id.owner}`);
    }
  }

  /** Checks that only an operator has deleted the access point of the stack. */
  private checkExistence(): void {
    const { simulator } = this.context;
    const gone = simulator.snapshot().retired.find(({ alias }) => alias === this.alias);
    if (gone && findDeletion(gone, simulator.journal.entries)?.caller === 'handler') {
      this.violations.push(`access point ${gone.name} (${gone.alias}) was deleted, but the stack contains it`);
    }
  }

  /** Checks that the stack can still be deployed and destroyed. */
  private async end(): Promise<void> {
    const { declaration } = this;
    if (declaration) {
      const succeeded = await this.deploy({ ...declaration, policy: (declaration.policy + 1) % 3 });
      const isExplained = this.isLeftToAdopter() || this.isDeletedManually() || this.isStoppedByFailover(declaration);
      if (!succeeded && !isExplained) this.violations.push('the stack cannot be deployed any more');
      await this.settle();
    }
    await this.destroy();
    await this.context.settle();
  }

  /**
   * Whether an adopter that no stack contains any more can still own the access point. A failed adoption that
   * CloudFormation retains is such an adopter, too.
   */
  private get hasUnknownAdopter(): boolean {
    const { retained, cloudFormation } = this.context;
    // An adoption that ends as superseded can have put its claim before.
    const isLateAdoption = (id: string) => isAdopted(id) || parsePhysicalId(id)?.kind === 'pending';
    return cloudFormation.lateCreations.some(isLateAdoption) || retained.some(({ physicalId, properties }) =>
      properties.Existing === 'ADOPT' || isAdopted(physicalId));
  }

  /** Whether such an adopter owns the access point, which the message reports. */
  private isLeftToAdopter(): boolean {
    return this.hasUnknownAdopter && this.context.stack.lastReason.includes('MRAP940');
  }

  /** Whether an operator has deleted the access point, so that its routes cannot be changed. The message says so. */
  private isDeletedManually(): boolean {
    return this.accessPoint === undefined && this.context.stack.lastReason.includes('MRAP913');
  }

  /**
   * Whether a manual failover stops the first deployment of routes after a replacement has stayed in the stack, because
   * an operator had deleted the replaced access point. The message says so.
   */
  private isStoppedByFailover({ liveRoutes }: Declaration): boolean {
    const isReplacement = this.alias !== undefined && this.unchecked.has(this.alias);
    return isReplacement && liveRoutes === 'FAIL' && this.context.stack.lastReason.includes('MRAP911');
  }

  /** The id of the access point in the stack. */
  private get id(): SettledId | undefined {
    const resource = this.context.stack.resources.get('Media') ?? this.context.stack.resources.get('Renamed');
    const id = resource && parsePhysicalId(resource.physicalId);
    return id && id.kind !== 'pending' ? id : undefined;
  }

  private get alias(): string | undefined {
    return this.id?.alias;
  }

  private get accessPoint(): AccessPointSnapshot | undefined {
    return this.alias === undefined ? undefined : this.live(this.alias);
  }

  private live(alias: string): AccessPointSnapshot | undefined {
    return this.context.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias);
  }
}

function isAdopted(physicalId: string): boolean {
  return ['adopted', 'renamed'].includes(parsePhysicalId(physicalId)?.kind ?? '');
}

/**
 * Whether a deployment may replace the access point: the construct was renamed, or the template allows a replacement.
 */
function mayReplace(before: Declaration | undefined, declaration: Declaration): boolean {
  return declaration.replacement === 'ALLOW' || before?.construct !== declaration.construct;
}

function equalStatements(live: string | undefined, expected: { Statement: object[] } | undefined): boolean {
  const statements = live === undefined ? undefined : (JSON.parse(live) as { Statement: object[] }).Statement;
  return JSON.stringify(statements) === JSON.stringify(expected?.Statement);
}
