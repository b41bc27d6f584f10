/**
 * A response with HTTP status 200 that lacks a required part, for example because its body is empty. It has the shape
 * of the SDK's errors, so pollers repeat the call.
 */
export class IncompleteResponseError extends Error {
  public readonly $metadata = {};

  constructor(operation: string, missing: string) {
    super(`the response to ${operation} has no ${missing}`);
    this.name = 'IncompleteResponse';
  }
}
