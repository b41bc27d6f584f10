/** What a command tells whoever started it. */
export const EXIT_CODES = {
  FINE: 0,
  /** Something is wrong with what was looked at, or what was begun did not end well. */
  ERRORS: 1,
  /** The command, or something that it names, cannot be read. */
  UNREADABLE: 2,
  /** What is live is not what the application declares. */
  DRIFT: 3,
  /** Nothing was changed: it would have lost data, undone somebody's change, or nobody confirmed it. */
  REFUSED: 4,
  /** Nobody who could do it answered. */
  UNREACHABLE: 5,
} as const;

export type ExitCode = typeof EXIT_CODES[keyof typeof EXIT_CODES];

/** For `--help`. */
export const EXIT_CODES_HELP = `
Ends with 0 if all is well, 1 if something is wrong or did not end well, 2 if the command cannot be read, 3 if what is live has drifted from
what is declared, 4 if it was refused and nothing was changed, 5 if nobody answered.
Uses the SDK's usual credentials, and AWS_ENDPOINT_URL_S3_CONTROL.`;
