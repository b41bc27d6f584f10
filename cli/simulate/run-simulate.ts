import { type BucketDirectory, createAnyBucketDirectory, createEndpointBucketDirectory } from '../../simulator';
import type * as proxies from '../../simulator/proxy';
import {
  MRAP961_INVALID_ARGUMENTS, MRAP962_INPUT_NOT_USABLE,
} from '../../src/diagnostics/definitions/command-arguments';
import { MRAP974_COMMAND_NOT_STARTED } from '../../src/diagnostics/definitions/simulate-command';
import { renderFindingAsMessage } from '../../src/diagnostics/finding';
import { readPolicyDocument } from '../../src/linter/iam/statement';
import { TemplateModel } from '../../src/linter/model/template-model';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { readRegionRulesFromCdkContext } from '../lint/cdk-context';
import { loadTemplates } from '../lint/load-templates';
import { renderErrorLine, renderMessageLine } from '../message-line';
import { quoteForShell } from '../operate/quote-for-shell';
import { type CommandOutput } from '../output';
import { readInputFile } from '../read-input-file';
import { toCommandError } from '../to-command-error';
import { type AuthorizationMode } from './authorize';
import { type EnvironmentChange, makeClientEnvironment } from './client-environment';
import { type TemporaryClientFiles, writeClientFiles } from './client-files';
import { makeSetupOfMembers } from './setup-of-members';
import { readSetupFromTemplates } from './setup-of-templates';
import { EMPTY_SETUP, type SimulatedSetup } from './simulated-setup';
import { type Simulation, type SimulationOptions, startSimulation } from './simulation';

export interface SimulateCommandOptions {
  readonly members?: readonly string[];
  /** In seconds. */
  readonly lag: number;
  /** Undefined: a free port for a command, else 5000. */
  readonly port?: number;
  readonly host: string;
  readonly buckets: string;
  readonly speed: number;
  readonly clock: 'real' | 'manual';
  readonly seed?: string;
  readonly authorization: AuthorizationMode;
  /** Files with policy documents by access key. */
  readonly identity?: ReadonlyMap<string, string>;
  readonly nearest?: ReadonlyMap<string, string>;
  readonly region?: string;
  /** A folder that keeps objects and routes. */
  readonly state?: string;
  readonly account?: string;
  /** Whether programs reach access points by their ARN through an HTTPS proxy. */
  readonly proxy?: boolean;
  /** Whether the proxy connects to hosts that do not belong to AWS. */
  readonly passthrough?: boolean;
  readonly json?: boolean;
}

export interface SimulateContext {
  readonly output: CommandOutput;
  readonly errors: CommandOutput;
  readonly exit: (code: number) => void;
  readonly environment: NodeJS.ProcessEnv;
  /** Settles when the user interrupts the program. */
  readonly untilInterrupted: () => Promise<void>;
  /** Settles when the program that started this one ends, if it is connected by a pipe. */
  readonly untilInputEnds: () => Promise<void>;
  /** Loads the proxy, which needs certificates. */
  readonly loadProxy: () => Promise<typeof proxies>;
  /** Runs a program, forwards signals to it, and returns its exit code. */
  readonly runProgram: (command: readonly string[], environment: NodeJS.ProcessEnv) => Promise<number>;
}

const COMMAND = 'cdk-s3-mrap simulate';
const DEFAULT_PORT = 5000;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const PROXIES_FOR_HTTP = ['ALL_PROXY', 'HTTP_PROXY', 'all_proxy', 'http_proxy'];

/** Simulates S3 in several Regions, for a command or until the user interrupts the program. */
export async function runSimulate(
  context: SimulateContext, source: string | undefined, command: readonly string[], options: SimulateCommandOptions,
): Promise<void> {
  try {
    context.exit(await simulate(context, source, command, options));
  } catch (error) {
    const { message, code } = describeError(error);
    context.errors.write(renderErrorLine(message, code, options.json ?? false));
    context.exit(code);
  }
}

function describeError(error: unknown): { readonly message: string; readonly code: ExitCode } {
  if (error instanceof CommandError) return error;
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') return describeListenError(message);
  if (code !== undefined) return { message, code: EXIT_CODES.INVALID_INPUT };
  return error instanceof Error && error.constructor === Error
    ? { message, code: EXIT_CODES.INVALID_INPUT } : toCommandError(error);
}

/** The address is in use, or it does not belong to this computer. */
function describeListenError(message: string): { readonly message: string; readonly code: ExitCode } {
  const finding = MRAP961_INVALID_ARGUMENTS.create({
    problem: `--host and --port are not usable: ${message}`,
    expected: 'an address of this computer and a free port, for example --port 0',
    command: COMMAND,
  });
  return { message: renderFindingAsMessage(finding), code: EXIT_CODES.INVALID_INPUT };
}

async function simulate(
  context: SimulateContext, source: string | undefined, command: readonly string[], options: SimulateCommandOptions,
): Promise<number> {
  if (!LOOPBACK.includes(options.host)) {
    const message = `the simulator listens on ${options.host}: all computers that reach this address can call it`;
    context.errors.write(renderMessageLine({ note: { message } }, options.json ?? false));
  }
  const simulationOptions = readOptions(source, command, options);
  for (const bucket of simulationOptions.setup.incompleteReplications) {
    const message = `bucket ${bucket} has no replication in the simulator: the templates do not contain all its rules; `
      + 'put the complete rules with "aws s3api put-bucket-replication"';
    context.errors.write(renderMessageLine({ note: { message } }, options.json ?? false));
  }
  const simulation = await startSimulation(simulationOptions);
  const files = writeClientFiles();
  const proxy = await startProxy(context, simulation, files, options);
  try {
    const direct = makeClientEnvironment(simulation, files, context.environment);
    const change = proxy === undefined ? direct : addProxy(direct, proxy.environment);
    if (command.length > 0) return await runCommand(context, command, change);
    context.output.write(options.json ? renderJson(simulation, proxy?.proxy) : renderExports(simulation, change));
    await Promise.race([
      context.untilInterrupted(), ...(options.json ? [context.untilInputEnds()] : []),
    ]);
    return EXIT_CODES.SUCCESS;
  } finally {
    await proxy?.proxy.close();
    files.remove();
    await simulation.close();
  }
}

/** Starts the proxy if the user asks for it. Clients of the endpoint of the simulator do not use it. */
async function startProxy(
  { loadProxy }: SimulateContext, { port }: Simulation, { folder }: TemporaryClientFiles,
  { proxy: isWanted, passthrough }: SimulateCommandOptions,
) {
  if (!isWanted && !passthrough) return undefined;
  const { listenAsProxy, makeProxyEnvironment } = await loadProxy();
  const proxy = await listenAsProxy({ simulatorPort: port, folder, passthrough });
  return { proxy, environment: makeProxyEnvironment(proxy) };
}

/**
 * Adds a proxy to an environment. botocore selects the proxy of a client by the endpoint of the client, also for an
 * access point, so `NO_PROXY` must not contain the endpoint. Its protocol is HTTP, for which no proxy remains.
 */
function addProxy({ set, unset }: EnvironmentChange, proxy: EnvironmentChange['set']): EnvironmentChange {
  return { set: { ...set, ...proxy }, unset: [...unset, ...PROXIES_FOR_HTTP] };
}

function readOptions(
  source: string | undefined, command: readonly string[], options: SimulateCommandOptions,
): SimulationOptions & { readonly setup: SimulatedSetup } {
  const { lag, port, clock, seed, speed, authorization, nearest, region, host, state } = options;
  return {
    setup: readSetup(source, options),
    port: port ?? (command.length > 0 ? 0 : DEFAULT_PORT),
    host,
    lagMs: lag * 1000,
    clock,
    seed,
    speed,
    authorization,
    nearest,
    region,
    stateFolder: state,
    identities: readIdentities(options.identity ?? new Map<string, string>()),
    bucketDirectory: createBucketDirectory(options.buckets),
  };
}

function readSetup(source: string | undefined, options: SimulateCommandOptions): SimulatedSetup {
  const { members, region, account } = options;
  if (source !== undefined && members !== undefined) {
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: `got both the templates ${JSON.stringify(source)} and --members`,
      expected: 'one of them',
      command: COMMAND,
    }));
  }
  if (members !== undefined) return makeSetupOfMembers([...new Set(members)]);
  if (source === undefined) return EMPTY_SETUP;
  const { stacks } = loadTemplates(source, { region, account });
  return readSetupFromTemplates(new TemplateModel(stacks, readRegionRulesFromCdkContext(source)), source);
}

function readIdentities(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].map(([accessKey, file]) => {
    if (accessKey === '') {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: `--identity is ${JSON.stringify(file)}`,
        expected: 'an access key and a file, such as AKID=policy.json',
        command: COMMAND,
      }));
    }
    const expected = 'a policy document in JSON';
    const policy = readInputFile(file, expected);
    if (readPolicyDocument(policy, '') === undefined) {
      failWith(MRAP962_INPUT_NOT_USABLE.create({ file, problem: 'it contains no policy', expected }));
    }
    return [accessKey, policy];
  }));
}

function createBucketDirectory(buckets: string): BucketDirectory | undefined {
  if (buckets === 'own') return undefined;
  return buckets === 'any' ? createAnyBucketDirectory() : createEndpointBucketDirectory(buckets);
}

async function runCommand(
  { runProgram, environment }: SimulateContext, command: readonly string[], { set, unset }: EnvironmentChange,
): Promise<number> {
  const changed = { ...environment, ...Object.fromEntries(unset.map((name) => [name, undefined])), ...set };
  try {
    return await runProgram(command, changed);
  } catch (error) {
    const { code: problem = String(error) } = error as NodeJS.ErrnoException;
    return failWith(MRAP974_COMMAND_NOT_STARTED.create({ command: command[0], problem }));
  }
}

/** Renders the simulator for `--json`. `docs/command-line.schema.json` is its JSON schema. */
function renderJson(simulation: Simulation, proxy: proxies.ListeningProxy | undefined): string {
  const { endpoint, port, token, pageUrl, accountId, accessKeyId, secretAccessKey, region, accessPoints } = simulation;
  return `${JSON.stringify({
    version: 1,
    url: endpoint,
    endpoint,
    port,
    token,
    page: pageUrl,
    accountId,
    accessKeyId,
    secretAccessKey,
    region,
    accessPoints,
    ...(proxy && { proxy: { url: proxy.url, certificates: proxy.trust } }),
  })}\n`;
}

function renderExports({ endpoint, pageUrl, accessPoints }: Simulation, { set, unset }: EnvironmentChange): string {
  return [
    `# The simulator of S3 Multi-Region Access Points listens on ${endpoint}`,
    `# Live page with buttons: ${pageUrl}`,
    ...accessPoints.map(({ name, arn, members }) => (
      `# Access point ${name}: ${arn}, members ${members.map(({ region, bucket }) => `${region} ${bucket}`).join(', ')}`
    )),
    '# Run these lines in the shell of the client. Ctrl-C stops the simulator.',
    `unset ${unset.join(' ')}`,
    ...Object.entries(set).map(([name, value]) => `export ${name}=${quoteForShell(value)}`),
    '',
  ].join('\n');
}
