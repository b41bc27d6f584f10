/**
 * A symbol represents a value that a template does not determine: two private-use characters around a number. Two texts
 * with the same symbol are certainly equal, although their values are unknown.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const SYMBOL = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** An attribute of a resource of the application. It equals itself only. */
export interface AttributeSymbol {
  readonly kind: 'attribute';
  readonly stack: string;
  readonly logicalId: string;
  readonly attribute: string;
}

/** A parameter, a condition or a look-up at deployment. It may have any value. */
export interface OpaqueSymbol {
  readonly kind: 'opaque';
  readonly shown: string;
  /** The characters of the values; any if undefined. */
  readonly alphabet?: 'bucket name' | 'bucket ARN' | 'alias';
}

export type SymbolInfo = AttributeSymbol | OpaqueSymbol;

/** The symbols of one application. */
export class SymbolTable {
  private readonly infos: SymbolInfo[] = [];
  private readonly byKey = new Map<string, string>();
  private readonly computed = new Map<string, string[]>();

  public attribute(stack: string, logicalId: string, attribute: string): string {
    return this.intern(JSON.stringify([stack, logicalId, attribute]), {
      kind: 'attribute',
      stack,
      logicalId,
      attribute,
    });
  }

  /** The same expression in the same stack has the same symbol. */
  public opaque(stack: string, expression: unknown, shown: string): string {
    return this.intern(`${stack} ${JSON.stringify(expression)}`, { kind: 'opaque', shown });
  }

  public findInfo(symbol: string): SymbolInfo | undefined {
    return isUnknownSymbol(symbol) ? this.infos[Number(symbol.slice(1, -1))] : undefined;
  }

  /** Records that the values of the symbols in a text are parts of the name of a bucket. */
  public markBucketName(text: string): void { this.markAlphabet(text, 'bucket name'); }

  /** Records that the values of the symbols in a text are parts of the ARN of a bucket. */
  public markBucketArn(text: string): void { this.markAlphabet(text, 'bucket ARN'); }

  /** Records that the values of the symbols in a text are aliases of access points. */
  public markAlias(text: string): void { this.markAlphabet(text, 'alias'); }

  private markAlphabet(text: string, alphabet: OpaqueSymbol['alphabet']): void {
    for (const [, index] of text.matchAll(SYMBOL)) {
      const info = this.infos[Number(index)];
      if (info.kind === 'opaque') this.infos[Number(index)] = { ...info, alphabet };
    }
  }

  /** Returns whether the value of a symbol is the ARN of a bucket. */
  public isBucketArn(symbol: string): boolean {
    const info = this.findInfo(symbol);
    return info?.kind === 'opaque' && info.alphabet === 'bucket ARN';
  }

  public isOpaque(symbol: string): boolean {
    return this.findInfo(symbol)?.kind === 'opaque';
  }

  public isAttribute(symbol: string): boolean {
    return this.findInfo(symbol)?.kind === 'attribute';
  }

  /** Returns whether a text is the same in every deployment. Attributes of resources count as fixed. */
  public isCertain(text: string): boolean {
    return isKnownText(text) || [...text.matchAll(SYMBOL)].every(([symbol]) => !this.isOpaque(symbol));
  }

  /** Computes a value once for each text, because rules compare the same patterns many times. */
  public memoize(text: string, compute: () => string[]): string[] {
    const known = this.computed.get(text);
    if (known !== undefined) return known;
    const value = compute();
    this.computed.set(text, value);
    return value;
  }

  /** Renders text with symbols in the notation of Fn::Sub. */
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

/** Splits a text into its symbols and the texts around them. */
export function splitIntoSymbolsAndTexts(text: string): string[] {
  return text.split(/(\uE000\d+\uE001)/);
}

/** Splits a text into its symbols and characters. */
export function splitIntoSymbolsAndCharacters(text: string): string[] {
  return splitIntoSymbolsAndTexts(text).flatMap((part) => (part.startsWith(OPEN) ? [part] : [...part]));
}

export function isUnknownSymbol(piece: string): boolean {
  return piece.startsWith(OPEN) && piece.indexOf(CLOSE) === piece.length - 1;
}

/** Returns whether a text contains no symbol. */
export function isKnownText(text: string): boolean {
  return !text.includes(OPEN);
}
