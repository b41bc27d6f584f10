import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createProgram } from '../../cli/program';
import { temporaryFolder } from '../support/temporary-folder';
import { TEST_CONTEXT } from './support';
import { regionsFor, synthesizeOver } from './topology/applications';

const NOTE = 'not read: look-up ssm:a: the manifest lists it as missing, and the templates contain a dummy value; '
  + 'run "cdk synth" with credentials';
const folder = path.join(temporaryFolder(), 'cdk.out');
const manifest = path.join(folder, 'manifest.json');
beforeAll(() => {
  synthesizeOver(regionsFor(2), folder);
});

/** Lists look-ups as missing in the manifest. */
function setMissing(...keys: readonly string[]): void {
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
  writeFileSync(manifest, JSON.stringify({
    ...content, missing: keys.map((key) => ({ key, provider: 'ssm', props: {} })),
  }));
}

async function run(...args: string[]): Promise<{ text: string; errors: string }> {
  const texts: string[] = [];
  const errors: string[] = [];
  await createProgram({
    ...TEST_CONTEXT,
    output: { write: (text) => texts.push(text) },
    errors: { write: (text) => errors.push(text) },
  }).parseAsync(args, { from: 'user' });
  return { text: texts.join(''), errors: errors.join('') };
}

describe('renderMissingLookups', () => {
  test.each([['lint'], ['topology', '--mermaid']])('renders a note about each look-up for %s %s', async (...args) => {
    const command = args.filter((arg) => arg !== undefined);
    setMissing('ssm:a');
    expect((await run(...command, folder)).errors).toBe(`${NOTE}\n`);
    setMissing();
    expect((await run(...command, folder)).errors).toBe('');
  });

  test('renders notes as JSON with --json', async () => {
    setMissing('ssm:a');
    const { text, errors } = await run('lint', folder, '--json');
    expect(JSON.parse(errors)).toEqual({ version: 1, note: { message: NOTE } });
    expect(JSON.parse(text)).toMatchObject({ version: 1, findings: expect.any(Array) });
  });

  test('renders notes on the page and in Markdown', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    setMissing('ssm:<a>');
    await run('topology', folder, '--output', file);
    expect(readFileSync(file, 'utf8')).toContain('<p>not read: look-up ssm:&lt;a&gt;: the manifest lists it');
    expect((await run('topology', folder, '--markdown')).text).toMatch(/^not read: look.up ssm.*a.*the manifest/m);
    setMissing();
    await run('topology', folder, '--output', file);
    expect(readFileSync(file, 'utf8')).not.toContain('not read');
  });
});
