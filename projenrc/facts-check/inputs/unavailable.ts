/** An input cannot be read: the registry does not answer, or the package has another layout. */
export class InputUnavailable extends Error {
  constructor(public readonly what: string, public readonly reason: string) {
    super(`${what}: ${reason}`);
    this.name = 'InputUnavailable';
  }
}

/** Refuses a package with an unknown layout. Otherwise the reader finds nothing, and all facts are reported as gone. */
export function assertReadable(what: string, found: boolean, expected: string): void {
  if (!found) {
    throw new InputUnavailable(what, `it contains no ${expected}; its layout has changed, so correct the reader`);
  }
}
