import { Command, InvalidArgumentError, Option } from 'commander';
import { IDENTIFIERS } from '../../src/facts/identifiers';
import type * as operations from '../operate';
import { type BackfillCommandOptions } from '../operate/backfill';
import { type AwsCommandContext } from '../operate/command-context';
import { type DrillCommandOptions } from '../operate/drill';
import { type FailbackOptions, type FailoverOptions } from '../operate/failover';
import { type StatusOptions } from '../operate/status';
import { type WatchOptions } from '../operate/watch';

export interface LazyCommandContext extends AwsCommandContext {
  /** What the commands do, loaded when one of them runs: the SDK takes longer to load than all the rest. */
  readonly operations: () => Promise<typeof operations>;
}

/** Regions of an option: one argument with commas, or several. */
function parseRegions(text: string, before: readonly string[] = []): string[] {
  const regions = text.split(',').map((region) => region.trim());
  if (!regions.every((region) => IDENTIFIERS.REGION.pattern.test(region))) {
    throw new InvalidArgumentError(`expected Regions like ${IDENTIFIERS.REGION.example}, separated by commas.`);
  }
  return [...before, ...regions];
}

function parseMinutes(text: string): number {
  return parsePositive(text, 'minutes');
}

function parseSeconds(text: string): number {
  return parsePositive(text, 'seconds');
}

function parsePositive(text: string, unit: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError(`expected a number of ${unit} above 0.`);
  return number;
}

const json = () => new Option('--json', 'for programs');
const dryRun = () => new Option('--dry-run', 'show what would be done, and do nothing');
const yes = () => new Option('--yes', 'do not ask');
const acceptDataLoss = () => new Option('--accept-data-loss', 'go on though not everything has been replicated, or nobody knows');

export function statusCommand(context: LazyCommandContext): Command {
  return new Command('status')
    .description('members, live routes, replication backlog, and which control Regions answer')
    .argument('<access-point>', 'ARN or name; by ARN it needs no particular Region')
    .addOption(new Option('--against <source>', 'a cdk.out folder or templates: tells what has drifted from them; ends with 3 if something has'))
    .addOption(json())
    .action(async (target: string, options: StatusOptions) => (await context.operations()).runStatus(context, target, options));
}

export function failoverCommand(context: LazyCommandContext): Command {
  return new Command('failover')
    .description('move traffic, through whichever control Region answers; refuses while what is drained has not been replicated')
    .argument('<arn>', 'of the access point')
    .addOption(new Option('--activate <regions>', 'members that are to take traffic').argParser(parseRegions).default([], 'none'))
    .addOption(new Option('--deactivate <regions>', 'members that are to take none').argParser(parseRegions).default([], 'none'))
    .addOption(new Option('--record <file>', 'where to write down what was and what is, for failback'))
    .addOption(acceptDataLoss())
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .action(async (arn: string, options: FailoverOptions) => (await context.operations()).runFailover(context, arn, options));
}

export function failbackCommand(context: LazyCommandContext): Command {
  return new Command('failback')
    .description('make the routes what they were before a recorded failover')
    .requiredOption('--record <file>', 'what failover --record wrote')
    .addOption(acceptDataLoss())
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .action(async (options: FailbackOptions) => (await context.operations()).runFailback(context, options));
}

export function watchCommand(context: LazyCommandContext): Command {
  return new Command('watch')
    .description('follow the creation or deletion of an access point, or the change of its policy')
    .argument('<token>', 'the request token that S3 answered, an ARN')
    .addOption(new Option('--timeout <minutes>', 'how long to watch').argParser(parseMinutes).default(60))
    .addOption(json())
    .action(async (token: string, options: WatchOptions) => (await context.operations()).runWatch(context, token, options));
}

export function backfillCommand(context: LazyCommandContext): Command {
  return new Command('backfill')
    .description('have S3 Batch Replication bring along what was written before the rules, and what failed')
    .argument('<arn>', 'of the access point')
    .addOption(new Option('--again', 'also what has been replicated before: a member that was added later has none of it'))
    .addOption(new Option('--role <arn>', 'who replicates; by default the role of the rules, which S3 Batch Operations must be let assume'))
    .addOption(new Option('--timeout <minutes>', 'how long to wait for the jobs').argParser(parseMinutes).default(1440))
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .action(async (arn: string, options: BackfillCommandOptions) => (await context.operations()).runBackfill(context, arn, options));
}

export function drillCommand(context: LazyCommandContext): Command {
  return new Command('drill')
    .description('look at everything a failover needs, without moving traffic; ends with 1 if it is not ready')
    .argument('<arn>', 'of the access point')
    .addOption(new Option('--canary-prefix <prefix>', 'how the keys of canaries begin').default('cdk-s3-mrap-drill/'))
    .addOption(new Option('--canary-timeout <seconds>', 'how long a canary may take').argParser(parseSeconds).default(300))
    .addOption(new Option('--no-canary', 'write nothing into buckets'))
    .addOption(new Option('--max-rpo <seconds>', 'how many seconds of writes a failover may lose').argParser(parseSeconds).default(900))
    .addOption(new Option('--write-probe', 'submit the live routes unchanged, after ten minutes in which nobody changes them'))
    .addOption(new Option('--report <file>', 'where to write the report, too'))
    .addOption(json())
    .action(async (arn: string, options: DrillCommandOptions) => (await context.operations()).runDrillCommand(context, arn, options));
}
