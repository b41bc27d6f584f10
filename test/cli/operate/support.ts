import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createProgram } from '../../../cli/program';
import { createAccessPoint, getAccessPoint } from '../../../control/access-points';
import { makeDelegationToAccount } from '../../../src/constructs/buckets/delegation-statement';
import { replicationRuleId } from '../../../src/wire/replication';
import { bench, BLOCK, MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { SimulatedAws } from '../../support/aws/simulated-aws';
import { temporaryFolder } from '../../support/temporary-folder';
import { TEST_CONTEXT } from '../support';

export interface CommandResult {
  readonly code: number | undefined;
  readonly text: string;
  readonly errors: string;
}

/** Creates an access point with replicated, active members, and the command line. */
export async function createCommandFixture(members = MEMBERS) {
  const { clock, simulator, s3 } = bench();
  const simulated = new SimulatedAws(simulator);
  await createAccessPoint(
    s3,
    ACCOUNT,
    { name: 'media', members: members.map(({ bucket }) => ({ bucket })), block: BLOCK },
    'create',
  );
  clock.advance(60_000);
  const { alias } = (await getAccessPoint(s3, ACCOUNT, 'media'))!;
  for (const { bucket: source } of members) {
    const destinations = members.map(({ bucket }) => bucket).filter((bucket) => bucket !== source);
    for (const destination of destinations) {
      simulated.figures.edges.set(`${source} -> ${destination}`, { operations: 0, bytes: 0, latency: 0 });
    }
    const Rules = destinations.map((destination, Priority) => ({
      ID: replicationRuleId(source, destination),
      Priority,
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      Destination: { Bucket: `arn:aws:s3:::${destination}` },
    }));
    simulator.buckets
      .get(source)!
      .replication.push({ since: 0, configuration: { Role: `arn:aws:iam::${ACCOUNT}:role/Replication`, Rules } });
    simulated.objects.policies.set(
      source,
      JSON.stringify({ Statement: [makeDelegationToAccount(`arn:aws:s3:::${source}`, ACCOUNT)] }),
    );
  }
  simulator.journal.clear();
  let answer = true;
  let currentErrors: readonly string[] = [];
  let onPrompt: () => Promise<void> | void = () => {};
  const questions: string[] = [];
  const interruptListeners = new Set<() => void>();
  const recordFolder = temporaryFolder();
  let recordFolders = [recordFolder];
  let columns = 160;
  let serverOffset = 0;
  const names = new Map<string, string>();
  const environment: NodeJS.ProcessEnv = {};
  let runTool = TEST_CONTEXT.runTool;
  const run = async (...args: string[]): Promise<CommandResult> => {
    const texts: string[] = [];
    const errors: string[] = [];
    currentErrors = errors;
    let code: number | undefined;
    const program = createProgram({
      ...TEST_CONTEXT,
      arguments: args,
      clock,
      serverTime: () => clock.now() + serverOffset,
      output: { write: (text) => texts.push(text) },
      errors: { write: (text) => errors.push(text) },
      exit: (given) => { code = given; },
      connect: () => Promise.resolve(simulated.aws),
      runTool,
      recordFolders,
      columns,
      environment,
      names: { find: (name) => names.get(name), save: (name, arn) => { names.set(name, arn); } },
      onInterrupt: (listener) => {
        interruptListeners.add(listener);
        return () => { interruptListeners.delete(listener); };
      },
      confirm: async (question) => {
        questions.push(question);
        await onPrompt();
        return answer;
      },
    });
    await clock.runUntilSettled(program.parseAsync(args, { from: 'user' }));
    return { code, text: texts.join(''), errors: errors.join('') };
  };
  return {
    clock,
    simulator,
    simulated,
    run,
    questions,
    arn: `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`,
    /** The environment that the AWS SDK would read. */
    environment,
    /** Sets the width of the terminal. */
    setColumns: (count: number) => { columns = count; },
    /** Writes a template for `--against`. */
    writeTemplate: (resources: object): string => {
      const file = path.join(temporaryFolder(), `Media.eu-west-1.${ACCOUNT}.json`);
      writeFileSync(file, JSON.stringify({ Resources: resources }));
      return file;
    },
    /** The folder of records without a name. */
    recordFolder,
    /** Sets the time of AWS before or after the time of the computer. */
    setServerOffset: (ms: number) => { serverOffset = ms; },
    /** Replaces the programs that commands start. */
    setRunTool: (given: typeof runTool) => { runTool = given; },
    setRecordFolders: (folders: string[]) => { recordFolders = folders; },
    /** The notes and errors of the running command so far. */
    errorsSoFar: () => currentErrors.join(''),
    /** Runs while the user reads the prompt. */
    duringPrompt: (action: () => Promise<void> | void) => { onPrompt = action; },
    /** Interrupts the running command, as Ctrl-C does. */
    interrupt: () => interruptListeners.forEach((listener) => listener()),
    /** Sets the answer to all further confirmation prompts. */
    answerPrompt: (confirmed: boolean) => { answer = confirmed; },
    active: () => simulator.snapshot().accessPoints[0].routes.at(-1)!.activeRegions,
  };
}

export const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

/**
 * Creates a fixture with two members, Ireland active and Virginia passive. A drill checks each member and each edge.
 */
export async function createDrillFixture() {
  const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
  const input = {
    AccountId: ACCOUNT,
    Mrap: fixture.arn,
    RouteUpdates: [{ Bucket: 'media-us', TrafficDialPercentage: 0 }],
  };
  await fixture.simulator.call('SubmitMultiRegionAccessPointRoutes', input, {
    accountId: ACCOUNT,
    region: 'eu-west-1',
  });
  fixture.clock.advance(60_000);
  fixture.simulator.journal.clear();
  return fixture;
}

export type CommandFixture = Awaited<ReturnType<typeof createCommandFixture>>;

export const AWAY_FROM_IRELAND = ['--activate', 'us-east-1', '--deactivate', 'eu-west-1'];

/** Changes routes in the console of a Region, as another operator does. */
export async function changeInConsole(
  { simulator, arn }: CommandFixture, dials: Record<string, number>, region = 'us-west-2',
): Promise<void> {
  const RouteUpdates = Object.entries(dials)
    .map(([Bucket, TrafficDialPercentage]) => ({ Bucket, TrafficDialPercentage }));
  const input = { AccountId: ACCOUNT, Mrap: arn, RouteUpdates };
  await simulator.call('SubmitMultiRegionAccessPointRoutes', input, { accountId: ACCOUNT, region, caller: 'console' });
}

export function findSubmits({ simulator }: CommandFixture) {
  return simulator.journal.of('SubmitMultiRegionAccessPointRoutes');
}

/** Stops S3 Control in some Regions. */
export function killControlRegions({ simulated }: CommandFixture, ...regions: string[]): void {
  simulated.deaths = [(region, service) => service === 's3-control' && regions.includes(region)];
}

/** Returns the path of a record that does not exist yet. */
export function makeRecordPath(): string {
  return path.join(temporaryFolder(), 'record.json');
}
