import { escapeControlCharacters, makeEscapedOutput } from '../../cli/escape-controls';

describe('escapeControlCharacters', () => {
  test.each([
    ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
    ['a line end', 'a\nb\r', 'a\\nb\\u000d'],
    ['a character that changes the direction', 'a\u202eb', 'a\\u202eb'],
    ['a mark that changes the direction', 'a\u200f\u061cb\u2067', 'a\\u200f\\u061cb\\u2067'],
    ['text in any language', 'Ünïcode 東京', 'Ünïcode 東京'],
  ])('escapes %s', (_, text, escaped) => {
    expect(escapeControlCharacters(text)).toBe(escaped);
  });
});

describe('makeEscapedOutput', () => {
  const write = (text: string, colour: boolean) => {
    const texts: string[] = [];
    makeEscapedOutput({ write: (part) => texts.push(part) }, colour).write(text);
    return texts.join('');
  };

  test('keeps line ends and escapes colours without a terminal', () => {
    expect(write('a\n\u001b[31mb\u001b[39m\n', false)).toBe('a\n\\u001b[31mb\\u001b[39m\n');
  });

  test('keeps colours on a terminal and escapes other sequences', () => {
    expect(write('\u001b[31mb\u001b[39m\u001b[2J', true)).toBe('\u001b[31mb\u001b[39m\\u001b[2J');
  });
});
