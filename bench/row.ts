/** A measured figure and its budget. */
export interface Result {
  readonly subject: string;
  readonly measured: string;
  /** The comparison value, with its figure. */
  readonly comparison: string;
  readonly budget: string;
  readonly met: boolean;
  /** The numbers in the texts. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** A group of budgets that are measured together. */
export interface Row {
  readonly name: string;
  readonly measure: () => Result[] | Promise<Result[]>;
}
