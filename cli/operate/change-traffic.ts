import { type AwsCalls } from '../../control/aws';
import { MINUTE, SECOND } from '../../control/clock';
import { changeRoutes, type RouteChangeResult } from '../../control/failover/change-routes';
import { type DataLossEstimate, estimateDataLoss, showBacklog } from '../../control/failover/loss';
import { type FailoverPlan, doRegionsAgree } from '../../control/failover/plan';
import {
  addEffectToRecord, addSendingToRecord, addSubmitToRecord, type FailoverRecord, createFailoverRecord,
} from '../../control/failover/record';
import { createSavedFailoverPlan, type ParsedFailoverPlan } from '../../control/failover/saved-plan';
import { type SentSubmit, SubmitLog } from '../../control/failover/submit-log';
import { reportUnreadRoutes } from '../../control/failover/unread-routes';
import { showRegionFailures } from '../../control/failure';
import { UnconfirmedRouteChangeError } from '../../control/routes/control-regions';
import { type RoutesReading } from '../../control/routes/every-control-region';
import { type RoutesClient } from '../../control/routes/routes-client';
import {
  findChangedRoutingTable, groupReadsByRoutingTable, mergeReads, type RoutingTableInControlRegions,
} from '../../control/routes/routes-views';
import { equalRegionDials, showRegionDials } from '../../control/routes/routing';
import { type AccessPointId } from '../../control/status/access-point-status';
import {
  MRAP951_UNREPLICATED_WRITES, MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT,
} from '../../src/diagnostics/definitions/command-line';
import { renderFindingAsMessage } from '../../src/diagnostics/finding';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { toCommandError } from '../to-command-error';
import {
  type AwsCommandContext, type CommonOptions, runUntilInterrupted, writeJson, writeNote, writeWarning,
} from './command-context';
import { OutputHeldDuringPrompt } from './held-output';
import { writePlanFile } from './plan-file';
import { quoteForShell } from './quote-for-shell';
import { readCallerArn } from './read-caller-arn';
import { describeRecentRouteChanges } from './recent-changes';
import { createFailoverRecordFile, type FailoverRecordFile } from './record-file';
import { renderBacklogs, renderFailoverPlan, renderRoutingTablesOfControlRegions } from './render-reports';
import { createRoutesClient, CLI_ROUTES_READ_TIMEOUT } from './routes-client';

export interface TrafficChangeOptions extends CommonOptions {
  readonly acceptDataLoss?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** How long to wait until replication is complete, in seconds. */
  readonly wait?: number;
  /** Submits although the control Regions disagree about a named member, without a prompt. */
  readonly force?: boolean;
  /** A new file for the plan. Nothing is submitted. */
  readonly plan?: string;
}

/** A failover or a failback. */
export interface TrafficChange {
  readonly target: AccessPointId;
  readonly options: TrafficChangeOptions;
  readonly makePlan: (views: readonly RoutingTableInControlRegions[]) => FailoverPlan;
  /** The file that the user named for the record. */
  readonly recordFile?: string;
  /** The saved plan that is applied. */
  readonly appliedPlan?: ParsedFailoverPlan;
  /** The start of a generated file name. */
  readonly name: 'failover' | 'failback';
}

/** With accepted data loss, the backlog is information only and must not delay the failover. */
const ACCEPTED_BACKLOG_LIMIT = SECOND;
/** S3 publishes the replication metrics every minute. */
const METRICS_PERIOD = MINUTE;
const WAIT_INTERVAL = 15 * SECOND;
const WAITING = {
  'repeating': 'no control Region confirmed the change, which is submitted again',
  'reading back': 'no control Region confirmed the change, and the routes are read',
} as const;
const AFTER_INTERRUPT = 'Ctrl-C ends the command and does not undo the change';
/** The name of the caller is information only and must not delay the application of a plan. */
const CALLER_LIMIT = SECOND;

/**
 * Changes routes, for failover and failback: reads the live routes, plans the change, measures the backlog, asks for
 * confirmation, reads the routes again, writes the record, submits the named members and waits until their routes are
 * in effect.
 */
export function changeTraffic(context: AwsCommandContext, aws: AwsCalls, change: TrafficChange): Promise<ExitCode> {
  return new ChangeInProgress(context, change, aws).run();
}

class ChangeInProgress {
  private readonly startedAt: number;
  private readonly log: SubmitLog;
  private readonly notes: OutputHeldDuringPrompt;
  private record?: FailoverRecord;
  private file?: FailoverRecordFile;

  constructor(
    private readonly context: AwsCommandContext, private readonly change: TrafficChange, private readonly aws: AwsCalls,
  ) {
    this.startedAt = context.clock.now();
    this.notes = new OutputHeldDuringPrompt(context.errors);
    this.log = new SubmitLog(context.clock, {
      onSending: (submit) => this.recordSending(submit),
      onAccepted: (submit) => this.reportSubmit(submit),
    });
  }

  public run(): Promise<ExitCode> {
    return runUntilInterrupted(this.context, () => this.changeRoutes(), () => {
      this.log.close();
      if (!this.log.mayBeApplied) {
        this.file?.remove();
        return new CommandError('interrupted, nothing was changed', EXIT_CODES.REFUSED);
      }
      const message =
        `interrupted, the change is submitted but not confirmed${this.describeFile()}; run "status" to confirm it`;
      this.showWayBack();
      return new CommandError(message, EXIT_CODES.PROBLEMS);
    });
  }

  private async changeRoutes(): Promise<ExitCode> {
    const { context, aws, log, change: { makePlan, target, options } } = this;
    const followed = reportUnreadRoutes(log.follow(aws), () => log.mayBeApplied, (failures) => writeWarning(
      context, options,
      `the change is submitted, and no control Region returns the routes: ${showRegionFailures(failures)}; retrying`,
    ));
    const client = createRoutesClient({ ...context, errors: this.notes }, followed, target, options);
    const reading = await client.readUntilAnswered(this.startedAt + CLI_ROUTES_READ_TIMEOUT);
    let views = groupReadsByRoutingTable(reading.answers);
    let plan = makePlan(views);
    if (plan.isInEffect) {
      // No single answer decides that there is nothing to do.
      await reading.complete;
      views = groupReadsByRoutingTable(reading.answers);
      plan = makePlan(views);
      if (plan.isInEffect && doRegionsAgree(views)) return this.reportNoChange(plan);
    }
    const recentChanges = this.asks ? describeRecentRouteChanges(context, aws, target, plan.members) : undefined;
    const callerArn = this.change.appliedPlan && readCallerArn(context, aws, CALLER_LIMIT);
    const limit = options.acceptDataLoss ? ACCEPTED_BACKLOG_LIMIT : undefined;
    let loss = await estimateDataLoss(aws, context.clock, plan, limit);
    this.show(plan, views, loss);
    if (options.plan !== undefined) return this.savePlan(options.plan, plan, loss);
    if (options.wait !== undefined) loss = await this.waitForReplication(plan, loss, options.wait * SECOND);
    this.checkDataLoss(loss);
    const readAt = context.clock.now();
    const makeRecord = async () =>
      this.addAppliedPlan(createFailoverRecord(target.arn, this.startedAt, plan, loss), await callerArn);
    if (options.dryRun) return this.endDryRun(await makeRecord());
    for (const line of await recentChanges ?? []) writeWarning(context, options, line);
    await this.confirm(plan, views);
    if (context.clock.now() - readAt > METRICS_PERIOD) {
      // The user can read the plan for a long time, for example while another person decides.
      loss = await estimateDataLoss(aws, context.clock, plan, limit);
      this.checkDataLoss(loss);
    }
    await this.checkUnchanged(client, reading, views);
    this.record = await makeRecord();
    this.createFile(this.record);
    return this.submit(client, plan);
  }

  /** Whether the command asks for confirmation. */
  private get asks(): boolean {
    const { yes, dryRun, plan } = this.change.options;
    return !yes && !dryRun && plan === undefined;
  }

  private async savePlan(file: string, plan: FailoverPlan, loss: DataLossEstimate): Promise<ExitCode> {
    const { context, aws, change: { options, target } } = this;
    const author = await readCallerArn(context, aws);
    if (author === undefined) writeWarning(context, options, 'STS does not answer, so the plan has no author');
    const plannedAt = this.startedAt;
    const saved = createSavedFailoverPlan({ accessPointArn: target.arn, plannedAt, author, plan, loss });
    writePlanFile(file, saved);
    if (options.json) {
      writeJson(context.output, { ...saved, planFile: file });
      return EXIT_CODES.SUCCESS;
    }
    if (loss.open.length > 0) {
      const open = loss.open.map(showBacklog).join('; ');
      writeWarning(context, options, `--apply refuses this plan while replication is incomplete: ${open}`);
    }
    context.output.write(
      `\nNothing was changed. To apply the plan: cdk-s3-mrap failover --apply ${quoteForShell(file)}\n`,
    );
    return EXIT_CODES.SUCCESS;
  }

  private addAppliedPlan(record: FailoverRecord, callerArn: string | undefined): FailoverRecord {
    const { appliedPlan } = this.change;
    if (appliedPlan === undefined) return record;
    const { author, plannedAt } = appliedPlan;
    return { ...record, plan: { author, plannedAt, appliedBy: callerArn ?? null } };
  }

  private show(
    plan: FailoverPlan, views: readonly RoutingTableInControlRegions[], { backlogs }: DataLossEstimate,
  ): void {
    const { context: { output, clock, columns }, change: { options } } = this;
    if (options.json) return;
    output.write(`${renderFailoverPlan(plan, columns)}${renderRoutingTablesOfControlRegions(views)}`);
    if (backlogs.length > 0) output.write(`\n${renderBacklogs(backlogs, clock.now(), columns)}`);
  }

  /** Reads the backlog until it is empty, or until the time is over. */
  private async waitForReplication(
    plan: FailoverPlan, first: DataLossEstimate, duration: number,
  ): Promise<DataLossEstimate> {
    const { context, aws, change: { options } } = this;
    const { clock } = context;
    const until = clock.now() + duration;
    let loss = first;
    for (let shown = ''; loss.open.length > 0 && clock.now() + WAIT_INTERVAL <= until;) {
      const open = loss.open.map(showBacklog).join('; ');
      if (open !== shown) writeNote(context, options, `waiting for replication: ${open}`);
      shown = open;
      await clock.sleep(WAIT_INTERVAL);
      loss = await estimateDataLoss(aws, clock, plan);
    }
    return loss;
  }

  /** Refuses a change that would lose writes, unless the user accepts the data loss. */
  private checkDataLoss({ open, rpoSeconds }: DataLossEstimate): void {
    const { context, change: { options } } = this;
    if (open.length === 0) return;
    if (!options.acceptDataLoss) {
      failWith(MRAP951_UNREPLICATED_WRITES.create({ edges: open.map(showBacklog) }), EXIT_CODES.REFUSED);
    }
    const rpo = rpoSeconds === undefined
      ? 'unknown: no Region reports its replication latency'
      : `${rpoSeconds} seconds`;
    writeNote(context, options, `data loss is accepted, recovery point: ${rpo}`);
  }

  private endDryRun(record: FailoverRecord): ExitCode {
    const { context: { output }, change: { options } } = this;
    if (options.json) writeJson(output, record);
    else output.write('\nNothing was changed: this was a dry run.\n');
    return EXIT_CODES.SUCCESS;
  }

  private reportNoChange({ before }: FailoverPlan): ExitCode {
    const { context: { output }, change: { options, target } } = this;
    const live = showRegionDials(before);
    if (options.json) {
      writeJson(output, { version: 1, accessPointArn: target.arn, alreadyInEffect: true, routes: before });
    } else {
      output.write(`Already in effect, nothing was changed: ${live}\n`);
    }
    return EXIT_CODES.SUCCESS;
  }

  private async confirm(
    { after, disputed }: FailoverPlan, views: readonly RoutingTableInControlRegions[],
  ): Promise<void> {
    const { context, change: { options } } = this;
    if (options.yes) {
      if (disputed.length === 0 || options.force) return;
      const tables = views
        .map(({ dials, regions }) => `${[...regions].sort().join(', ')}: ${showRegionDials(dials)}`)
        .join('; ');
      throw new CommandError(
        `the control Regions return different routes for ${disputed.join(', ')} (${tables}), so another change may be `
        + 'in progress; no route was changed; wait two minutes, or add --force',
        EXIT_CODES.REFUSED,
      );
    }
    const ask = () => context.confirm(`Change the routes to ${showRegionDials(after)}?`);
    if (await this.notes.holdDuring(ask)) return;
    throw new CommandError('not confirmed, nothing was changed; pass --yes to skip the prompt', EXIT_CODES.REFUSED);
  }

  /** Reads the routes again, because another operator may have changed them while the user read the plan. */
  private async checkUnchanged(
    client: RoutesClient, shown: RoutesReading, views: readonly RoutingTableInControlRegions[],
  ): Promise<void> {
    const answered = views.flatMap(({ regions }) => regions);
    const again = await client.readUntilAnswered(this.context.clock.now() + CLI_ROUTES_READ_TIMEOUT, answered);
    const changed = findChangedRoutingTable(views, groupReadsByRoutingTable(mergeReads(shown.answers, again.answers)));
    if (changed === undefined) return;
    throw new CommandError(
      `the routes changed after they were shown, got ${showRegionDials(changed)}, expected `
        + `${showRegionDials(views[0].dials)}; `
      + 'no route was changed; run the command again to see the new routes',
      EXIT_CODES.REFUSED,
    );
  }

  private createFile(record: FailoverRecord): void {
    const { context, change: { target, recordFile: file, name, options: { json } } } = this;
    this.file =
      createFailoverRecordFile(context, record, { file, json, name: `${name}-${target.alias.replace('.mrap', '')}` });
  }

  /** An answer can be lost, and the process can be killed. */
  private recordSending(submit: SentSubmit): void {
    this.record = addSendingToRecord(this.record!, submit);
    this.file?.updateIfPossible(this.record);
  }

  private reportSubmit(submit: SentSubmit): void {
    const { context, change: { options } } = this;
    this.saveRecord(addSubmitToRecord(this.record!, submit));
    if (options.json) return;
    context.output.write(
      `\nSubmitted at ${new Date(submit.at).toISOString()} through ${submit.region}; waiting, usually under `
      + '2 minutes; Ctrl-C does not undo it.\n',
    );
  }

  private saveRecord(record: FailoverRecord): void {
    this.record = record;
    this.file?.update(record);
  }

  private async submit(client: RoutesClient, plan: FailoverPlan): Promise<ExitCode> {
    const { context, change: { options } } = this;
    const onWaiting = (wait: keyof typeof WAITING, until: number) =>
      writeNote(context, options, `${WAITING[wait]} until ${new Date(until).toISOString()}; ${AFTER_INTERRUPT}`);
    const result = await changeRoutes(client, context.clock, plan, onWaiting)
      .catch((error: unknown) => this.failSubmit(error));
    if (result.inEffectAt !== undefined && this.log.accepted === undefined && this.log.lastSent) {
      // S3 applied a submit without an answer.
      this.saveRecord(addSubmitToRecord(this.record!, this.log.lastSent));
    }
    this.saveRecord(addEffectToRecord(this.record!, result.inEffectAt));
    const code = this.reportResult(plan, result);
    if (options.json) {
      writeJson(context.output, { ...this.record, recordFile: this.file?.path ?? null });
    }
    this.showWayBack();
    return code;
  }

  /** Removes the record of a change that S3 refused. After any other failure, the record is the way back. */
  private failSubmit(error: unknown): never {
    if (!this.log.mayBeApplied) {
      this.file?.remove();
      throw error;
    }
    this.showWayBack();
    const { message, code } = toCommandError(error);
    const start = error instanceof UnconfirmedRouteChangeError ? '' : 'the change is submitted but not confirmed: ';
    throw new CommandError(
      `${start}${message}${this.describeFile()}`,
      code === EXIT_CODES.UNREACHABLE ? code : EXIT_CODES.PROBLEMS,
    );
  }

  private describeFile(): string {
    return this.file?.path === undefined ? '' : `; the record is ${this.file.path}`;
  }

  /** Prints the command that reverts the change. With `--json`, the result contains the file. */
  private showWayBack(): void {
    const { context: { output }, change: { options }, file } = this;
    if (options.json || file?.path === undefined) return;
    output.write(`The way back: cdk-s3-mrap failback --record ${quoteForShell(file.path)}\n`);
  }

  private reportResult({ after }: FailoverPlan, { inEffectAt, live }: RouteChangeResult): ExitCode {
    const { context, change: { options } } = this;
    if (live === undefined) return this.reportUnknownRoutes();
    if (inEffectAt === undefined) {
      const finding = MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT.create({
        wish: showRegionDials(after),
        live: showRegionDials(live),
      });
      writeWarning(context, options, renderFindingAsMessage(finding));
      return EXIT_CODES.PROBLEMS;
    }
    if (!equalRegionDials(live, after)) {
      writeWarning(context, options, 'another caller changed members that this command did not name, got '
        + `${showRegionDials(live)}, expected ${showRegionDials(after)}; read the changes with "history"`);
    }
    const seconds = Math.round((inEffectAt - this.startedAt) / SECOND);
    if (!options.json) context.output.write(`In effect after ${seconds} s: ${showRegionDials(live)}\n`);
    return EXIT_CODES.SUCCESS;
  }

  /** S3 accepted the change, and no control Region has answered since. */
  private reportUnknownRoutes(): ExitCode {
    const { context, change: { options } } = this;
    writeWarning(
      context, options,
      'S3 accepted the change, and no control Region has returned the routes since, so it is unknown whether the '
      + 'change is in effect; run "status" to confirm it',
    );
    return EXIT_CODES.UNREACHABLE;
  }
}
