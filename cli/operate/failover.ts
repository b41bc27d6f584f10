import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SECOND } from '../../control/clock';
import { type RouteChangeResult, changeRoutes } from '../../control/failover/change-routes';
import { type DataLossEstimate, estimateDataLoss, showBacklog } from '../../control/failover/loss';
import { type FailoverPlan, planChange, planReturn } from '../../control/failover/plan';
import { completeRecord, type FailoverRecord, newRecord, parseRecord } from '../../control/failover/record';
import { toDials, equalDials, type LiveRoute, showDials } from '../../control/routes/routing';
import { type AccessPointId } from '../../control/status/access-point-status';
import {
  MRAP951_UNREPLICATED_WRITES, MRAP953_ROUTES_CHANGED_SINCE_FAILOVER, MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT,
} from '../../src/diagnostics/definitions/command-line';
import { renderFinding } from '../../src/diagnostics/finding';
import { CommandError } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { runCommand, type AwsCommandContext, writeJson } from './command-context';
import { parseAccessPoint } from './find-access-point';
import { renderBacklogs, renderPlan } from './render-reports';
import { createRoutesClient, READ_TIMEOUT } from './routes-client';

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
  return runCommand(context, async () => {
    const { record } = options;
    // An existing record is the way back from an earlier failover.
    if (record !== undefined && !options.dryRun && existsSync(record)) {
      throw new CommandError(`${record} already exists and is not overwritten; choose a new file for --record`);
    }
    const target = parseAccessPoint(arn);
    return changeTraffic(context, target, options, (members) => planChange(members, options), record);
  });
}

export function runFailback(context: AwsCommandContext, options: FailbackOptions): Promise<void> {
  return runCommand(context, async () => {
    const record = readRecord(options.record);
    const target = parseAccessPoint(record.accessPointArn);
    return changeTraffic(context, target, options, (members) => {
      const live = toDials(members);
      if (!equalDials(live, record.after)) {
        const routes = { live: showDials(live), recorded: showDials(record.after) };
        throw new CommandError(renderFinding(MRAP953_ROUTES_CHANGED_SINCE_FAILOVER.create(routes)), EXIT_CODES.REFUSED);
      }
      return planReturn(members, record.before);
    });
  });
}

function readRecord(file: string) {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist, expected a record of failover --record`);
  const record = parseRecord(readFileSync(file, 'utf8'));
  if (record === undefined) throw new CommandError(`${file} is not a record of a failover`);
  return record;
}

/**
 * Changes routes, for failover and failback: reads the live routes, plans the change, measures the backlog, asks for
 * confirmation, writes the record, submits the routes and waits until they are in effect.
 */
async function changeTraffic(
  context: AwsCommandContext,
  target: AccessPointId,
  options: ChangeOptions,
  makePlan: (members: LiveRoute[]) => FailoverPlan,
  recordFile?: string,
): Promise<ExitCode> {
  const { clock, output } = context;
  const aws = await context.connect();
  const startedAt = clock.now();
  const client = createRoutesClient(context, aws, target);
  const plan = makePlan(await client.read(startedAt + READ_TIMEOUT));
  const loss = await estimateDataLoss(aws, clock, plan);
  const record = newRecord(target.arn, startedAt, plan, loss);
  if (!options.json) {
    output.write(renderPlan(plan));
    if (loss.backlogs.length > 0) output.write(`\n${renderBacklogs(loss.backlogs, clock.now())}`);
  }
  checkDataLoss(context, loss, options);
  if (options.dryRun) {
    if (options.json) writeJson(output, record);
    else output.write('\nNothing was changed: this was a dry run.\n');
    return EXIT_CODES.SUCCESS;
  }
  if (!options.yes && !await context.confirm(`Change the routes to ${showDials(plan.after)}?`)) {
    throw new CommandError('not confirmed, nothing was changed; pass --yes to skip the prompt', EXIT_CODES.REFUSED);
  }
  writeRecord(recordFile, record, 'wx');
  const result = await changeRoutes(client, clock, plan);
  const completed = completeRecord(record, result);
  writeRecord(recordFile, completed, 'w');
  if (options.json) writeJson(output, completed);
  return reportResult(context, options, startedAt, plan, result);
}

function writeRecord(file: string | undefined, record: FailoverRecord, flag: 'w' | 'wx'): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { flag });
}

function reportResult(
  { output, errors }: AwsCommandContext,
  { json }: ChangeOptions,
  startedAt: number,
  { after }: FailoverPlan,
  result: RouteChangeResult,
): ExitCode {
  const { submittedAt, inEffectAt } = result;
  const live = showDials(result.live);
  if (inEffectAt === undefined) {
    errors.write(`${renderFinding(MRAP954_ROUTE_CHANGE_NOT_IN_EFFECT.create({ wish: showDials(after), live }))}\n`);
    return EXIT_CODES.PROBLEMS;
  }
  if (!json) {
    const seconds = (at: number) => Math.round((at - startedAt) / SECOND);
    output.write(`\nSubmitted after ${seconds(submittedAt)} s, in effect after ${seconds(inEffectAt)} s: ${live}\n`);
  }
  return EXIT_CODES.SUCCESS;
}

/** Refuses a change that would lose writes, unless the user accepts the data loss. */
function checkDataLoss(
  { errors }: AwsCommandContext, { open, rpoSeconds }: DataLossEstimate, { acceptDataLoss }: ChangeOptions,
): void {
  if (open.length === 0) return;
  if (!acceptDataLoss) {
    const finding = MRAP951_UNREPLICATED_WRITES.create({ edges: open.map(showBacklog) });
    throw new CommandError(renderFinding(finding), EXIT_CODES.REFUSED);
  }
  const rpo = rpoSeconds === undefined ? 'unknown: no Region reports its replication latency' : `${rpoSeconds} seconds`;
  errors.write(`data loss is accepted, recovery point: ${rpo}\n`);
}
