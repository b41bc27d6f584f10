/** The values of the eight dots of a braille character, by row and column. A character is the sum of its dots. */
const DOTS = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
const BLANK = 0x2800;
export const DOTS_PER_COLUMN = 2;
export const DOTS_PER_ROW = 4;

/** A drawing of lines for a terminal: each character contains two by four dots. d3-geo draws paths into it. */
export class BrailleCanvas {
  /** The dots of each character. */
  private readonly cells: Set<number>[][];
  private start: readonly [number, number] = [0, 0];
  private current: readonly [number, number] = [0, 0];

  constructor(columns: number, rows: number) {
    this.cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => new Set<number>()));
  }

  public beginPath(): void {}

  public moveTo(x: number, y: number): void {
    this.start = this.current = [x, y];
  }

  public lineTo(x: number, y: number): void {
    const [fromX, fromY] = this.current;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x - fromX), Math.abs(y - fromY))));
    for (let step = 0; step <= steps; step += 1) {
      this.setDot(fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps);
    }
    this.current = [x, y];
  }

  public arc(x: number, y: number): void {
    this.setDot(x, y);
  }

  public closePath(): void {
    this.lineTo(...this.start);
  }

  /** The rows of characters. Cells without a dot are spaces. */
  public toRows(): string[][] {
    return this.cells.map((row) => row.map((dots) =>
      (dots.size === 0 ? ' ' : String.fromCharCode([...dots].reduce((sum, dot) => sum + dot, BLANK)))));
  }

  private setDot(x: number, y: number): void {
    const [column, row] = [Math.floor(x / DOTS_PER_COLUMN), Math.floor(y / DOTS_PER_ROW)];
    const dots = this.cells[row]?.[column];
    dots?.add(DOTS[Math.floor(y) - row * DOTS_PER_ROW][Math.floor(x) - column * DOTS_PER_COLUMN]);
  }
}
