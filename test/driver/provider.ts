import { type Clock } from '../../control/clock';
import { type Framework, loadFramework, type Outbound } from './framework';

/** A user function, as its provider sees it. */
export type UserFunction = (event: Record<string, unknown>) => Promise<unknown>;

export interface ProviderOptions {
  readonly clock: Clock;
  readonly onEvent: UserFunction;
  readonly isComplete?: UserFunction;
  /** Told of every answer to CloudFormation. */
  readonly respond: (url: string, body: string) => void;
}

/** The caller of a function got no answer at all. */
export class Unanswered extends Error {}

const SECOND = 1000;
const WAIT_FOR_FUNCTION = 2 * SECOND;
/** As the construct configures them: polled every five seconds for an hour. */
const QUERY_INTERVAL = 5 * SECOND;
const MAX_ATTEMPTS = 720;

/** A provider: the framework's functions, the state machine between them, and Lambda underneath. */
export class Provider {
  private readonly framework: Framework;

  constructor(private readonly options: ProviderOptions) {
    const outbound: Outbound = {
      invokeFunction: ({ FunctionName, Payload }) => this.invoke(FunctionName, Payload),
      startExecution: async ({ input }) => { void this.wait(input); },
      httpRequest: async ({ hostname, path }, body) => options.respond(`https://${hostname}${path}`, body),
    };
    this.framework = loadFramework({
      USER_ON_EVENT_FUNCTION_ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:onEvent',
      ...(options.isComplete && {
        USER_IS_COMPLETE_FUNCTION_ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:isComplete',
        WAITER_STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:111122223333:stateMachine:waiter',
      }),
    }, outbound);
  }

  /** What CloudFormation does with a request. */
  public async deliver(event: object): Promise<void> {
    await this.framework.onEvent(structuredClone(event));
  }

  /** The framework asks once more where it got no answer, after it has waited for the function to be ready. */
  private async invoke(functionArn: string, payload: string): Promise<{ Payload: string; FunctionError?: string }> {
    try {
      return await this.ask(functionArn, payload);
    } catch {
      await this.options.clock.sleep(WAIT_FOR_FUNCTION);
      return this.ask(functionArn, payload);
    }
  }

  /** Lambda: what a function throws is an answer too. */
  private async ask(functionArn: string, payload: string): Promise<{ Payload: string; FunctionError?: string }> {
    const run = functionArn.endsWith('isComplete') ? this.options.isComplete! : this.options.onEvent;
    try {
      return { Payload: JSON.stringify(await run(JSON.parse(payload) as Record<string, unknown>)) };
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      const { name, message, stack = '' } = error as Error;
      return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') }) };
    }
  }

  /** The state machine: asks until it is complete, and retries whatever else goes wrong. */
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
