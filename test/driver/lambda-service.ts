import { type Clock } from '../../control/clock';
import { type S3Control } from '../../control/s3-control';
import { type CloudFormationStackReader } from '../../control/stacks';
import { createHandlers, type Handlers } from '../../lambda/handlers';
import { type Finding } from '../../src/diagnostics/finding';
import { type Functions } from './cloudformation';
import { NoResponse } from './provider';

/** The end of an invocation before or after one of its calls of S3, counted from 0. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
  /**
   * - `exited`: the runtime exits, and the caller receives an error
   * - `unanswered`: the runtime exits, and the caller receives no response
   * - `abandoned`: the caller receives no response, and the function continues
   */
  readonly how: 'exited' | 'unanswered' | 'abandoned';
}

export interface InvocationPlan {
  /** Whether the invocation runs in a new process. */
  readonly cold?: boolean;
  readonly death?: Death;
}

export interface LambdaServiceOptions {
  readonly clock: Clock;
  readonly s3: S3Control;
  readonly stacks?: CloudFormationStackReader;
  readonly report: (finding: Finding) => void;
  /** Returns the plan of an invocation, counted from 0. */
  readonly plan?: (invocation: number) => InvocationPlan;
}

const SECOND = 1000;
/** The time-out that the construct configures. */
const TIMEOUT = 300 * SECOND;

/** Returns a new promise each time: a shared promise that never settles would keep all its callers in memory. */
const halt = () => new Promise<never>(() => undefined);

/** A process runs one invocation after another. It stops at the call at which it dies. */
class Sandbox {
  public readonly handlers: Handlers;
  public dead = false;
  private calls = 0;
  private death?: Death;
  private interrupt?: (error: Error) => void;

  constructor(private readonly options: LambdaServiceOptions) {
    const s3: S3Control = { call: (...call) => this.call(() => options.s3.call(...call)) };
    const { clock, report, stacks } = options;
    this.handlers = createHandlers({ s3, clock, report, stacks, operations: new Map() });
  }

  public async invoke<T>(run: (handlers: Handlers) => Promise<T>, death: Death | undefined): Promise<T> {
    this.calls = 0;
    this.death = death;
    const interrupted = new Promise<never>((_resolve, reject) => { this.interrupt = reject; });
    let over = false;
    const running = run(this.handlers).finally(() => { over = true; });
    const timeout = this.options.clock.sleep(TIMEOUT).then(() => {
      if (!over && !this.dead) this.die(new Error('Task timed out after 300.00 seconds'));
      return halt();
    });
    return Promise.race([running, interrupted, timeout]);
  }

  private async call<T>(send: () => Promise<T>): Promise<T> {
    if (this.dead) return halt();
    const dying = this.calls === this.death?.call ? this.death : undefined;
    this.calls += 1;
    if (dying?.when === 'before') return this.endAt(dying, send);
    try {
      return await send();
    } finally {
      if (dying) await this.endAt(dying, async () => undefined);
    }
  }

  private endAt<T>({ how }: Death, goOn: () => Promise<T>): Promise<T> {
    if (how !== 'abandoned') {
      this.die(how === 'exited' ? new Error('Runtime exited with error: signal: killed') : new NoResponse());
      return halt();
    }
    this.interrupt?.(new NoResponse());
    return goOn();
  }

  private die(error: Error): void {
    this.dead = true;
    this.interrupt?.(error);
  }
}

/**
 * Simulates AWS Lambda: one invocation at a time in each process, time-outs, terminated processes and lost responses.
 */
export class LambdaService {
  private idle: Sandbox[] = [];
  private invocations = 0;

  constructor(private readonly options: LambdaServiceOptions) {}

  public get functions(): Functions {
    return {
      handleEvent: (event) => this.invoke((handlers) => handlers.handleEvent(event)),
    };
  }

  private async invoke<T>(run: (handlers: Handlers) => Promise<T>): Promise<T> {
    const { cold, death } = this.options.plan?.(this.invocations) ?? {};
    this.invocations += 1;
    const sandbox = (cold ? undefined : this.idle.pop()) ?? new Sandbox(this.options);
    let hasResponse = true;
    try {
      return await sandbox.invoke(run, death);
    } catch (error) {
      hasResponse = !(error instanceof NoResponse);
      throw error;
    } finally {
      // After a lost response the process may still run, so it receives no further invocation.
      if (hasResponse && !sandbox.dead && !cold) this.idle.push(sandbox);
    }
  }
}
