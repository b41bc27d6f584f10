import { type ImportReport } from '../../../cli/import/render-import';
import { type CommandFixture, createCommandFixture } from '../operate/support';
import { makeApplicationFolder } from './support';

/** Runs `import` for a source without an account. Returns the report, or the error. */
export async function importFrom(args: readonly string[], fixture?: CommandFixture) {
  const { code, text, errors } = await (fixture ?? await createCommandFixture())
    .run('import', ...args, '--output', makeApplicationFolder(), '--no-synth', '--json');
  return { code, errors, report: text === '' ? undefined : JSON.parse(text) as ImportReport };
}

export const readErrors = async (...args: string[]) => (await importFrom(args)).errors;
