import { escapeControlCharacters } from '../escape-controls';
import { escapeMarkdown } from '../markdown-table';
import { type ImportDifference } from './compare-states';
import { describeAlarm } from './describe-alarm';
import { type ImportedAlarm, type UnreadPart } from './imported-state';
import { type MigrationStep, type ReleaseText } from './migration-steps';
import { type UnmanagedRules } from './replication-groups';

/** The result of an import. `docs/command-line.schema.json` is its JSON schema. */
export interface ImportReport {
  readonly folder: string;
  readonly language: string;
  readonly files: readonly string[];
  readonly unread: readonly UnreadPart[];
  readonly unmanagedRules: readonly UnmanagedRules[];
  /** The alarms that watch the buckets. The application does not contain them. */
  readonly alarms: readonly ImportedAlarm[];
  /** Undefined if the application was not synthesized. */
  readonly differences?: readonly ImportDifference[];
  readonly steps: readonly MigrationStep[];
  readonly release: readonly ReleaseText[];
}

export function renderImportAsText(report: ImportReport): string {
  const { folder, files, unread, unmanagedRules, alarms, steps, release } = report;
  return [
    `${folder}: ${files.join(', ')}`,
    ...unread.map(renderUnread),
    ...unmanagedRules.map(({ bucket, rules, reason }) =>
      `not managed: replication rules ${rules.join(', ')} of ${bucket}: ${reason}`),
    ...alarms.map((alarm) => `not managed: alarm ${describeAlarm(alarm)}`),
    ...renderDifferences(report),
    '',
    'Migration:',
    ...steps.map(({ action, clients }, index) => `${index + 1}. ${action}\n   Clients: ${clients}.`),
    ...release.flatMap(({ tool, text }) => ['', `For ${tool}:`, text.trimEnd()]),
    '',
  ].map((line) => line.split('\n').map(escapeControlCharacters).join('\n')).join('\n');
}

function renderUnread({ what, why, permission }: UnreadPart): string {
  return `not read: ${what}: ${why}${permission === undefined ? '' : `; allow ${permission}`}`;
}

function renderDifferences({ differences }: ImportReport): string[] {
  if (differences === undefined) return ['The application was not synthesized and not compared.'];
  if (differences.length === 0) return ['The synthesized application does not differ from its source.'];
  return differences.map(({ what, source, application }) =>
    `difference: ${what}: source ${source}, application ${application}`);
}

function findCodeLanguage(tool: ReleaseText['tool'], text: string): string {
  if (tool === 'CloudFormation') return 'yaml';
  return text.startsWith('terraform ') ? 'sh' : 'hcl';
}

/** Renders the file `MIGRATION.md` of the application. */
export function renderMigrationFile(
  { unread, unmanagedRules, alarms, steps, release }: Omit<ImportReport, 'files'>,
): string {
  return [
    '# Migration',
    '',
    ...steps.map(({ action, clients }, index) => `${index + 1}. ${action}\n   Effect on clients: ${clients}.`),
    ...release.flatMap(({ tool, text }) => [
      '', `## ${tool}`, '', `\`\`\`${findCodeLanguage(tool, text)}`, text.trimEnd(), '```',
    ]),
    ...(unread.length === 0
      ? []
      : ['', '## Not read', '', ...unread.map((part) => `- ${escapeMarkdown(renderUnread(part))}`)]),
    ...(unmanagedRules.length === 0 ? [] : [
      '', '## Replication rules that the application does not manage', '',
      ...unmanagedRules.map(({ bucket, rules, reason }) =>
        `- ${escapeMarkdown(`${bucket}: ${rules.join(', ')}: ${reason}`)}`),
    ]),
    ...(alarms.length === 0 ? [] : [
      '', '## Alarms that stay with their present tool', '',
      ...alarms.map((alarm) => `- ${escapeMarkdown(describeAlarm(alarm))}`),
    ]),
    '',
  ].join('\n');
}
