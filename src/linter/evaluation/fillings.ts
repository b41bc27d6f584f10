import { splitIntoSymbolsAndTexts, type SymbolTable } from './symbols';

/** Characters that every identifier may contain, in several numbers, because forms limit the length. */
const FILLERS = ['', 'a', 'aa', 'aaa'];
const ANY_ACCOUNT = '111122223333';
const ANY_REGION = 'us-east-1';

/** Replaces the symbols of a text by possible values. The last text is the longest. */
export function fillSymbols(symbols: SymbolTable, text: string): string[] {
  const pieces = splitIntoSymbolsAndTexts(text);
  return FILLERS.map((filler) => pieces.map((piece) => fillSymbol(symbols, piece, filler)).join(''));
}

function fillSymbol(symbols: SymbolTable, piece: string, filler: string): string {
  const info = symbols.findInfo(piece);
  if (info === undefined) return piece;
  switch (info.kind === 'opaque' ? info.shown : '') {
    case '${AWS::AccountId}': return ANY_ACCOUNT;
    case '${AWS::Region}': return ANY_REGION;
    default: return filler;
  }
}

/** Returns whether a text cannot have a form, whatever values its symbols have. */
export function neverHasForm(symbols: SymbolTable, text: string, form: RegExp): boolean {
  return fillSymbols(symbols, text).every((filled) => !form.test(filled));
}
