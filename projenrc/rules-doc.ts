import * as path from 'node:path';
import { structuredPatch } from 'diff';
import { UNCHECKED_S3_RESTRICTIONS, OMITTED_CHECKS, type OmittedCheck } from '../src/diagnostics/not-checked';
import { type DiagnosticEntry, DIAGNOSTICS } from '../src/diagnostics/registry';
import { type CaseFiles, SINGLE_TEMPLATE } from '../test/linter/case-files';
import { cases, filesOf, findCase } from '../test/linter/cases';
import { PUBLISHER } from './publisher';

/** The package does not contain the corpus. */
const CORPUS = `${PUBLISHER.repository.replace(/\.git$/, '')}/tree/main/test/linter/corpus`;
/** The longest example. */
const MAX_LINES = 60;

const HEAD = `<!-- Generated from src/diagnostics and test/linter/corpus by "npm run docs:rules". Edit those files. -->

# Rules

Every finding of this library has an id that never changes. Errors stop a synthesis or a deployment. Warnings and infos
are only reported. "Found by" lists the parts that report an id:

- **constructs**: the constructs of this library check their own declaration. A construct throws errors when it is
  created, and \`cdk synth\` prints warnings and infos.
- **linter**: the linter checks all templates of an application:
  \`Validations.of(app).addPlugins(new MultiRegionAccessPointChecks())\` in every synthesis,
  \`new MultiRegionAccessPointChecks().checkScope(app)\` in a test, and \`cdk-s3-mrap lint cdk.out\` for templates.
  A rule reports nothing if only a deployment decides a value, for example a parameter or the result of a look-up.
- **baseline**: \`cdk-s3-mrap lint cdk.out --baseline deployed.json\` reports the resources that a deployment would
  replace or remove.
- **Lambda functions**: the functions behind the custom resources report errors as the reason of the failed resource,
  and warnings in their log.
- **command line**: commands like \`cdk-s3-mrap failover\` report problems when you run them.

## Acknowledging

If a finding does not apply, acknowledge it on its construct, or on any construct above it:

\`\`\`ts
Validations.of(scope).acknowledge({ id: 'cdk-s3-mrap::MRAP555', reason: 'another team writes that bucket policy' });
\`\`\`

This call silences the annotation of a construct and the report of the linter, before or after the construct is
declared, and also in an aspect. \`Annotations.of(scope).acknowledgeWarning('cdk-s3-mrap::MRAP555')\` silences only a
warning that a construct reports, which the linter does not repeat, and no other finding of the linter. Infos need
\`acknowledgeInfo\`. The lint command applies the acknowledgements that a \`cdk.out\` contains, and
\`--ignore MRAP555\`.

aws-cdk-lib before 2.276 applies an acknowledgement with this id to the report of the linter for the complete
application. With the short id, \`{ id: 'MRAP555' }\`, the acknowledgement applies to the construct and everything below
it in all versions.

Some findings cannot be acknowledged: errors that a construct throws, because the declaration cannot work as declared,
and findings of Lambda functions and of the command line, because they describe a failed operation.

Each example is a template with its correction: lines with \`-\` cause the finding, lines with \`+\` correct it.
`;

/** The call that acknowledges a finding of a construct or of the linter. */
function makeAcknowledgement({ id }: DiagnosticEntry): string {
  return `\`Validations.of(scope).acknowledge({ id: 'cdk-s3-mrap::${id}', reason: '…' })\``;
}

/** Describes how to acknowledge a diagnostic, or the reason that it is impossible. */
function describeAcknowledgement(entry: DiagnosticEntry): string {
  const by = new Set(entry.reportedBy);
  const severities = listSeverities(entry);
  const annotated = by.has('constructs') && severities.some((severity) => severity !== 'error');
  const thrown = by.has('constructs') && severities.includes('error');
  return [
    ...(by.has('linter') || annotated ? [`Acknowledge: ${makeAcknowledgement(entry)}.`] : []),
    ...(by.has('baseline') ? [`Ignore in a comparison with the baseline: \`--ignore ${entry.id}\`.`] : []),
    ...(thrown && !annotated
      ? ['An error of a construct cannot be acknowledged, because the declaration cannot work as declared.']
      : []),
    ...(thrown && annotated ? ['If a construct throws it as an error, it cannot be acknowledged.'] : []),
    ...(by.has('Lambda functions')
      ? ['A finding of a Lambda function cannot be acknowledged, because it describes a deployment.']
      : []),
    ...(by.has('command line')
      ? ['A finding of a command cannot be acknowledged, because it describes a refused operation.']
      : []),
  ].join(' ');
}

function listSeverities({ severity, otherSeverity }: DiagnosticEntry): string[] {
  return [severity, ...(otherSeverity === undefined ? [] : [otherSeverity])].map((each) => each.toLowerCase());
}

function renderSeverity(entry: DiagnosticEntry): string {
  return listSeverities(entry).join(' or ');
}

function renderTable(entries: readonly DiagnosticEntry[]): string {
  return [
    '| id | severity | finds | found by |',
    '|---|---|---|---|',
    ...entries.map((entry) => {
      const link = `[${entry.id}](#${entry.id.toLowerCase()})`;
      return `| ${link} | ${renderSeverity(entry)} | ${entry.title} | ${entry.reportedBy.join(', ')} |`;
    }),
  ].join('\n');
}

function renderEntry(entry: DiagnosticEntry): string {
  return [
    `## ${entry.id}`,
    `**${entry.title}** (${renderSeverity(entry)}, found by: ${entry.reportedBy.join(', ')})`,
    entry.why,
    ...renderExample(entry.id),
    describeAcknowledgement(entry),
    `Source: <${entry.source.url}>, read ${entry.source.date}`,
  ].join('\n\n');
}

/** The shortest case of the corpus with its correction. */
function renderExample(id: string): string[] {
  const examples = cases().filter(({ rule, kind }) => rule === id && kind === 'bad')
    .map((bad) => formatLineDiff(renderTemplates(filesOf(bad)), renderTemplates(filesOf(findCase(id, 'ok', bad.name)))))
    .sort((a, b) => a.length - b.length || a.join().length - b.join().length);
  if (examples.length === 0) return [];
  const isShort = (lines: readonly string[]) => lines.length <= MAX_LINES && lines.every((line) => line.length <= 400);
  const shortest = examples.find(isShort);
  if (shortest === undefined) return [`Examples: [test/linter/corpus/${id}](${CORPUS}/${id})`];
  return [`\`\`\`diff\n${shortest.join('\n')}\n\`\`\``];
}

/** Marks lines of the first text with `-`, lines of the second with `+`, and common lines with a blank. */
function formatLineDiff(first: string, second: string): string[] {
  const { hunks } = structuredPatch('', '', `${first}\n`, `${second}\n`, '', '', { context: Infinity });
  return hunks.flatMap(({ lines }) => lines.map((line) => `${line[0]} ${line.slice(1)}`));
}

/** The text of a single template, or of all templates of a case with their names. */
function renderTemplates(files: CaseFiles): string {
  const single = files.get(SINGLE_TEMPLATE);
  if (single !== undefined) return single.trimEnd();
  let folder = '.';
  return [...files].map(([file, text]) => {
    const headings = path.dirname(file) === folder ? [path.basename(file)] : [path.dirname(file), path.basename(file)];
    folder = path.dirname(file);
    return [...headings.map((heading) => `# ${heading}`), text.trimEnd()].join('\n');
  }).join('\n');
}

function renderOmittedChecks(entries: readonly OmittedCheck[]): string {
  return ['| subject | reason |', '|---|---|', ...entries.map(({ subject, reason }) => `| ${subject} | ${reason} |`)]
    .join('\n');
}

/** The text of docs/rules.md. */
export function renderRulesDoc(): string {
  return `${[
    HEAD,
    renderTable(DIAGNOSTICS),
    '## Not checked\n\nDocumented restrictions of S3 that templates do not show:',
    renderOmittedChecks(UNCHECKED_S3_RESTRICTIONS),
    'Parts of rules that are omitted on purpose:',
    renderOmittedChecks(OMITTED_CHECKS),
    ...DIAGNOSTICS.map(renderEntry),
  ].join('\n\n')}\n`;
}
