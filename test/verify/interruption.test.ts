import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { isRunning } from '../../verify/lab/running-process';
import { temporaryFolder } from '../support/temporary-folder';
import { FakeAws, sendStackId } from './fake-aws';

const ROOT = path.join(__dirname, '..', '..');
const ACCOUNT = '111122223333';
const OPTIONS = ['--target', 'aws', '--account', ACCOUNT, '--only', '6'];
const folder = temporaryFolder();
const children = new Set<ChildProcess>();
let aws: FakeAws;
let runs = 0;

beforeEach(async () => { aws = await FakeAws.start(ACCOUNT); });

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await aws.stop();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the command against the services, directly or with npm. */
function start(program: 'node' | 'npm', ...options: string[]) {
  const args = program === 'npm'
    ? ['run', '--silent', 'verify', '--', ...options]
    : ['--require', 'tsx/cjs', 'verify/main.ts', ...options];
  const ofParent = Object.entries(process.env).filter(([name]) => !/^(AWS_|npm_|NODE_OPTIONS)/.test(name));
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(ofParent),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: aws.url,
      AWS_CONFIG_FILE: path.join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
      NODE_OPTIONS: `--require ${path.join(ROOT, 'test/deploy/emulator/localhost.cjs')}`,
      TSX_TSCONFIG_PATH: 'tsconfig.dev.json',
    },
  });
  children.add(child);
  const output = { text: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => { output.text += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { output.errors += chunk.toString(); });
  return { child, output, closed: once(child, 'close') as Promise<[number | null]> };
}

function makeRun() {
  runs += 1;
  const run = path.join(folder, `run-${runs}`);
  const journal = path.join(run, 'journal.jsonl');
  const readEvents = () => readFileSync(journal, 'utf8').trim().split('\n')
    .map((line) => (JSON.parse(line) as { readonly event: string }).event);
  return { run, lock: `${journal}.lock`, readEvents };
}

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the condition was not met within 40 s');
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

/** Answers an operation when the test says so. */
function hold(operation: string): () => void {
  const answer = aws.answers.get(operation) ?? sendStackId();
  let release = () => {};
  aws.answers.set(operation, (response, body) => { release = () => answer(response, body); });
  return () => release();
}

describe('npm run verify', () => {
  test('stops before the next call if npm is killed, and keeps the answer of its creation in the journal', async () => {
    const { run, lock, readEvents } = makeRun();
    const answerCreation = hold('CreateStack');
    const { child } = start('npm', ...OPTIONS, '--run', run);
    await waitFor(() => aws.count('CreateStack') === 1);
    const pid = Number(readFileSync(lock, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    answerCreation();
    await waitFor(() => !existsSync(lock));
    expect(aws.operations.at(-1)).toBe('CreateStack');
    expect(readEvents()).toEqual(['called', 'called', 'started', 'planned', 'identified']);
  }, 60_000);

  test('ends with the exit code of the command', async () => {
    const { closed, output } = start('npm', '--target', 'moto');
    expect(await closed).toEqual([2, null]);
    expect(output.errors).toContain('RefusedOptions: --target is "moto"; expected local or aws');
  }, 60_000);

  test('escapes control characters of a journal', async () => {
    const damaged = path.join(folder, 'journal.jsonl');
    writeFileSync(damaged, '"\u001b[2J"\n');
    const { closed, output } = start(
      'node', '--target', 'aws', '--account', ACCOUNT, '--clean-up', '--run', folder,
    );
    expect(await closed).toEqual([2, null]);
    expect(output.errors).toContain('line 1 is not an entry of a journal: "\\u001b[2J"');
  }, 60_000);
});

describe('watchForInterruption', () => {
  test('stops before the next call if its output is closed', async () => {
    const { run } = makeRun();
    const answerList = hold('ListMultiRegionAccessPoints');
    const { child, closed } = start('node', ...OPTIONS, '--run', run);
    await waitFor(() => aws.count('ListMultiRegionAccessPoints') === 1);
    child.stdout.destroy();
    answerList();
    expect(await closed).toEqual([1, null]);
    expect(aws.operations.at(-1)).toBe('ListMultiRegionAccessPoints');
    expect(existsSync(run)).toBe(false);
  }, 60_000);

  test('says that nothing was created if a signal arrives before the first creation', async () => {
    const { run } = makeRun();
    const answerList = hold('ListMultiRegionAccessPoints');
    const { child, closed, output } = start('node', ...OPTIONS, '--run', run);
    await waitFor(() => aws.count('ListMultiRegionAccessPoints') === 1);
    child.kill('SIGTERM');
    await waitFor(() => output.errors.includes('interrupted'));
    answerList();
    expect(await closed).toEqual([143, null]);
    expect(output.errors).toContain('interrupted, because it received SIGTERM; nothing was created');
    expect(existsSync(run)).toBe(false);
  }, 60_000);

  test('stops after a signal with the code of the signal', async () => {
    const { run, readEvents } = makeRun();
    const answerCreation = hold('CreateStack');
    const { child, closed, output } = start('node', ...OPTIONS, '--run', run);
    await waitFor(() => aws.count('CreateStack') === 1);
    child.kill('SIGHUP');
    await waitFor(() => output.errors.includes('interrupted'));
    answerCreation();
    expect(await closed).toEqual([129, null]);
    expect(output.errors).toContain(`interrupted, because it received SIGHUP; continue with --run ${run}, or clean up`);
    expect(readEvents().at(-1)).toBe('identified');
    expect(aws.operations.at(-1)).toBe('CreateStack');
  }, 60_000);
});
