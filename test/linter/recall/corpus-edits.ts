import { parseTemplate } from '../../../cli/lint/parse-template';
import { SINGLE_TEMPLATE } from '../case-files';
import { type Case, cases, filesOf, findCase } from '../cases';
import { type Fields } from './json-values';

/** The edit that makes the template of a bad case out of its corrected template. */
export interface CorpusEdit {
  readonly rule: string;
  readonly name: string;
  readonly ok: Fields;
  readonly bad: Fields;
}

/** The edits of all cases that consist of one template. The other cases declare accounts and Regions of stacks. */
export function readCorpusEdits(): CorpusEdit[] {
  return cases().filter(({ kind }) => kind === 'bad').flatMap((bad) => {
    const [before, after] = [readTemplateOf(findCase(bad.rule, 'ok', bad.name)), readTemplateOf(bad)];
    return before === undefined || after === undefined
      ? []
      : [{ rule: bad.rule, name: bad.name, ok: before, bad: after }];
  });
}

function readTemplateOf(entry: Case): Fields | undefined {
  const text = filesOf(entry).get(SINGLE_TEMPLATE);
  return text === undefined ? undefined : parseTemplate(text).value as Fields;
}
