import { type AwsCalls } from '../control/aws';
import { type Clock } from '../control/clock';
import { showFailureWithStatus, toFailure } from '../control/failure';

/** Reports every call of AWS for `--debug`: Region, operation, result and duration. It never contains credentials. */
export class CallTrace {
  private isEnabled = false;

  constructor(private readonly clock: Clock, private readonly write: (message: string) => void) {}

  public enable(): void {
    this.isEnabled = true;
  }

  public follow(aws: AwsCalls): AwsCalls {
    if (!this.isEnabled) return aws;
    return {
      call: async (region, operation, input) => {
        const startedAt = this.clock.now();
        const report = (result: string) =>
          this.write(`debug: ${region} ${operation} ${result} after ${this.clock.now() - startedAt} ms`);
        try {
          const output = await aws.call(region, operation, input);
          report('succeeded');
          return output;
        } catch (error) {
          report(`failed: ${showFailureWithStatus(toFailure(error))}`);
          throw error;
        }
      },
    };
  }
}
