import { type AwsCalls } from '../aws';
import { type Clock } from '../clock';

/** A submit of a command. */
export interface AcceptedSubmit {
  readonly at: number;
  /** The control Region of the submit. */
  readonly region: string;
}

const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

/** Logs the submits of one command, so that an interrupted command can state whether it changed routes. */
export class SubmitLog {
  /** Whether a submit was sent. */
  public get isSent(): boolean {
    return this.lastSent !== undefined;
  }

  /** The last submit, which S3 may have applied without an answer. */
  public lastSent?: AcceptedSubmit;
  public accepted?: AcceptedSubmit;
  private isClosed = false;

  constructor(private readonly clock: Clock, private readonly onAccepted: (submit: AcceptedSubmit) => void) {}

  /** Stops all further submits. */
  public close(): void {
    this.isClosed = true;
  }

  /** Wraps the clients of a command. */
  public follow(aws: AwsCalls): AwsCalls {
    return {
      call: async (region, operation, input) => {
        if (operation !== SUBMIT) return aws.call(region, operation, input);
        if (this.isClosed) throw new Error('the command was interrupted');
        this.lastSent = { at: this.clock.now(), region };
        const output = await aws.call(region, operation, input);
        this.accept(region);
        return output;
      },
    };
  }

  private accept(region: string): void {
    if (this.accepted !== undefined) return;
    this.accepted = { at: this.clock.now(), region };
    this.onAccepted(this.accepted);
  }
}
