import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { type LintFinding } from '../../src/linter/engine/engine';

/** A position in a file. The first line and the first column are 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const START: TextPosition = { line: 1, column: 1 };

/** Finds the positions of findings in their templates. Each template is parsed once. */
export function makePositionFinder(): (finding: LintFinding) => TextPosition {
  const documents = new Map<string, { document: Document; lines: LineCounter } | undefined>();
  return ({ templatePath, logicalId, location }) => {
    if (logicalId === '') return START;
    if (!documents.has(templatePath)) documents.set(templatePath, parse(templatePath));
    const parsed = documents.get(templatePath);
    if (parsed === undefined) return START;
    const path = ['Resources', logicalId, ...(location?.split('/') ?? [])];
    const offset = findOffset(parsed.document, path);
    if (offset === undefined) return START;
    const { line, col } = parsed.lines.linePos(offset);
    return { line, column: col };
  };
}

function parse(file: string): { document: Document; lines: LineCounter } | undefined {
  const lines = new LineCounter();
  try {
    const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, logLevel: 'silent' });
    return { document, lines };
  } catch {
    // Some texts that CloudFormation accepts have no positions.
    return undefined;
  }
}

/** The start of the deepest node on a path. Functions and texts have no children. */
function findOffset(document: Document, path: readonly string[]): number | undefined {
  for (let length = path.length; length > 1; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
