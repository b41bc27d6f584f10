import { type CommandOutput } from './output';

/**
 * Makes an output whose failures do not end a command, for example because the disk of a redirected output is full. A
 * failover must continue without its report. The first failure is reported once.
 */
export function makeTolerantOutput(output: CommandOutput, onFailure: (message: string) => void): CommandOutput {
  let hasFailed = false;
  return {
    write: (text) => {
      try {
        output.write(text);
      } catch (error) {
        if (!hasFailed) onFailure((error as Error).message);
        hasFailed = true;
      }
    },
  };
}
