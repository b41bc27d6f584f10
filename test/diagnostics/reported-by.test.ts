import { type DiagnosticReporter } from '../../src/diagnostics/diagnostic';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { BASELINE_RULES } from '../../src/linter/rules/baseline/baseline-rules';
import { DeclarationGraph } from '../support/declaration-graph';
import { REPORTING_DECLARATIONS } from '../validation/reporting-declarations';

const GRAPH = new DeclarationGraph('src', 'lambda', 'control', 'cli');

/** The linter runs on its own, and the registry refers to every diagnostic. */
const isOtherProgram = (declaration: string) => /^src\/(linter\/|diagnostics\/registry)/.test(declaration);

/** The ids of the diagnostics that the code of some folders can report. */
function reachableIds(folders: RegExp): string[] {
  return GRAPH.reachableFrom((file) => folders.test(file), isOtherProgram).flatMap((declaration) =>
    /^src\/diagnostics\/definitions\/.*#(MRAP\d{3})_/.exec(declaration)?.[1] ?? []);
}

/** The handlers and the commands fail with errors, and do not report warnings that a synthesis has already reported. */
const ERRORS = DIAGNOSTICS.filter(({ id, severity }) => severity === FindingSeverity.ERROR || id >= 'MRAP799')
  .map(({ id }) => id);

/** Shared checks can report these diagnostics, but not with the arguments that the reporter passes. */
const UNREACHED: Partial<Record<DiagnosticReporter, readonly string[]>> = {
  // FailoverConfiguration accepts no traffic dial other than 0 and 100, and the command line takes none. The command
  // line checks the names of the Regions first, and the buckets that it simulates name no account.
  'constructs': ['MRAP301'],
  'command line': ['MRAP207', 'MRAP301', 'MRAP303'],
  // The properties of the custom resource contain none of these options.
  'Lambda functions': ['MRAP751', 'MRAP752', 'MRAP757', 'MRAP778'],
};

const REPORTED: Record<DiagnosticReporter, readonly string[]> = {
  'constructs': reachableIds(/^src\/(constructs|provider|validation)\//),
  'linter': ['MRAP001', 'MRAP002', 'MRAP003', ...LINTER_RULES.flatMap(({ finds }) => finds.map(({ id }) => id))],
  'baseline': BASELINE_RULES.flatMap(({ finds }) => finds.map(({ id }) => id)),
  'Lambda functions': reachableIds(/^lambda\//).filter((id) => ERRORS.includes(id)),
  'command line': reachableIds(/^cli\//).filter((id) => ERRORS.includes(id)),
};

describe('DiagnosticOptions.reportedBy', () => {
  test.each(
    Object.entries(REPORTED) as [DiagnosticReporter, readonly string[]][],
  )('names "%s" in exactly the diagnostics that they report', (reporter, ids) => {
    const expected = [...new Set(ids)].filter((id) => !UNREACHED[reporter]?.includes(id)).sort();
    expect(expected).not.toEqual([]);
    expect(DIAGNOSTICS.filter(({ reportedBy }) => reportedBy.includes(reporter)).map(({ id }) => id)).toEqual(expected);
  });

  test.each(Object.entries(UNREACHED))('has a reason to omit each exception of "%s"', (reporter, ids) => {
    expect(REPORTED[reporter as DiagnosticReporter]).toEqual(expect.arrayContaining([...ids]));
  });

  /** The linter reports warnings where templates do not show all facts. Constructs know them and report errors. */
  const WARNINGS_OF_LINTER = ['MRAP207', 'MRAP417', 'MRAP507', 'MRAP509'];

  test(
    'names the constructs in exactly the diagnostics for which a declaration is known that adds an annotation',
    () => {
      const annotated = DIAGNOSTICS.filter(({ reportedBy, severity, otherSeverity }) =>
        reportedBy.includes('constructs')
          && [severity, otherSeverity].some((each) => each && each !== FindingSeverity.ERROR));
      expect([...Object.keys(REPORTING_DECLARATIONS), ...WARNINGS_OF_LINTER].sort())
        .toEqual(annotated.map(({ id }) => id));
    },
  );

  test('leaves the ids from 900 and MRAP799 to deployments and commands', () => {
    const late: readonly DiagnosticReporter[] = ['Lambda functions', 'command line'];
    const ids = DIAGNOSTICS.filter(({ reportedBy }) => reportedBy.every((reporter) => late.includes(reporter)))
      .map(({ id }) => id);
    expect(ids).toEqual(DIAGNOSTICS.map(({ id }) => id).filter((id) => id >= 'MRAP900' || id === 'MRAP799'));
  });
});
