import { putPolicyOwner, readPolicyOwner } from '../../../../control/own';
import { parsePolicyMarker } from '../../../../control/policy-marker';
import { type AccessPointSnapshot } from '../../../../simulator';
import { StuckStack } from '../../../driver/stack';
import { ACCOUNT } from '../../../support/accounts';
import { directS3 } from '../../../support/simulated-s3';
import { checkList } from '../check-list';
import { compareSpec } from '../compare-spec';
import { makeRoutesKey } from '../expectation';
import { type ScheduleResult } from '../run-schedule';
import { type S3Settings } from '../s3-settings';
import { type Declaration } from '../schedule';
import { MINUTE, ScheduleContext, SETTLING_TIME, type SimulatorConnection } from '../schedule-context';
import { makePolicy, makeTemplate, manualRoutes, MEMBERS, TABLES } from '../template';
import { auditAccessPointsOfStacks, type DeletionOfUsed } from './audit';
import { checkOwner, equalPolicies, isRetainedByAdopter, listHolders } from './check-owner';
import {
  type Deployment, INITIAL, type ManualAction, type Schedule, type StackName, type Step, type TimedStep,
} from './schedule';
import { StackRecord } from './stack-record';

const SECOND = 1000;
const NAME_IN_MESSAGE = /access point "([^"]+)"/;

export async function runScheduleOfTwoStacks(
  schedule: Schedule, connect?: SimulatorConnection,
): Promise<ScheduleResult> {
  const settings = { ...schedule.s3, ...(schedule.limit && { maxAccessPoints: schedule.limit }) };
  const runner = new TwoStacksRunner(settings, connect);
  await runner.context.run(() => runner.run(schedule));
  return { violations: runner.violations, transcript: () => runner.context.transcript, context: runner.context };
}

/** Runs a schedule without the deletion of the stacks, and returns its runner. */
export async function runStepsOfTwoStacks(steps: readonly TimedStep[]): Promise<TwoStacksRunner> {
  const runner = new TwoStacksRunner();
  await runner.context.run(() => runner.runSteps(steps));
  return runner;
}

export class TwoStacksRunner {
  public readonly context: ScheduleContext;
  public readonly violations: string[] = [];
  private readonly records: Record<StackName, StackRecord>;
  private readonly deletionsOfUsed: DeletionOfUsed[] = [];
  /** The aliases of access points that a deletion left to an adopter, which no stack contained. */
  private readonly leftWithoutAdopter = new Set<string>();
  /** The aliases of access points whose policy an operator has saved. */
  public readonly edited = new Set<string>();

  constructor(settings?: S3Settings, connect?: SimulatorConnection) {
    this.context = new ScheduleContext(settings, connect);
    const { context } = this;
    this.records = { first: new StackRecord(context, 'first'), second: new StackRecord(context, 'second') };
    context.simulator.faults.add(({ operation, caller, input, index }) => {
      if (operation === 'DeleteMultiRegionAccessPoint' && caller === 'handler') this.noteDeletion(index, input);
      return undefined;
    });
    context.onRetry = (reason) => {
      if (reason.includes('MRAP944')) void this.ownAgain(reason);
      // An operator deleted the access point, and the deletion ended partially.
      const name = NAME_IN_MESSAGE.exec(reason)?.[1];
      if (reason.includes('MultiRegionAccessPointNotReady') && name) void this.context.operator.deleteAccessPoint(name);
    };
    context.onReport = ({ ruleId, message }) => {
      if (ruleId === 'MRAP907' && message.includes('another resource has adopted it')) this.checkAdopter(message);
    };
  }

  public async run({ steps, destroyedFirst, limit }: Schedule): Promise<void> {
    if (limit !== undefined) await this.context.createNeighbors(100);
    await this.runSteps(steps);
    if (limit !== undefined) await this.checkLists();
    await this.end(destroyedFirst);
    const left = [...this.leftWithoutAdopter].filter((alias) => !isRetainedByAdopter(this.context, this.all, alias));
    this.violations.push(
      ...left.map((alias) => `access point ${alias} was left, but no resource has adopted it`),
      ...this.all.flatMap(({ cloudFormation }) => cloudFormation.violations),
      ...auditAccessPointsOfStacks(this.context, this.all, this.deletionsOfUsed, this.edited),
    );
  }

  public async runSteps(steps: readonly TimedStep[]): Promise<void> {
    for (const { step, overlap, pause } of steps) {
      if (overlap === undefined) await this.pause(pause * MINUTE);
      else await this.context.clock.sleep(overlap * SECOND);
      await this.startStep(step);
    }
    await this.settle();
  }

  public get all(): readonly StackRecord[] {
    return Object.values(this.records);
  }

  /** Starts a change of a stack, or performs the action of an operator. */
  private async startStep(step: Step): Promise<void> {
    if (!('stack' in step)) return this.actManually(step.kind, step.name);
    this.context.setConditions(step.conditions);
    void this.change(step);
  }

  private change(step: Extract<Step, { stack: StackName }>): Promise<void> {
    switch (step.kind) {
      case 'deploy': return this.deploy(step);
      case 'remove construct': return this.removeConstruct(step.stack);
      case 'destroy': return this.destroy(step.stack);
    }
  }

  /** Waits until no stack changes, then for some time, and then checks the owners. */
  private async pause(ms: number): Promise<void> {
    await this.waitUntilIdle();
    await this.context.clock.sleep(ms);
    if (ms >= SETTLING_TIME) this.check();
  }

  /** Waits until nothing runs, also no late delivery, and then checks the owners. */
  private async settle(): Promise<void> {
    await this.waitUntilIdle();
    await this.context.settle();
    this.check();
  }

  private async waitUntilIdle(): Promise<void> {
    while (this.all.some(({ isRunning }) => isRunning)) {
      for (const record of this.all) await record.waitUntilIdle();
    }
    this.context.setConditions();
  }

  /** Checks that the commands find the access points of both stacks among those of other owners. */
  private async checkLists(): Promise<void> {
    const used = new Set(this.all.flatMap(({ accessPoints }) => accessPoints.map(({ alias }) => alias)));
    for (const live of this.context.simulator.snapshot().accessPoints) {
      if (used.has(live.alias)) this.violations.push(...await checkList(this.context, live));
    }
  }

  private check(): void {
    // A failed adoption that was not rolled back keeps the access point until the next deployment of its stack.
    if (this.all.some(({ isIncomplete }) => isIncomplete)) return;
    for (const live of this.context.simulator.snapshot().accessPoints) {
      const isChecked = live.status === 'READY' && !this.edited.has(live.alias);
      if (isChecked) this.violations.push(...checkOwner(live, this.all, this.context));
    }
  }

  private async deploy(step: Deployment): Promise<void> {
    const record = this.records[step.stack];
    const basis = this.records[step.basis].declaration ?? record.declaration ?? INITIAL;
    const declaration = { ...basis, ...step.change };
    if (declaration.existing === 'ADOPT' && declaration.name) this.context.adoptable.add(declaration.name);
    const template = makeTemplate(declaration);
    await this.perform(record, template, async () => {
      const policyId = `${declaration.construct}Policy`;
      const routesId = `${declaration.construct}Routes`;
      const before = JSON.stringify(record.findProperties(policyId));
      const routesBefore = showSubmittedRoutes(record, routesId);
      const previous = record.findAccessPoint(declaration.construct);
      const outcome = await record.stack.deploy(template, step);
      const mayReplace = outcome.succeeded && declaration.replacement === 'ALLOW';
      if (!mayReplace && !record.stack.hasFailedResources) this.checkAlias(record, declaration, previous?.alias);
      const isRolledBack = step.onFailure !== 'keep' && step.continueRollback !== 'skip';
      // A rollback returns to the state before, which can be incomplete, too.
      const isAsBefore = isRolledBack && !record.isIncomplete;
      record.isIncomplete = record.stack.hasFailedResources || (!outcome.succeeded && !isAsBefore);
      record.isPolicyUnknown ||= !outcome.succeeded && step.continueRollback === 'skip';
      if (!outcome.succeeded) return;
      record.declaration = declaration;
      this.checkSpec(record, declaration);
      for (const id of record.accessPoints) {
        if (id.kind === 'adopted') this.context.adopted.add(id.alias);
        if (id.kind === 'renamed') this.context.adopted.add(id.alias), this.context.renamed.add(id.alias);
      }
      const areRoutesSubmitted = showSubmittedRoutes(record, routesId) !== routesBefore;
      if (areRoutesSubmitted && declaration.liveRoutes === 'ENFORCE') this.checkRoutes(record, declaration);
      const after = record.findProperties(policyId);
      if (JSON.stringify(after) === before) return;
      record.isPolicyUnknown = false;
      this.checkPolicy(record, after!.Policy);
    });
  }

  private async removeConstruct(name: StackName): Promise<void> {
    const record = this.records[name];
    await this.perform(record, [], async () => {
      const { succeeded } = await record.stack.deploy([]);
      record.isIncomplete = record.stack.hasFailedResources;
      record.isPolicyUnknown = false;
      if (succeeded) record.declaration = undefined;
    });
  }

  private async destroy(name: StackName): Promise<void> {
    const record = this.records[name];
    await this.perform(record, [], async () => {
      await this.destroyOrRetain(record);
      record.declaration = undefined;
      record.isIncomplete = false;
      record.isPolicyUnknown = false;
    });
  }

  /** The operator performs an action that the message of a failed deletion names. */
  private async destroyOrRetain({ stack }: StackRecord): Promise<void> {
    try {
      await stack.destroy();
    } catch (error) {
      if (!(error instanceof StuckStack) || !error.message.includes('MRAP944')) throw error;
      await stack.destroy([...stack.resources.keys()]);
    }
  }

  /** Names the owner in the policy again, unless another stack uses the access point. */
  private async ownAgain(reason: string): Promise<void> {
    const [, owner] = / --owner (\S+) /.exec(reason) ?? [];
    const live = this.findByName(NAME_IN_MESSAGE.exec(reason)?.[1]);
    if (owner === undefined || live === undefined || listHolders(this.all, live.alias).length > 1) return;
    // The command refuses an access point without a policy.
    if (!live.policy.established) return;
    const { statements } = readPolicyOwner(live.policy.established);
    const { simulator, clock } = this.context;
    // After a conflict, the deletion fails once more and names the action again.
    await putPolicyOwner(directS3(simulator, 'operator'), clock, ACCOUNT, live.name, statements, owner)
      .catch(() => undefined);
  }

  private async perform(
    record: StackRecord, template: ReturnType<typeof makeTemplate>, change: () => Promise<void>,
  ): Promise<void> {
    await record.start(template, () => change().catch((error: unknown) => {
      record.isIncomplete = true;
      this.violations.push(`stack ${record.name}: ${String(error)}`);
    }));
  }

  private async actManually(action: ManualAction, name: string): Promise<void> {
    const { operator } = this.context;
    const live = this.findByName(name);
    const three = MEMBERS.three.map(({ Bucket }) => Bucket);
    if (action === 'create') await this.context.waitForEffect(operator.createAccessPoint(name, three));
    if (live === undefined) return;
    const buckets = live.regions.map(({ Bucket }) => Bucket);
    switch (action) {
      case 'fail over': {
        await this.context.waitForEffect(
          operator.activate(live, manualRoutes(live.regions.map(({ Region }) => Region))),
        );
        return;
      }
      case 'edit policy':
        this.edited.add(live.alias);
        await this.context.waitForEffect(operator.putPolicy(name, makePolicy(live.arn, 2)));
        return;
      case 'delete':
      case 'recreate':
        await this.context.waitForEffect(operator.deleteAccessPoint(name));
        if (action === 'recreate') await this.context.waitForEffect(operator.createAccessPoint(name, buckets));
    }
  }

  /** Checks that the policy of a successful deployment is in effect, if the other stack did not change meanwhile. */
  private checkPolicy(record: StackRecord, declared: unknown): void {
    const others = this.all.filter((other) => other !== record);
    if (others.some(({ isRunning, startedAt }) => isRunning || startedAt >= record.startedAt)) return;
    for (const { alias } of record.accessPoints) {
      const live = this.context.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias);
      if (live === undefined || this.edited.has(alias) || equalPolicies(live.policy.established, declared)) continue;
      this.violations.push(`stack ${record.name} succeeded, but the policy is ${live.policy.established}`);
    }
  }

  /** Checks that a deployment that must not replace an access point keeps its alias, if no operator has deleted it. */
  private checkAlias(record: StackRecord, { construct }: Declaration, before: string | undefined): void {
    const after = record.findAccessPoint(construct)?.alias;
    const { accessPoints } = this.context.simulator.snapshot();
    const isLive = accessPoints.some(({ alias }) => alias === before);
    if (isLive && after !== before) this.violations.push(`stack ${record.name} has lost ${before}, and has ${after}`);
  }

  /**
   * Checks that the access point of a successful deployment has the declared members and public access block. A
   * replacement stays if an operator deletes the replaced access point and the deployment then fails, which the handler
   * reports.
   */
  private checkSpec(record: StackRecord, declaration: Declaration): void {
    const { alias, replaces } = record.findAccessPoint(declaration.construct) ?? {};
    const live = this.context.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias);
    const isKept = replaces && this.context.reports.some(({ ruleId, message }) =>
      ruleId === 'MRAP906' && message.includes(replaces.alias));
    if (live && !isKept) this.violations.push(...compareSpec(live, declaration));
  }

  /** Checks that the routes of a successful deployment are active, if it overwrites every other change of them. */
  private checkRoutes(record: StackRecord, { construct, routes }: Declaration): void {
    if (routes === undefined || this.all.some((other) => other !== record && other.isRunning)) return;
    const alias = record.findAccessPoint(construct)?.alias;
    const live = this.context.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias);
    const active = live && makeRoutesKey(live.routes.at(-1)!.activeRegions);
    const declared = makeRoutesKey(TABLES[routes]);
    if (active === undefined || active === declared || this.isLastSubmitManual(record)) return;
    this.violations.push(`stack ${record.name} succeeded, and ${active} is active, expected ${declared}`);
  }

  /** Whether an operator submitted the last routes during the deployment, possibly after its last read. */
  private isLastSubmitManual({ startedAt }: StackRecord): boolean {
    const last = this.context.simulator.journal.entries.filter(({ operation, applied }) =>
      operation === 'SubmitMultiRegionAccessPointRoutes' && applied).at(-1);
    return last?.caller === 'operator' && last.at >= startedAt;
  }

  private noteDeletion(index: number, input: object): void {
    const live = this.findByName((input as { Details: { Name: string } }).Details.Name);
    if (live === undefined) return;
    const users = this.all.filter(({ usedAliases }) => usedAliases.includes(live.alias)).map(({ name }) => name);
    if (users.length > 0) this.deletionsOfUsed.push({ index, alias: live.alias, users });
  }

  /** A resource that is left because another one has adopted it needs an adopter, or an adoption in progress. */
  private checkAdopter(message: string): void {
    const live = this.findByName(NAME_IN_MESSAGE.exec(message)?.[1]);
    // An operator has deleted it partially, so the adopter could not hand it back.
    if (live?.status !== 'READY' || this.edited.has(live.alias)) return;
    const holders = listHolders(this.all, live.alias);
    // The handler also sees a policy that S3 has not established yet.
    const owner = parsePolicyMarker(live.policy.proposed || live.policy.established)?.owner;
    // Two stacks can both complete a creation that an operator interrupted, or that is delivered late.
    const isOwned = holders.some((holder) => holder.isAdopter || holder.owner === owner);
    const isAdopting = this.all.some((record) => record.isAdopting || record.isIncomplete);
    if (!isOwned && !isAdopting) this.leftWithoutAdopter.add(live.alias);
  }

  private findByName(name: string | undefined): AccessPointSnapshot | undefined {
    return this.context.simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name);
  }

  /** Deletes both stacks. */
  private async end(destroyedFirst: StackName): Promise<void> {
    const order: readonly StackName[] = destroyedFirst === 'first' ? ['first', 'second'] : ['second', 'first'];
    for (const name of order) {
      await this.destroy(name);
      await this.settle();
    }
  }
}

/** Renders the routes of a resource and their access point. An update of other properties submits nothing. */
function showSubmittedRoutes(record: StackRecord, logicalId: string): string {
  const { AccessPointArn: arn, Routes: routes } = record.findProperties(logicalId) ?? {};
  return JSON.stringify([arn, routes]);
}
