/** One figure against its budget. */
export interface Result {
  readonly what: string;
  readonly measured: string;
  /** What it is compared with, and what that takes. */
  readonly against: string;
  readonly budget: string;
  readonly kept: boolean;
  /** What the texts are made of. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** One row of the table of budgets. */
export interface Row {
  readonly name: string;
  readonly measure: () => Result[] | Promise<Result[]>;
}
