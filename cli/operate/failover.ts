import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SECOND } from '../../control/clock';
import { changeRoutes } from '../../control/failover/change-routes';
import { type DataLossEstimate, estimateDataLoss, showBacklog } from '../../control/failover/loss';
import { type FailoverPlan, planChange, planReturn } from '../../control/failover/plan';
import { completeRecord, type FailoverRecord, newRecord, parseRecord } from '../../control/failover/record';
import { toDials, equalDials, type LiveRoute, showDials } from '../../control/routes/routing';
import { type AccessPointId } from '../../control/status/access-point-status';
import { MRAP951_UNREPLICATED_WRITES, MRAP953_ROUTES_CHANGED_SINCE_FAILOVER, MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT } from '../../src/diagnostics/definitions/command-line';
import { CommandError, showFinding } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { operate, type AwsCommandContext, writeJson } from './command-context';
import { clientFor, READ_WITHIN } from './routes-client';
import { showBacklogs, showPlan } from './show';
import { accessPointOf } from './targets';

interface ChangeOptions {
  readonly record?: string;
  readonly acceptDataLoss?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export interface FailoverOptions extends ChangeOptions {
  readonly activate: readonly string[];
  readonly deactivate: readonly string[];
}

export interface FailbackOptions extends ChangeOptions {
  readonly record: string;
}

export function runFailover(context: AwsCommandContext, arn: string, options: FailoverOptions): Promise<void> {
  return operate(context, async () => {
    const { record } = options;
    // The way back from an earlier failover is nothing to write over.
    if (record !== undefined && !options.dryRun && existsSync(record)) throw new CommandError(`${record} is there already; a record is never written over`);
    const target = accessPointOf(arn);
    return change(context, target, options, (members) => planChange(members, options), record);
  });
}

export function runFailback(context: AwsCommandContext, options: FailbackOptions): Promise<void> {
  return operate(context, async () => {
    const record = readRecord(options.record);
    const target = accessPointOf(record.accessPointArn);
    return change(context, target, options, (members) => {
      const live = toDials(members);
      if (!equalDials(live, record.after)) {
        const finding = MRAP953_ROUTES_CHANGED_SINCE_FAILOVER.create({ live: showDials(live), recorded: showDials(record.after) });
        throw new CommandError(showFinding(finding), EXIT_CODES.REFUSED);
      }
      return planReturn(members, record.before);
    });
  });
}

function readRecord(file: string) {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist, expected what failover --record wrote`);
  const record = parseRecord(readFileSync(file, 'utf8'));
  if (record === undefined) throw new CommandError(`${file} is no record of a failover`);
  return record;
}

/** Both ways: read, plan, measure, ask, write down, submit, and see. */
async function change(
  context: AwsCommandContext, target: AccessPointId, options: ChangeOptions, plan: (members: LiveRoute[]) => FailoverPlan, recordFile?: string,
): Promise<ExitCode> {
  const { clock, output } = context;
  const aws = await context.connect();
  const startedAt = clock.now();
  const client = clientFor(context, aws, target);
  const planned = plan(await client.read(startedAt + READ_WITHIN));
  const loss = await estimateDataLoss(aws, clock, planned);
  const record = newRecord(target.arn, startedAt, planned, loss);
  if (!options.json) {
    output.write(showPlan(planned));
    if (loss.backlogs.length > 0) output.write(`\n${showBacklogs(loss.backlogs, clock.now())}`);
  }
  permit(context, loss, options);
  if (options.dryRun) {
    if (options.json) writeJson(output, record);
    else output.write('\nNothing was changed: this was a dry run.\n');
    return EXIT_CODES.FINE;
  }
  if (!options.yes && !await context.confirm(`Change the routes to ${showDials(planned.after)}?`)) {
    throw new CommandError('nobody confirmed, and nothing was changed; --yes confirms beforehand', EXIT_CODES.REFUSED);
  }
  const write = (what: FailoverRecord, flag: 'w' | 'wx') => {
    if (recordFile !== undefined) writeFileSync(recordFile, `${JSON.stringify(what, null, 2)}\n`, { flag });
  };
  write(record, 'wx');
  const changed = await changeRoutes(client, clock, planned);
  const completed = completeRecord(record, changed);
  write(completed, 'w');
  if (options.json) writeJson(output, completed);
  if (changed.inEffectAt === undefined) {
    context.errors.write(`${showFinding(MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT.create({ wish: showDials(planned.after), live: showDials(changed.live) }))}\n`);
    return EXIT_CODES.ERRORS;
  }
  if (!options.json) {
    const seconds = (at: number) => Math.round((at - startedAt) / SECOND);
    output.write(`\nSubmitted after ${seconds(changed.submittedAt)} s, in effect after ${seconds(changed.inEffectAt)} s: ${showDials(changed.live)}\n`);
  }
  return EXIT_CODES.FINE;
}

/** Refuses what would lose writes, unless whoever is in charge gives them up. */
function permit({ errors }: AwsCommandContext, { open, rpoSeconds }: DataLossEstimate, { acceptDataLoss }: ChangeOptions): void {
  if (open.length === 0) return;
  if (!acceptDataLoss) throw new CommandError(showFinding(MRAP951_UNREPLICATED_WRITES.create({ edges: open.map(showBacklog) })), EXIT_CODES.REFUSED);
  const rpo = rpoSeconds === undefined ? 'unknown: no Region says how far behind it is' : `${rpoSeconds} seconds`;
  errors.write(`data loss is accepted, recovery point: ${rpo}\n`);
}
