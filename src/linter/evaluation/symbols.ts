/**
 * What a template does not say stands in evaluated text as a symbol: one private-use pair of characters around a number. Two texts with the same
 * symbol are equal for sure; what the symbol will be nobody knows.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const SYMBOL = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** An attribute of a resource of the application: equal to itself, different from everything else. */
export interface AttributeSymbol {
  readonly kind: 'attribute';
  readonly stack: string;
  readonly logicalId: string;
  readonly attribute: string;
}

/** A parameter, a condition, a look-up at deployment: may be anything. */
export interface OpaqueSymbol {
  readonly kind: 'opaque';
  readonly shown: string;
}

export type SymbolInfo = AttributeSymbol | OpaqueSymbol;

/** The symbols of one application. */
export class Symbols {
  private readonly infos: SymbolInfo[] = [];
  private readonly byKey = new Map<string, string>();
  private readonly computed = new Map<string, string[]>();

  public attribute(stack: string, logicalId: string, attribute: string): string {
    return this.intern(JSON.stringify([stack, logicalId, attribute]), { kind: 'attribute', stack, logicalId, attribute });
  }

  /** The same expression in the same stack is the same symbol. */
  public opaque(stack: string, expression: unknown, shown: string): string {
    return this.intern(`${stack} ${JSON.stringify(expression)}`, { kind: 'opaque', shown });
  }

  public infoOf(symbol: string): SymbolInfo | undefined {
    const [match] = symbol.matchAll(SYMBOL);
    return match === undefined || match[0] !== symbol ? undefined : this.infos[Number(match[1])];
  }

  public isOpaque(symbol: string): boolean {
    return this.infoOf(symbol)?.kind === 'opaque';
  }

  /** Whether a text is the same at every deployment, attributes of resources being themselves. */
  public isCertain(text: string): boolean {
    return isKnown(text) || [...text.matchAll(SYMBOL)].every(([symbol]) => !this.isOpaque(symbol));
  }

  /** What is computed of a text, once: the same patterns are compared again and again. */
  public once(text: string, compute: () => string[]): string[] {
    const known = this.computed.get(text);
    if (known !== undefined) return known;
    const value = compute();
    this.computed.set(text, value);
    return value;
  }

  /** Text as a reader of the template would write it. */
  public show(text: string): string {
    return text.replace(SYMBOL, (_, index: string) => {
      const info = this.infos[Number(index)];
      if (info.kind === 'opaque') return info.shown;
      return info.attribute === 'Ref' ? `\${${info.logicalId}}` : `\${${info.logicalId}.${info.attribute}}`;
    });
  }

  private intern(key: string, info: SymbolInfo): string {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const symbol = `${OPEN}${this.infos.length}${CLOSE}`;
    this.infos.push(info);
    this.byKey.set(key, symbol);
    return symbol;
  }
}

/** The pieces of a text: symbols whole, everything else by characters. */
export function piecesOf(text: string): string[] {
  return text.split(/(\uE000\d+\uE001)/).flatMap((part) => (part.startsWith(OPEN) ? [part] : [...part]));
}

export function isSymbol(piece: string): boolean {
  return piece.startsWith(OPEN) && piece.indexOf(CLOSE) === piece.length - 1;
}

/** Whether every character of a text is known. */
export function isKnown(text: string): boolean {
  return !text.includes(OPEN);
}
