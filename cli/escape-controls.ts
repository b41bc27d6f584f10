import { type CommandOutput } from './output';

/** Control characters, line separators and characters that change the direction of text. */
const CONTROLS = /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu;

/**
 * Escapes control characters in text from AWS or from templates, so that it can neither control the terminal nor break
 * a line of the output.
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(CONTROLS, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

const COLOUR = /(\u001b\[\d+(?:;\d+)*m)/;

/**
 * Escapes the control characters of a whole output except line ends, and except colours if the output has them. Text
 * from AWS and from templates is escaped where it is inserted; this is the second line of defence.
 */
export function makeEscapedOutput(output: CommandOutput, colour: boolean): CommandOutput {
  const escape = (text: string) => text.split('\n').map(escapeControlCharacters).join('\n');
  return {
    write: (text) => output.write(
      colour ? text.split(COLOUR).map((part, index) => (index % 2 === 1 ? part : escape(part))).join('') : escape(text),
    ),
  };
}
