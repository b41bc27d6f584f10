/** A text that was cut out of a file, with the position in that file of each of its characters. */
export class MappedText {
  /** Cuts a part out of a file. */
  public static of(text: string, start: number): MappedText {
    return new MappedText(text, Array.from({ length: text.length }, (_, index) => start + index));
  }

  /** Maps a text without escape sequences to the source that it was written as. */
  public static ofCooked(text: string, start: number, end: number): MappedText {
    return new MappedText(text, Array.from({ length: text.length }, (_, index) => Math.min(start + index, end)));
  }

  public static concat(parts: readonly MappedText[]): MappedText {
    return new MappedText(parts.map(({ text }) => text).join(''), parts.flatMap(({ positions }) => positions));
  }

  private constructor(public readonly text: string, private readonly positions: readonly number[]) {}

  /** Removes every match of a pattern. */
  public remove(pattern: RegExp): MappedText {
    const kept: MappedText[] = [];
    let from = 0;
    for (const { index, 0: match } of this.text.matchAll(pattern)) {
      kept.push(this.slice(from, index));
      from = index + match.length;
    }
    return from === 0 ? this : MappedText.concat([...kept, this.slice(from)]);
  }

  /** Returns the position in the file of a character of this text. */
  public positionOf(index: number): number {
    return this.positions[index];
  }

  private slice(start: number, end?: number): MappedText {
    return new MappedText(this.text.slice(start, end), this.positions.slice(start, end));
  }
}
