/** One call of a probe. */
export interface Step {
  /** The time of the call, in ISO 8601. */
  readonly at: string;
  readonly operation: string;
  readonly region: string;
  readonly requestId?: string;
  /** `ok`, or the name of the error. */
  readonly outcome: string;
}
