/** The stream that a command writes to. */
export interface CommandOutput {
  write(text: string): void;
}
