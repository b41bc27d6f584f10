import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { compileFunction } from 'node:vm';
import * as ts from 'typescript';
import { listExamples } from '../stability/examples';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
/** Properties with a list whose order has no meaning. */
const UNORDERED_LISTS = ['buckets', 'regions'];

type Order = 'as written' | 'reversed';

/** aws-cdk-lib itself renders the lists of an L1 in the order of the user. */
function isUnorderedList({ parent }: ts.Node): boolean {
  if (!ts.isPropertyAssignment(parent) || !UNORDERED_LISTS.includes(parent.name.getText())) return false;
  const creation = parent.parent.parent;
  return ts.isNewExpression(creation) && !/\bCfn/.test(creation.expression.getText());
}

/** Reverses the entries of all maps, and of lists without an order. */
const reverseEntries: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isObjectLiteralExpression(visited) && !visited.properties.some(ts.isSpreadAssignment)) {
      return context.factory.updateObjectLiteralExpression(visited, [...visited.properties].reverse());
    }
    return ts.isArrayLiteralExpression(visited) && isUnorderedList(node)
      ? context.factory.updateArrayLiteralExpression(visited, [...visited.elements].reverse())
      : visited;
  };
  return ts.visitEachChild(file, visit, context);
};

/** Runs a file of an example, and the files that it imports. */
function run(file: string, order: Order): object {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    transformers: { before: order === 'reversed' ? [reverseEntries] : [] },
  });
  const load = (id: string): unknown => {
    if (id.startsWith('.')) return run(path.join(path.dirname(file), `${id}.ts`), order);
    return createRequire(__filename)(id);
  };
  const exported = {};
  compileFunction(outputText, ['require', 'exports', '__dirname'])(load, exported, path.dirname(file));
  return exported;
}

/** Synthesizes an example, and returns the texts of its templates. */
function synthesize(example: string, order: Order): Record<string, string> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'map-order-'));
  process.env.CDK_OUTDIR = outdir;
  try {
    run(path.join(EXAMPLES, example, 'app.ts'), order);
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.template.json'));
    return Object.fromEntries(files.map((name) => [name, readFileSync(path.join(outdir, name), 'utf8')]));
  } finally {
    delete process.env.CDK_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

describe('examples', () => {
  test.each(
    listExamples(),
  )('renders the same templates of %s for every order of maps, buckets and Regions', (example) => {
    const written = synthesize(example, 'as written');
    expect(Object.keys(written)).not.toEqual([]);
    expect(synthesize(example, 'reversed')).toEqual(written);
  });
});
