import { Checkout } from './checkout';
import { codeTextsOf, type CodeTexts } from './code-texts';
import { commentsOf } from './comments';
import { proseOf } from './markdown';
import { type Figures, isOverBudget, measure, type Passage } from './measure';
import { sourceNames } from './source-names';
import { fullTitle, testsOf, type TitledTest } from './test-titles';
import { checkSubject, checkTitle } from './title-rules';

/** The only folders that this check knows; all are found below them. */
const PROGRAMS = ['src', 'lambda', 'control', 'cli'];
const COMMENTED = [...PROGRAMS, 'simulator', 'verify'];
const DOCS = ['README.md', 'CONTRIBUTING.md', 'docs'];
const GENERATORS = ['.projenrc.ts', 'projenrc'];
const TESTS = ['test'];
const NAMED = [...COMMENTED, ...GENERATORS, 'bench', 'examples'];

/** A test title, or an outermost `describe`, that breaks a rule. */
export interface TitleProblem {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly problem: string;
}

/** The figures of each kind of text, and the titles that break a rule. */
export interface Result {
  readonly figures: readonly Figures[];
  readonly titles: readonly TitleProblem[];
}

/** Checks the texts of a checkout. */
export function checkProse(root: string): Result {
  const checkout = new Checkout(root);
  const programs = textsIn(checkout, PROGRAMS);
  const tests = checkout.files(TESTS, '.ts')
    .flatMap((file) => testsOf(checkout.parse(file)).map((test) => ({ file, test })));
  const kinds: Readonly<Record<string, readonly Passage[]>> = {
    comments: checkout.files(COMMENTED, '.ts')
      .flatMap((file) => commentsOf(checkout.read(file)).map((text) => ({ file, text }))),
    docs: checkout.files(DOCS, '.md').map((file) => ({ file, text: proseOf(checkout.read(file)) })),
    diagnostics: programs('diagnostics'),
    help: programs('help'),
    messages: programs('messages'),
    // Their texts are in generated documents, which are not counted.
    generators: textsIn(checkout, GENERATORS)('messages'),
    titles: tests.map(({ file, test }) => ({ file, text: fullTitle(test) })),
  };
  return {
    figures: Object.entries(kinds).map(([kind, passages]) => measure(kind, passages, checkout)),
    titles: titleProblems(tests, checkout),
  };
}

/** Whether every figure is within its budget and every title keeps the rules. */
export function isWithinBudget({ figures, titles }: Result): boolean {
  return titles.length === 0 && !figures.some(({ rates }) => rates.some(isOverBudget));
}

function textsIn(checkout: Checkout, folders: readonly string[]): (kind: keyof CodeTexts) => Passage[] {
  const found = checkout.files(folders, '.ts').map((file) => ({ file, texts: codeTextsOf(checkout.parse(file)) }));
  return (kind) => found.flatMap(({ file, texts }) => texts[kind].map((text) => ({ file, text })));
}

function titleProblems(
  tests: readonly { readonly file: string; readonly test: TitledTest }[], checkout: Checkout,
): TitleProblem[] {
  const names = sourceNames(checkout, NAMED);
  const problems = tests.flatMap(({ file, test }) => {
    const lineOf = (position: number) => checkout.parse(file).getLineAndCharacterOfPosition(position).line + 1;
    const at = (text: TitledTest['title'], problem: string | undefined) =>
      (problem === undefined ? [] : [{ file, line: lineOf(text.positionOf(0)), title: text.text, problem }]);
    return [
      ...at(test.title, checkTitle(test.title.text)),
      ...at(test.suites[0] ?? test.title, checkSubject(test, names, checkout)),
    ];
  });
  // The same describe is around several tests.
  const byPlace = new Map(problems.map((problem) => [`${problem.file}:${problem.line} ${problem.problem}`, problem]));
  return [...byPlace.values()];
}
