import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
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
    const path = [...findResourcePath(parsed.document, logicalId), ...(location?.split('/') ?? [])];
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

const LOOP = 'Fn::ForEach::';

/** The keys that lead to a resource. A loop contains it under a name with placeholders. */
function findResourcePath(document: Document, logicalId: string): readonly string[] {
  const find = (parent: readonly string[]): readonly string[] | undefined => {
    const keys = listKeys(document.getIn(parent, true));
    const own = keys.find((key) => !key.startsWith(LOOP) && matchesPlaceholders(key, logicalId));
    if (own !== undefined) return [...parent, own];
    return keys.filter((key) => key.startsWith(LOOP)).map((key) => find([...parent, key, '2']))
      .find((found) => found !== undefined);
  };
  return find(['Resources']) ?? ['Resources', logicalId];
}

function listKeys(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
}

function matchesPlaceholders(key: string, logicalId: string): boolean {
  const parts = key.split(/[$&]\{\w+\}/).map((part) => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(logicalId);
}

/** The start of the deepest node on a path. Functions and texts have no children. */
function findOffset(document: Document, path: readonly string[]): number | undefined {
  for (let length = path.length; length > 1; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
