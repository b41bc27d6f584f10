import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { LEFT_OUT, NOT_CHECKED, type NotChecked } from '../src/diagnostics/not-checked';
import { type DiagnosticEntry, DIAGNOSTICS } from '../src/diagnostics/registry';
import { RULES } from '../src/linter/rules/all-rules';
import { BASELINE_RULES } from '../src/linter/rules/baseline/baseline-rules';
import { diffLines } from './line-diff';

const CORPUS = path.join(__dirname, '..', 'test', 'lint', 'corpus');
/** Beyond this an example explains nothing any more. */
const MAX_LINES = 60;

const HEAD = `<!-- Written from src/diagnostics and test/lint/corpus by "npm run docs:rules"; edit the diagnostics and cases there. -->

# Rules

Every finding of this library has an id that never changes. Errors stop a synthesis or a deployment; warnings and infos are reported.

- **Constructs** of this library report what they see of their own declaration: errors when they are made, the rest in the output of \`cdk synth\`.
- **The linter** reads everything else of an application: \`Validations.of(app).addPlugins(new MultiRegionAccessPointChecks())\` at every synthesis,
  \`new MultiRegionAccessPointChecks().checkScope(app)\` in a test, \`npx cdk-s3-mrap lint cdk.out\` on templates. What only deployment shows, a
  parameter or the result of a look-up, keeps a rule silent.
- **The baseline** is \`npx cdk-s3-mrap lint cdk.out --baseline deployed.json\`: what a deployment would replace or lose.
- **Lambda functions** report at deployment: errors as the reason of the failed resource, the others in their log.
- **The command line** reports while someone operates: \`npx cdk-s3-mrap failover\` and its like.

## Acknowledging

What is right in your case is acknowledged at the construct, or anywhere above it:

\`\`\`ts
// what the linter found
Validations.of(scope).acknowledge({ id: 'cdk-s3-mrap::MRAP555', reason: 'its policy is written by another team' });
// what a construct of this library noted
Annotations.of(scope).acknowledgeWarning('cdk-s3-mrap:MRAP205', 'both accounts have enabled the Region');
\`\`\`

The oldest supported aws-cdk-lib, 2.258, takes an acknowledgement under that id for the whole application, 2.276 does not; under the bare id,
\`{ id: 'MRAP555' }\`, it counts at the construct and below in both. The command line knows acknowledgements that a \`cdk.out\` holds, and
\`--ignore MRAP555\`. Errors of constructs and Lambda functions cannot be acknowledged: S3 would refuse what they refuse.

An example is a template and its repair: lines with \`-\` are found, lines with \`+\` put them right.
`;

const LINTED = new Set(RULES.flatMap(({ finds }) => finds.map(({ id }) => id)));
const COMPARED = new Set(BASELINE_RULES.flatMap(({ finds }) => finds.map(({ id }) => id)));

function foundBy({ id, origin }: DiagnosticEntry): string {
  if (LINTED.has(id)) return 'linter';
  if (COMPARED.has(id)) return 'baseline';
  if (origin === 'linter') return 'linter itself';
  if (origin === 'operation') return 'the command line';
  return origin === 'deployment' ? 'Lambda functions' : 'constructs';
}

function acknowledgement(entry: DiagnosticEntry): string {
  switch (foundBy(entry)) {
    case 'linter': return `\`Validations.of(scope).acknowledge({ id: 'cdk-s3-mrap::${entry.id}', reason: '…' })\``;
    case 'baseline':
    case 'linter itself': return `\`--ignore ${entry.id}\``;
    default: return entry.severity === 'ERROR' ? 'cannot be acknowledged' : `\`Annotations.of(scope).acknowledgeWarning('cdk-s3-mrap:${entry.id}', '…')\``;
  }
}

function renderTable(entries: readonly DiagnosticEntry[]): string {
  return [
    '| id | severity | finds | found by |',
    '|---|---|---|---|',
    ...entries.map((entry) => `| [${entry.id}](#${entry.id.toLowerCase()}) | ${entry.severity.toLowerCase()} | ${entry.title} | ${foundBy(entry)} |`),
  ].join('\n');
}

function renderEntry(entry: DiagnosticEntry): string {
  return [
    `## ${entry.id}`,
    `**${entry.title}** (${entry.severity.toLowerCase()}, found by: ${foundBy(entry)})`,
    entry.why,
    ...renderExample(entry.id),
    ...(entry.origin === 'deployment' || entry.origin === 'operation' ? [] : [`Acknowledge: ${acknowledgement(entry)}`]),
    `Source: <${entry.source.url}>, read ${entry.source.date}`,
  ].join('\n\n');
}

/** The shortest case of the corpus with its repair. */
function renderExample(id: string): string[] {
  const folder = path.join(CORPUS, id);
  if (!existsSync(folder)) return [];
  const examples = readdirSync(folder).filter((file) => file.startsWith('bad-')).sort()
    .map((file) => diffLines(textOf(path.join(folder, file)), textOf(path.join(folder, file.replace('bad-', 'ok-')))))
    .sort((a, b) => a.length - b.length || a.join().length - b.join().length);
  const [shortest] = examples.filter((lines) => lines.length <= MAX_LINES && lines.every((line) => line.length <= 400));
  return shortest === undefined ? [`Examples: [test/lint/corpus/${id}](../test/lint/corpus/${id})`] : [`\`\`\`diff\n${shortest.join('\n')}\n\`\`\``];
}

/** A template, or a folder of them one after another under their names. */
function textOf(file: string): string {
  const found = existsSync(file) ? file : file.replace(/\.yaml$/, '');
  if (!existsSync(found)) return textOf(`${file}.yaml`);
  if (!statSync(found).isDirectory()) return readFileSync(found, 'utf8').trimEnd();
  return readdirSync(found).sort().map((entry) => `# ${entry}\n${textOf(path.join(found, entry))}`).join('\n');
}

function renderNotChecked(entries: readonly NotChecked[]): string {
  return ['| what | why not |', '|---|---|', ...entries.map(({ what, reason }) => `| ${what} | ${reason} |`)].join('\n');
}

/** The text of docs/rules.md. */
export function renderRulesDoc(): string {
  return `${[
    HEAD,
    renderTable(DIAGNOSTICS),
    '## Not checked\n\nWhat S3 documents and no template shows:',
    renderNotChecked(NOT_CHECKED),
    'Parts of rules that are left out on purpose:',
    renderNotChecked(LEFT_OUT),
    ...DIAGNOSTICS.map(renderEntry),
  ].join('\n\n')}\n`;
}
