import { type DiagnosticEntry, DIAGNOSTICS } from '../src/checks/registry';

const HEAD = `<!-- Written from src/checks by "npm run docs:rules"; edit the diagnostics there. -->

# Rules

Every finding of this library has an id that never changes. Errors stop a synthesis or a deployment; warnings and infos stand in the output of
\`cdk synth\` until they are acknowledged:

\`\`\`ts
Annotations.of(scope).acknowledgeWarning('cdk-s3-mrap:MRAP205', 'both accounts have enabled the Region');
\`\`\`

Ids beginning with MRAP9 come from the Lambda functions at deployment: errors as the reason of the failed resource, the others in their log.
`;

function renderTable(entries: readonly DiagnosticEntry[]): string {
  return [
    '| id | severity | finds |',
    '|---|---|---|',
    ...entries.map((entry) => `| [${entry.id}](#${entry.id.toLowerCase()}) | ${entry.severity.toLowerCase()} | ${entry.title} |`),
  ].join('\n');
}

function renderEntry(entry: DiagnosticEntry): string {
  return [
    `## ${entry.id}`,
    `**${entry.title}** (${entry.severity.toLowerCase()}, row ${entry.row})`,
    entry.why,
    `Source: <${entry.source.url}>, read ${entry.source.date}`,
  ].join('\n\n');
}

/** The text of docs/rules.md. */
export function renderRulesDoc(): string {
  return `${[HEAD, renderTable(DIAGNOSTICS), ...DIAGNOSTICS.map(renderEntry)].join('\n\n')}\n`;
}
