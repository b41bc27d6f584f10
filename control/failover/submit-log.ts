import { type AwsCalls } from '../aws';
import { type Clock } from '../clock';
import { toFailure } from '../failure';
import { interpretRouteSubmitFailure } from '../routes/answers';

/** A submit of a command. */
export interface SentSubmit {
  readonly at: number;
  /** The control Region of the submit. */
  readonly region: string;
}

export interface SubmitLogListeners {
  /** Called before each submit. */
  readonly onSending: (submit: SentSubmit) => void;
  /** Called when S3 accepts a submit for the first time. */
  readonly onAccepted: (submit: SentSubmit) => void;
}

const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

/** Logs the submits of one command, so that a command that ends early can state whether it changed routes. */
export class SubmitLog {
  /** Whether S3 accepted a submit, or may have applied one without an answer. */
  public get mayBeApplied(): boolean {
    return this.sentAndNotRefused > 0;
  }

  /** The last submit, which S3 may have applied without an answer. */
  public lastSent?: SentSubmit;
  public accepted?: SentSubmit;
  private sentAndNotRefused = 0;
  private isClosed = false;

  constructor(private readonly clock: Clock, private readonly listeners: SubmitLogListeners) {}

  /** Stops all further submits. */
  public close(): void {
    this.isClosed = true;
  }

  /** Wraps the clients of a command. */
  public follow(aws: AwsCalls): AwsCalls {
    return {
      call: async (region, operation, input) => {
        if (operation === SUBMIT) {
          if (this.isClosed) throw new Error('the command was interrupted');
          this.logSending(region);
        }
        try {
          const output = await aws.call(region, operation, input);
          if (operation === SUBMIT) this.accept(region);
          return output;
        } catch (error) {
          if (operation === SUBMIT && isRefused(error)) this.sentAndNotRefused -= 1;
          throw this.mayBeApplied ? toCallFailure(error) : error;
        }
      },
    };
  }

  private logSending(region: string): void {
    const submit = { at: this.clock.now(), region };
    this.listeners.onSending(submit);
    this.lastSent = submit;
    this.sentAndNotRefused += 1;
  }

  private accept(region: string): void {
    if (this.accepted !== undefined) return;
    this.accepted = { at: this.clock.now(), region };
    this.listeners.onAccepted(this.accepted);
  }
}

/** Whether a submit certainly had no effect: S3 refused it, or it was never sent. */
function isRefused(error: unknown): boolean {
  const failure = toFailure(error);
  return failure.kind === 'unexpected' || interpretRouteSubmitFailure(failure) !== 'unknown';
}

/**
 * Converts the error of a call that was never sent, for example because a session expired, to the failure of a call.
 * After a submit, the command then repeats it and reads on, while the user can log in again. Otherwise it would end as
 * if nothing had been changed.
 */
function toCallFailure(error: unknown): unknown {
  if (!(error instanceof Error) || toFailure(error).kind !== 'unexpected') return error;
  return Object.assign(error, { $metadata: {} });
}
