import { existsSync } from 'node:fs';
import { MINUTE } from '../../control/clock';
import {
  findForeignTable, makeOnlyActiveRouteChange, planFailback, planRouteChange, planSavedDials,
} from '../../control/failover/plan';
import { type ParsedFailoverRecord, parseFailoverRecord } from '../../control/failover/record';
import { type ParsedFailoverPlan } from '../../control/failover/saved-plan';
import { showRegionDials } from '../../control/routes/routing';
import {
  MRAP961_INVALID_ARGUMENTS, MRAP962_INPUT_NOT_USABLE, MRAP963_OUTPUT_NOT_WRITTEN,
} from '../../src/diagnostics/definitions/command-arguments';
import { MRAP953_ROUTES_CHANGED_SINCE_FAILOVER } from '../../src/diagnostics/definitions/command-line';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { readInputFile } from '../read-input-file';
import { type TrafficChangeOptions, changeTraffic } from './change-traffic';
import { runCommand, type AwsCommandContext, writeNote } from './command-context';
import { findAccessPoint, parseAccessPointId } from './find-access-point';
import { readPlanFile } from './plan-file';

export interface FailoverOptions extends TrafficChangeOptions {
  readonly activate: readonly string[];
  readonly deactivate: readonly string[];
  /** The only member to make active. */
  readonly to?: string;
  readonly record?: string;
  /** The file of a saved plan. */
  readonly apply?: string;
}

export interface FailbackOptions extends TrafficChangeOptions {
  readonly record: string;
}

const NO_CHANGE = 'no route was changed';

/** A submitted change can take two minutes to show in a control Region; twice that is certain. */
const SETTLED_AFTER = 4 * MINUTE;

export function runFailover(
  context: AwsCommandContext, name: string | undefined, options: FailoverOptions,
): Promise<void> {
  return runCommand(context, options, async () => {
    const { record, to, apply } = options;
    checkForce(options, 'failover');
    if (to !== undefined && options.activate.length + options.deactivate.length > 0) {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: 'got --to with --activate or --deactivate',
        expected: 'either --to, which names the only active Region, or the others',
        command: 'cdk-s3-mrap failover',
      }));
    }
    // An existing record is the way back from an earlier failover.
    if (record !== undefined && !options.dryRun && existsSync(record)) {
      failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
        file: record, problem: 'it is the file of --record and already exists', consequence: NO_CHANGE,
      }));
    }
    if (apply !== undefined) return applyPlan(context, name, readPlanFile(apply), options);
    if (name === undefined) {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: 'no argument <access-point>',
        expected: 'an ARN or a name, or a plan with --apply',
        command: 'cdk-s3-mrap failover',
      }));
    }
    const aws = await context.connect();
    const target = await findAccessPoint(context, aws, name, options);
    return changeTraffic(context, aws, {
      target,
      options,
      recordFile: record,
      name: 'failover',
      makePlan: (views) => planRouteChange(views, to === undefined ? options : makeOnlyActiveRouteChange(views, to)),
    });
  });
}

/** Applies a saved plan, if the live table is the one of the plan. A repeated application changes nothing. */
async function applyPlan(
  context: AwsCommandContext, name: string | undefined, appliedPlan: ParsedFailoverPlan, options: FailoverOptions,
): Promise<ExitCode> {
  const { accessPointArn: arn, author, plannedAt, before, dials } = appliedPlan;
  const target = parseAccessPointId(arn);
  const aws = await context.connect();
  if (name !== undefined && (await findAccessPoint(context, aws, name, options)).arn !== arn) {
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: `the argument <access-point> is ${JSON.stringify(name)}`,
      expected: `no argument, because the plan of --apply is for ${arn}`,
      command: 'cdk-s3-mrap failover',
    }));
  }
  writeNote(context, options, `planned at ${plannedAt} by ${author ?? 'an unknown caller'}`);
  return changeTraffic(context, aws, {
    target,
    options,
    appliedPlan,
    recordFile: options.record,
    name: 'failover',
    makePlan: (views) => {
      const plan = planSavedDials(views, dials);
      const changed = findForeignTable(views, { before, after: before });
      if (plan.isInEffect || changed === undefined) return plan;
      throw new CommandError(
        `the routes changed after they were planned, got ${showRegionDials(changed)}, expected `
        + `${showRegionDials(before)}; no route was changed; make another plan`,
        EXIT_CODES.REFUSED,
      );
    },
  });
}

export function runFailback(context: AwsCommandContext, options: FailbackOptions): Promise<void> {
  return runCommand(context, options, async () => {
    checkForce(options, 'failback');
    const record = readRecord(options.record);
    const target = parseAccessPointId(record.accessPointArn);
    return changeTraffic(context, await context.connect(), {
      target,
      options,
      name: 'failback',
      makePlan: (views) => {
        const foreign = findForeignTable(views, record);
        if (foreign !== undefined) {
          const routes = { live: showRegionDials(foreign), recorded: showRegionDials(record.after) };
          const finding = MRAP953_ROUTES_CHANGED_SINCE_FAILOVER.create(routes);
          failWith(finding, EXIT_CODES.REFUSED);
        }
        return planFailback(views, record, context.clock.now() > record.submittedAt + SETTLED_AFTER);
      },
    });
  });
}

/** With a prompt, the user sees the disagreement and decides, so --force would have no effect. */
function checkForce({ force, yes }: TrafficChangeOptions, command: string): void {
  if (!force || yes) return;
  failWith(MRAP961_INVALID_ARGUMENTS.create({
    problem: 'got --force without --yes', expected: 'both or none', command: `cdk-s3-mrap ${command}`,
  }));
}

function readRecord(file: string): ParsedFailoverRecord {
  const record = parseFailoverRecord(readInputFile(file, 'a record of "failover"'));
  if (record !== undefined) return record;
  return failWith(MRAP962_INPUT_NOT_USABLE.create({
    file, problem: 'it is no record, or it was changed', expected: 'an unchanged record of "failover"',
  }));
}
