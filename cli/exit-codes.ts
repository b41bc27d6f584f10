/** The exit codes of the commands. */
export const EXIT_CODES = {
  SUCCESS: 0,
  /** The command found problems, or the operation failed. */
  PROBLEMS: 1,
  /** An argument, or a file that it names, cannot be parsed. */
  INVALID_INPUT: 2,
  /** The live state differs from the declared state. */
  DRIFT: 3,
  /** Nothing was changed: the change would lose data or revert a manual change, or it was not confirmed. */
  REFUSED: 4,
  /** No control Region answered, or all of them refused the credentials. */
  UNREACHABLE: 5,
} as const;

export type ExitCode = typeof EXIT_CODES[keyof typeof EXIT_CODES];

/** The end of the output of `--help`. */
export const EXIT_CODES_HELP = `
Exit codes: 0 success, 1 problems found, not ready or operation failed, 2 invalid input or no credentials, 3 drift,
4 refused, 5 no control Region answered or all of them refused the credentials.
Uses the default credential chain of the AWS SDK, and AWS_ENDPOINT_URL_S3_CONTROL.`;
