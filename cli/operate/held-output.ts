import { type CommandOutput } from '../output';

/** An output that keeps notes back while a prompt waits, so that they do not appear in the line of the prompt. */
export class OutputHeldDuringPrompt implements CommandOutput {
  private held?: string[];

  constructor(private readonly output: CommandOutput) {}

  public write(text: string): void {
    if (this.held === undefined) this.output.write(text);
    else this.held.push(text);
  }

  /** Keeps everything back until the prompt ends. */
  public async holdDuring<T>(prompt: () => Promise<T>): Promise<T> {
    this.held = [];
    try {
      return await prompt();
    } finally {
      const notes = this.held;
      this.held = undefined;
      for (const note of notes) this.output.write(note);
    }
  }
}
