/** Where a command writes what was asked for. */
export interface Output {
  write(text: string): void;
}
