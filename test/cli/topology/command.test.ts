import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type CliContext, createProgram } from '../../../cli/program';
import { temporaryFolder } from '../../support/temporary-folder';
import { TEST_CONTEXT } from '../support';
import { regionsFor, synthesizeOver } from './applications';

const before = path.join(temporaryFolder(), 'before');
const after = path.join(temporaryFolder(), 'after');
beforeAll(() => {
  synthesizeOver(regionsFor(2), before);
  synthesizeOver(regionsFor(3), after);
});

async function run(...args: string[]): Promise<{ code: number | undefined; text: string; errors: string }> {
  const texts: string[] = [];
  const errors: string[] = [];
  let code: number | undefined;
  await createProgram({
    ...TEST_CONTEXT,
    output: { write: (text) => texts.push(text) },
    errors: { write: (text) => errors.push(text) },
    exit: (given) => { code = given; },
  }).parseAsync(['topology', ...args], { from: 'user' });
  return { code, text: texts.join(''), errors: errors.join('') };
}

describe('cdk-s3-mrap topology', () => {
  test('writes the page to a file and prints the name of the file', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    expect(await run(after, '--output', file)).toEqual({ code: 0, text: `${file}\n`, errors: '' });
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('<li>3 members</li>');
    expect(page).toContain('<li>2 active, 1 passive</li>');
    expect(page).toContain('<li>6 replication rules</li>');
    expect(page).toContain(
      '<strong>wave 2</strong><ul class="chips"><li class="">Media <small>eu-west-1</small></li></ul>',
    );
    expect(page).toContain(
      'delete markers · replica modifications · KMS encrypted objects · metrics <small>in all 6 rules</small>',
    );
    expect(page).toContain('SSE-KMS, alias/media-example');
  });

  test('writes the map and the diagram to standard output or to a file', async () => {
    expect((await run(after, '--svg')).text).toMatch(/^<svg /);
    const file = path.join(temporaryFolder(), 'topology.mmd');
    expect((await run(after, '--mermaid', '--output', file)).text).toBe(`${file}\n`);
    expect(readFileSync(file, 'utf8')).toMatch(/^flowchart TD\n {2}g1a1\{\{"media"\}\}\n/);
  });

  test('shows additions, removals and losses with --baseline', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    expect((await run(after, '--baseline', before, '--output', file)).code).toBe(1);
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/added<\/strong> member \d, media-example-us-east-1 in us-east-1/);
    expect(page).toMatch(/removed<\/strong> member \d, media-example-eu-central-1 in eu-central-1/);
    expect(page).toContain('<strong>MRAP851</strong>');
    expect(page).toContain('<strong>MRAP854</strong>');
    expect(page).toMatch(/<li class="bad"><a href="#findings">\d+ findings, \d+ errors?<\/a><\/li>/);
    expect((await run(after, '--baseline', after, '--output', file)).code).toBe(0);
  });

  test('shows the time, the commit, the account and the version of the program', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    const commands: unknown[] = [];
    const runTool: CliContext['runTool'] = (command, folder) => {
      commands.push([command[0], folder]);
      return Promise.resolve({ code: 0, output: '35e7f82c0123, with changes\n' });
    };
    await run(after, '--output', file);
    expect(readFileSync(file, 'utf8')).not.toContain('commit');
    const args = ['topology', after, '--output', file];
    await createProgram({ ...TEST_CONTEXT, runTool }).parseAsync(args, { from: 'user' });
    expect(readFileSync(file, 'utf8')).toMatch(
      /UTC<\/time> · commit <code>35e7f82c0123, with changes<\/code> · account 111122223333 · cdk-s3-mrap \d/,
    );
    expect(commands).toEqual([['git', after]]);
  });

  test('shows the prices of --prices', async () => {
    const prices = path.join(temporaryFolder(), 'prices.json');
    const file = path.join(temporaryFolder(), 'page.html');
    writeFileSync(prices, '{ "routing": 1 }');
    await run(after, '--prices', prices, '--output', file);
    expect(readFileSync(file, 'utf8')).toContain('<td>routing</td><td class="amount">$1,024.00</td>');
  });

  test('shows the monthly cost of --cost', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    await run(after, '--cost', 'gb=100,requests=20000', '--output', file);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('Clients write 100 GB with 20,000 PUT requests in a\nmonth');
    expect(page).toContain('<th scope="row">data routing</th>\n<td class="amount">$0.33</td>');
    await run(after, '--output', file);
    expect(readFileSync(file, 'utf8')).not.toContain('Monthly cost');
  });

  test.each(['gb', 'gb=-1', 'gb=1,gb=2', 'terabytes=1', 'gb=1e99', ''])('refuses the usage "%s"', async (usage) => {
    await expect(run(after, '--cost', usage)).rejects.toThrow('expected gigabytes and PUT requests of a month');
  });

  test('prints one line for invalid input and writes no file', async () => {
    const file = path.join(temporaryFolder(), 'page.html');
    expect(await run('nowhere', '--output', file)).toEqual({
      code: 2,
      text: '',
      errors: expect.stringContaining('"nowhere" cannot be used: it does not exist, expected a cdk.out folder or'),
    });
    expect((await run(after, '--prices', 'nowhere.json', '--output', file)).errors).toMatch(
      /^\[MRAP962\] "nowhere\.json" cannot be used: .*\n$/,
    );
    expect(existsSync(file)).toBe(false);
  });
});
