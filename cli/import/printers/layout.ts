import { alignKeys } from './align-keys';

/** Code with the places at which it can be broken into lines. */
export type Code = string | CodeList | CodeChain | readonly Code[];

/** Entries between brackets: on one line if they fit, otherwise each on a line of its own. */
export interface CodeList {
  readonly kind: 'list';
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
  /** Whether the language accepts or requires a comma after the last entry of several lines. */
  readonly hasTrailingComma: boolean;
  /** The space between the brackets and the entries on one line. */
  readonly padding?: string;
  /** Whether the items are pairs of a key with its colon and a value, which gofmt aligns on several lines. */
  readonly hasAlignedKeys?: boolean;
}

/** Calls of methods, one after another, each on a line of its own if they do not fit on one line. */
export interface CodeChain {
  readonly kind: 'chain';
  readonly head: Code;
  readonly calls: readonly Code[];
}

const WIDTH = 100;

/** Renders code with lines of at most 100 characters, as far as its places for line breaks permit. */
export function layOut(code: Code, indentation: string, step: string, used = indentation.length): string {
  const flat = renderOnOneLine(code);
  if (used + flat.length <= WIDTH || typeof code === 'string') return flat;
  if (!('kind' in code)) {
    return code.reduce<string>((before, part) =>
      before + layOut(part, indentation, step, findColumn(before, used)), '');
  }
  const inner = indentation + step;
  if (code.kind === 'chain') {
    const calls = code.calls.map((call) => `\n${inner}${layOut(call, inner, step)}`);
    return layOut(code.head, indentation, step, used) + calls.join('');
  }
  if (code.items.length === 0) return flat;
  const items = code.hasAlignedKeys
    ? alignKeys(code.items.map((pair) => layOutPair(pair, inner, step)))
    : code.items.map((item) => layOut(item, inner, step));
  const comma = code.hasTrailingComma ? ',' : '';
  return `${code.open}\n${items.map((item) => inner + item).join(',\n')}${comma}\n${indentation}${code.close}`;
}

function layOutPair(pair: Code, indentation: string, step: string): { key: string; value: string } {
  const [key, value] = pair as readonly [string, Code];
  return { key, value: layOut(value, indentation, step, indentation.length + key.length + 1) };
}

function findColumn(before: string, used: number): number {
  const start = before.lastIndexOf('\n');
  return start === -1 ? used + before.length : before.length - start - 1;
}

function renderOnOneLine(code: Code): string {
  if (typeof code === 'string') return code;
  if (!('kind' in code)) return code.map(renderOnOneLine).join('');
  if (code.kind === 'chain') return [code.head, ...code.calls].map(renderOnOneLine).join('');
  const { open, items, close, padding = '', hasAlignedKeys = false } = code;
  if (items.length === 0) return open + close;
  const rendered = items.map((item) => (hasAlignedKeys && Array.isArray(item)
    ? item.map(renderOnOneLine).join(' ') : renderOnOneLine(item)));
  return `${open}${padding}${rendered.join(', ')}${padding}${close}`;
}

/** Wraps the text of a comment. */
export function renderComment(text: string, prefix: string, indentation: string): string {
  const lines: string[] = [];
  for (const word of text.trim().replace(/\s+/g, ' ').split(' ')) {
    const line = lines.at(-1);
    const hasRoom = line !== undefined && line.length + word.length < WIDTH;
    if (!hasRoom) lines.push(`${indentation}${prefix} ${word}`.trimEnd());
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
