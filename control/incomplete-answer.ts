/** An answer of HTTP 200 that lacks what it must hold: an empty body, say. Shaped like the SDK's errors, so that it is asked for again. */
export class IncompleteAnswer extends Error {
  public readonly $metadata = {};

  constructor(operation: string, missing: string) {
    super(`the answer to ${operation} has no ${missing}`);
    this.name = 'IncompleteAnswer';
  }
}
