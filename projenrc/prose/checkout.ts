import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

/** Markdown files that a task of this repository writes. */
const GENERATED_DOCS = new Set(['rules.md', 'security.md', 'readme-python.md', 'readme-java.md', 'readme-go.md']);
/** The first lines of generated files, as projen and the tasks of this repository write them. */
const GENERATED = /^\W*(?:Generated (?:by|from)|Written (?:by|from) .*"npm run )/;

/** Reads the files of a checkout, each of them once. */
export class Checkout {
  private readonly texts = new Map<string, string>();
  private readonly trees = new Map<string, ts.SourceFile>();

  constructor(public readonly root: string) {}

  /** Lists the files with a suffix in some folders, relative to the checkout. A file may take the place of a folder. */
  public files(folders: readonly string[], suffix: '.ts' | '.md'): string[] {
    return folders.flatMap((folder) => this.below(folder, suffix)).filter((file) => !this.isGenerated(file));
  }

  public has(file: string): boolean {
    return statSync(path.join(this.root, file), { throwIfNoEntry: false }) !== undefined;
  }

  public read(file: string): string {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(path.join(this.root, file), 'utf8').replace(/\r\n?/g, '\n');
    this.texts.set(file, text);
    return text;
  }

  /** Parses a file without checking types. */
  public parse(file: string): ts.SourceFile {
    const known = this.trees.get(file);
    if (known !== undefined) return known;
    const tree = ts.createSourceFile(file, this.read(file), ts.ScriptTarget.Latest, true);
    this.trees.set(file, tree);
    return tree;
  }

  private below(entry: string, suffix: string): string[] {
    const found = statSync(path.join(this.root, entry), { throwIfNoEntry: false });
    if (found === undefined) return [];
    if (!found.isDirectory()) return entry.endsWith(suffix) && !entry.endsWith('.d.ts') ? [entry] : [];
    return readdirSync(path.join(this.root, entry)).sort()
      .filter((name) => name !== 'node_modules')
      .flatMap((name) => this.below(path.posix.join(entry, name), suffix));
  }

  private isGenerated(file: string): boolean {
    return GENERATED_DOCS.has(path.basename(file)) || GENERATED.test(this.read(file).slice(0, 200));
  }
}
