import { CONTROL_TOKEN_HEADER, CONTROLS_PATH } from '../../simulator';
import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { MRAP973_SIMULATOR_NOT_REACHED } from '../../src/diagnostics/definitions/simulate-command';
import { renderFindingAsMessage } from '../../src/diagnostics/finding';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { renderErrorLine } from '../message-line';
import { type CommandOutput } from '../output';

export interface ControlContext {
  readonly output: CommandOutput;
  readonly errors: CommandOutput;
  readonly exit: (code: number) => void;
  readonly environment: NodeJS.ProcessEnv;
}

/** A request for a running simulator: a control with its input, or a part of the state to read. */
export interface ControlRequest {
  readonly name: string;
  /** Undefined: the request only reads. */
  readonly input?: object;
}

interface State {
  readonly now: string;
  readonly pendingReplications: number;
  readonly regions: readonly { readonly region: string; readonly condition: { readonly kind: string } }[];
}

/** Sends a control to the simulator that the environment names, and prints the state. */
export async function controlSimulator(
  context: ControlContext, request: ControlRequest, options: { readonly json?: boolean },
): Promise<void> {
  try {
    const answer = await send(context.environment, request);
    const isState = 'regions' in (answer as object) && options.json !== true && request.name !== 'state';
    context.output.write(isState ? renderState(answer as State) : `${JSON.stringify(answer, null, 2)}\n`);
  } catch (error) {
    const finding = MRAP973_SIMULATOR_NOT_REACHED.create({ problem: describeProblem(error) });
    const message = error instanceof CommandError ? error.message : renderFindingAsMessage(finding);
    const code = error instanceof CommandError ? error.code : EXIT_CODES.UNREACHABLE;
    context.errors.write(renderErrorLine(message, code, options.json ?? false));
    context.exit(code);
  }
}

function describeProblem(error: unknown): string {
  const { message, cause } = error as { readonly message: string; readonly cause?: { readonly message?: string } };
  return cause?.message === undefined ? message : `${message}: ${cause.message}`;
}

async function send(environment: NodeJS.ProcessEnv, { name, input }: ControlRequest): Promise<unknown> {
  const { CDK_S3_MRAP_SIMULATOR_URL: url, CDK_S3_MRAP_SIMULATOR_TOKEN: token } = environment;
  if (!url || !token) throw new Error('CDK_S3_MRAP_SIMULATOR_URL or CDK_S3_MRAP_SIMULATOR_TOKEN is not set');
  const response = await fetch(new URL(`${CONTROLS_PATH}/${name}`, url), {
    method: input === undefined ? 'GET' : 'POST',
    headers: { [CONTROL_TOKEN_HEADER]: token },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { message } = answer as { readonly message: string };
  // The simulator refuses a wrong token with 403, and wrong input with 400.
  if (response.status === 400) {
    // The messages of the simulator contain the value and the expectation.
    const [problem, expected = 'a Region of the simulator and a duration'] = message.split(', expected ');
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem, expected: `${expected}, and nothing was changed`, command: 'cdk-s3-mrap simulator',
    }));
  }
  throw new Error(message);
}

function renderState({ now, regions, pendingReplications }: State): string {
  const conditions = regions.map(({ region, condition }) => `${region} ${condition.kind}`).join(', ');
  return `${now}  ${conditions}; ${pendingReplications} copies pending\n`;
}
