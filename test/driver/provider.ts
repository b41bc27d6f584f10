import { type Clock } from '../../control/clock';
import { type Framework, loadFramework, type Outbound } from './framework';

/** A user function of a provider. */
export type UserFunction = (event: Record<string, unknown>) => Promise<unknown>;

export interface ProviderOptions {
  readonly clock: Clock;
  /** The function for both phases of a request. */
  readonly handleEvent: UserFunction;
  /** Receives every response to CloudFormation. */
  readonly respond: (url: string, body: string) => void;
}

/** The caller of a function received no response. */
export class NoResponse extends Error {}

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:handler';
const SECOND = 1000;
const RETRY_INTERVAL = 2 * SECOND;
/** The construct configures one poll every five seconds for an hour. */
const QUERY_INTERVAL = 5 * SECOND;
const MAX_ATTEMPTS = 720;

/** A provider: the framework's functions, its state machine, and Lambda. */
export class Provider {
  private readonly framework: Framework;

  constructor(private readonly options: ProviderOptions) {
    const outbound: Outbound = {
      invokeFunction: ({ Payload }) => this.invoke(Payload),
      startExecution: async ({ input }) => {
        void this.wait(input);
      },
      httpRequest: async ({ hostname, path }, body) => options.respond(`https://${hostname}${path}`, body),
    };
    this.framework = loadFramework(
      {
        USER_ON_EVENT_FUNCTION_ARN: FUNCTION_ARN,
        USER_IS_COMPLETE_FUNCTION_ARN: FUNCTION_ARN,
        WAITER_STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:111122223333:stateMachine:waiter',
      },
      outbound,
    );
  }

  /** Delivers a request of CloudFormation. */
  public async deliver(event: object): Promise<void> {
    await this.framework.onEvent(structuredClone(event));
  }

  /** Without a response, the framework waits until the function is ready and invokes it again. */
  private async invoke(payload: string): Promise<{ Payload: string; FunctionError?: string }> {
    try {
      return await this.invokeFunction(payload);
    } catch {
      await this.options.clock.sleep(RETRY_INTERVAL);
      return this.invokeFunction(payload);
    }
  }

  /** Invokes the function as Lambda does: an error of the function is a response. */
  private async invokeFunction(payload: string): Promise<{ Payload: string; FunctionError?: string }> {
    const { handleEvent } = this.options;
    try {
      return { Payload: JSON.stringify(await handleEvent(JSON.parse(payload) as Record<string, unknown>)) };
    } catch (error) {
      if (error instanceof NoResponse) throw error;
      const { name, message, stack = '' } = error as Error;
      return {
        FunctionError: 'Unhandled',
        Payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') }),
      };
    }
  }

  /** Runs the state machine: it repeats isComplete until the result is complete or the attempts are exhausted. */
  private async wait(input: string): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.framework.isComplete(JSON.parse(input) as object);
        return;
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS) {
          await this.framework.onTimeout({ Cause: JSON.stringify({ errorMessage: (error as Error).message }) });
          return;
        }
      }
      await this.options.clock.sleep(QUERY_INTERVAL);
    }
  }
}
