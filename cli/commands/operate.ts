import { Command, Option } from 'commander';
import { type CallTrace } from '../call-trace';
import type * as imports from '../import/run';
import type * as operations from '../operate';
import { type BackfillCommandOptions } from '../operate/backfill';
import { type AwsCommandContext } from '../operate/command-context';
import { type DrillCommandOptions } from '../operate/drill';
import { type FailbackOptions, type FailoverOptions } from '../operate/failover';
import { type HistoryCommandOptions } from '../operate/history';
import { type OwnCommandOptions } from '../operate/own';
import { type StatusOptions } from '../operate/status';
import { type WatchOptions } from '../operate/watch';
import type * as plan from '../plan/run';
import { type RunTool } from '../run-program';
import {
  parseAccount, parseDuration, parseOwner, parseParameters, parsePlannedActions, parseRegion, parseRegions,
} from './option-parsers';

export interface LazyAwsCommandContext extends AwsCommandContext {
  /** Loads the commands when one of them runs, because the SDK takes longer to load than the rest of the program. */
  readonly loadOperations: () => Promise<typeof operations>;
  readonly loadPlan: () => Promise<typeof plan>;
  readonly loadImport: () => Promise<typeof imports>;
  /** Runs a program in a folder, and returns its output. */
  readonly runTool: RunTool;
  readonly trace: CallTrace;
}

const ACCESS_POINT = 'ARN or name of the access point; with the ARN, any control Region can answer';
const jsonOption = () => new Option('--json', 'print JSON');
const dryRunOption = () => new Option('--dry-run', 'show the plan without changing anything');
const yesOption = () => new Option('--yes', 'skip the confirmation prompt');
const planOption = () =>
  new Option('--plan <file>', 'write the change into a new file for "failover --apply", and change nothing')
    .conflicts(['yes', 'force', 'dryRun', 'wait']);
const forceOption = () => new Option('--force', 'with --yes: continue although control Regions disagree');
const waitOption = () =>
  new Option('--wait [duration]', 'wait until replication is complete; default: 30m')
    .argParser(parseDuration)
    .preset('30m');
const maxRpoOption = () =>
  new Option('--max-rpo <duration>', 'age of the oldest write that a failover may lose, for example 90s or 15m')
    .argParser(parseDuration)
    .default(900, '15m');
const timeoutOption = (description: string, seconds: number, shown: string) =>
  new Option('--timeout <duration>', description).argParser(parseDuration).default(seconds, shown);
const regionsOption = (flags: string, description: string) =>
  new Option(flags, description).argParser(parseRegions).default([], 'none');
const acceptDataLossOption = () =>
  new Option('--accept-data-loss', 'continue although replication is incomplete or its status is unknown');

/** Adds the options of all commands that call AWS. */
function addAwsOptions(command: Command, context: LazyAwsCommandContext): Command {
  command
    .addOption(new Option('--region <region>', 'Region of the credentials, for example of STS').argParser(parseRegion))
    .addOption(new Option('--quiet', 'print results and errors only'));
  return addConnectionOptions(command, context);
}

/** Adds the options that determine how a command calls AWS. The command declares `--region` itself. */
export function addConnectionOptions(command: Command, { environment, trace }: LazyAwsCommandContext): Command {
  return command
    .addOption(new Option('--profile <name>', 'profile of the AWS configuration files'))
    .addOption(new Option('--debug', 'print each call of AWS with its result and duration'))
    .hook('preAction', () => {
      const { profile, region, debug } = command.opts<{ profile?: string; region?: string; debug?: boolean }>();
      if (debug) trace.enable();
      if (profile !== undefined) environment.AWS_PROFILE = profile;
      if (region !== undefined) environment.AWS_REGION = region;
    });
}

/** Returns the commands that call AWS. */
export function awsCommands(context: LazyAwsCommandContext): Command[] {
  const commands = [
    statusCommand, failoverCommand, failbackCommand, drillCommand, backfillCommand, historyCommand, watchCommand,
    ownCommand, planCommand, importCommand,
  ];
  return commands.map((makeCommand) => addAwsOptions(makeCommand(context), context));
}

function statusCommand(context: LazyAwsCommandContext): Command {
  return new Command('status')
    .description('show whether a failover is possible, members, live routes and backlog; exit code 1 if not ready')
    .argument('<access-point>', ACCESS_POINT)
    .addOption(new Option('--against <source>', 'a cdk.out folder or templates; exit code 3 if the live state differs'))
    .addOption(maxRpoOption())
    .addOption(new Option('--expect <members>', 'accept an access point with a single Region').choices(['single']))
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'openmetrics'])
        .default('text')
        .conflicts('json'),
    )
    .addOption(new Option('--watch [duration]', 'read again until interrupted').argParser(parseDuration).preset('10s'))
    .addOption(new Option('--map', 'add a map of the members').conflicts(['json', 'format']))
    .addOption(jsonOption())
    .action(async (target: string, options: StatusOptions) => {
      await (await context.loadOperations()).runStatus(context, target, options);
    });
}

function failoverCommand(context: LazyAwsCommandContext): Command {
  return new Command('failover')
    .description('move traffic through any control Region; refuses while a drained Region has unreplicated writes')
    .argument('[access-point]', ACCESS_POINT)
    .addOption(regionsOption('--activate <regions...>', 'Regions to make active'))
    .addOption(regionsOption('--deactivate <regions...>', 'Regions to make passive'))
    .addOption(new Option('--to <region>', 'the only Region to make active').argParser(parseRegion))
    .addOption(new Option('--record <file>', 'new file for the routes before and after the change, for failback'))
    .addOption(
      new Option('--apply <file>', 'apply a plan of --plan, if the live routes are the ones of the plan')
        .conflicts(['activate', 'deactivate', 'to', 'plan']),
    )
    .addOption(planOption())
    .addOption(acceptDataLossOption())
    .addOption(dryRunOption())
    .addOption(yesOption())
    .addOption(forceOption())
    .addOption(waitOption())
    .addOption(jsonOption())
    .action(async (name: string | undefined, options: FailoverOptions) => {
      await (await context.loadOperations()).runFailover(context, name, options);
    });
}

function failbackCommand(context: LazyAwsCommandContext): Command {
  return new Command('failback')
    .description('restore the routes from before a recorded failover')
    .requiredOption('--record <file>', 'record written by failover')
    .addOption(planOption())
    .addOption(acceptDataLossOption())
    .addOption(dryRunOption())
    .addOption(yesOption())
    .addOption(forceOption())
    .addOption(waitOption())
    .addOption(jsonOption())
    .action(async (options: FailbackOptions) => {
      await (await context.loadOperations()).runFailback(context, options);
    });
}

function watchCommand(context: LazyAwsCommandContext): Command {
  return new Command('watch')
    .description('follow the creation or deletion of an access point, or a change of its policy')
    .argument('<token>', 'request token ARN that S3 returned')
    .addOption(timeoutOption('time limit for the operation', 3600, '1h'))
    .addOption(jsonOption())
    .action(async (token: string, options: WatchOptions) => {
      await (await context.loadOperations()).runWatch(context, token, options);
    });
}

function planCommand(context: LazyAwsCommandContext): Command {
  return new Command('plan')
    .description('show what a deployment would do to live access points, routes, policies, rules and buckets')
    .argument('<source>', 'a cdk.out folder')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'markdown'])
        .default('text')
        .conflicts('json'),
    )
    .addOption(
      new Option('--fail-on <actions>', 'actions with which the exit code is 1, for example replace,delete')
        .argParser(parsePlannedActions)
        .default([], 'none'),
    )
    .addOption(jsonOption())
    .action(async (source: string, options: plan.PlanCommandOptions) => {
      await (await context.loadPlan()).runPlan(context, source, options);
    });
}

function importCommand(context: LazyAwsCommandContext): Command {
  return new Command('import')
    .description('write a CDK application that adopts an existing access point, and compare it with the live state')
    .argument('[access-point]', 'ARN or name of the access point; for a file with a single access point, omit it')
    .requiredOption('--output <folder>', 'a new or empty folder for the application')
    .addOption(
      new Option('--language <language>', 'language of the application')
        .choices(['typescript', 'python', 'java', 'go'])
        .default('typescript'),
    )
    .addOption(
      new Option('--from-template <source>', 'read a template, a folder of templates or a cdk.out folder')
        .conflicts('fromTerraformState'),
    )
    .addOption(new Option('--from-terraform-state <file>', 'read the output of "terraform show -json"'))
    .addOption(
      new Option('--account <account>', 'account of templates and Terraform states that do not declare one')
        .argParser(parseAccount),
    )
    .addOption(
      new Option('--parameter <values>', 'values of parameters of templates, such as Stage=prod')
        .argParser(parseParameters),
    )
    .addOption(new Option('--no-synth', 'do not install, synthesize and compare the application'))
    .addOption(jsonOption())
    .action(async (target: string | undefined, options: imports.ImportCommandOptions) => {
      await (await context.loadImport()).runImport(context, target, options);
    });
}

function historyCommand(context: LazyAwsCommandContext): Command {
  return new Command('history')
    .description('show the recorded changes of routes, policy and replication; exit code 1 if a Region is missing')
    .argument('<access-point>', ACCESS_POINT)
    .addOption(
      new Option('--since <duration>', 'age of the oldest change; CloudTrail keeps 90 days')
        .argParser(parseDuration)
        .default(90 * 86_400, '90d'),
    )
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'markdown']).default('text').conflicts('json'),
    )
    .addOption(jsonOption())
    .action(async (name: string, options: HistoryCommandOptions) => {
      await (await context.loadOperations()).runHistory(context, name, options);
    });
}

function ownCommand(context: LazyAwsCommandContext): Command {
  return new Command('own')
    .description('write the owner of an access point into its policy again, after another tool has removed it')
    .argument('<access-point>', ACCESS_POINT)
    .requiredOption('--owner <owner>', 'owner in the message or in the physical id of the resource', parseOwner)
    .addOption(dryRunOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(async (target: string, options: OwnCommandOptions) => {
      await (await context.loadOperations()).runOwnCommand(context, target, options);
    });
}

function backfillCommand(context: LazyAwsCommandContext): Command {
  return new Command('backfill')
    .description('replicate objects that predate the replication rules or that failed to replicate')
    .argument('<access-point>', ACCESS_POINT)
    .addOption(new Option('--again', 'include objects that were replicated before, for a member that was added later'))
    .addOption(new Option('--role <arn>', 'role that S3 Batch Operations assumes; default: the role of the rules'))
    .addOption(timeoutOption('time limit for the jobs', 86400, '24h'))
    .addOption(dryRunOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(async (arn: string, options: BackfillCommandOptions) => {
      await (await context.loadOperations()).runBackfill(context, arn, options);
    });
}

function drillCommand(context: LazyAwsCommandContext): Command {
  return new Command('drill')
    .description('check the prerequisites of a failover without moving traffic; exit code 1 if not ready')
    .argument('[access-point]', ACCESS_POINT)
    .addOption(new Option('--canary-prefix <prefix>', 'key prefix of canary objects').default('cdk-s3-mrap-drill/'))
    .addOption(
      new Option('--canary-timeout <duration>', 'time limit of a canary').argParser(parseDuration).default(300, '5m'),
    )
    .addOption(new Option('--no-canary', 'do not write canary objects into the buckets'))
    .addOption(maxRpoOption())
    .addOption(new Option('--write-probe', 'submit the live routes unchanged, after ten minutes without a change'))
    .addOption(new Option('--report <file>', 'also write the report to a file'))
    .addOption(
      new Option('--trend <source>', 'show the stored reports of a folder or of s3://bucket/prefix, and run no drill')
        .conflicts(['report', 'writeProbe']),
    )
    .addOption(jsonOption())
    .action(async (name: string | undefined, options: DrillCommandOptions) => {
      await (await context.loadOperations()).runDrillCommand(context, name, options);
    });
}
