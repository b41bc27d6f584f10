import { performance } from 'node:perf_hooks';
import { loadApplications } from '../../cli/lint/load-applications';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { groupBy } from '../../src/diagnostics/group-by';
import { lintAndExplain, type LintFinding, type UndecidedRule } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';

/** The findings of all templates in folders, with the time that each application takes. */
interface FolderMeasurement {
  readonly templates: number;
  readonly skipped: number;
  readonly findings: readonly LintFinding[];
  readonly undecided: readonly UndecidedRule[];
  readonly milliseconds: readonly number[];
  readonly total: number;
}

/** Checks every template below folders in one process. Each file is an application, unless files are linked. */
export function measureFolders(folders: readonly string[]): FolderMeasurement {
  const start = performance.now();
  const { applications, findings: ofFiles, skipped } = loadApplications(folders);
  const results = applications.map(({ stacks, acknowledgements }) => {
    const before = performance.now();
    const result = lintAndExplain(new TemplateModel(stacks), LINTER_RULES, { acknowledgements });
    return { ...result, milliseconds: performance.now() - before };
  });
  return {
    templates: applications.reduce((count, { stacks }) => count + stacks.length, 0),
    skipped,
    findings: [...ofFiles, ...results.flatMap(({ findings }) => findings)],
    undecided: results.flatMap(({ undecided }) => undecided),
    milliseconds: results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
    total: performance.now() - start,
  };
}

/** Renders counts, times and findings per rule. */
export function renderMeasurement({
  templates, skipped, findings, undecided, milliseconds, total,
}: FolderMeasurement): string {
  const quantile = (share: number) => (milliseconds[Math.floor(share * (milliseconds.length - 1))] ?? 0).toFixed(1);
  const errors = findings.filter(({ severity }) => severity === FindingSeverity.ERROR).length;
  return [
    `${templates} templates, ${skipped} files skipped, ${(total / 1000).toFixed(1)} s`,
    `milliseconds per application: median ${quantile(0.5)}, 95 % ${quantile(0.95)}, maximum ${quantile(1)}`,
    `${findings.length} findings, ${errors} of them errors; not decidable: ${undecided.length}`,
    ...renderCounts(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`), 'findings'),
    ...renderCounts(undecided.map(({ ruleId }) => ruleId ?? 'all rules'), 'not decidable'),
    ...findings.map(({ templatePath, logicalId, ruleId, message }) =>
      `${templatePath} ${logicalId} ${ruleId} ${message}`),
    '',
  ].join('\n');
}

function renderCounts(keys: readonly string[], title: string): string[] {
  const counts = [...groupBy(keys, (key) => key)].map(([key, same]) => `  ${key}: ${same.length}`).sort();
  return counts.length === 0 ? [] : [title, ...counts];
}
