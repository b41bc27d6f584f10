import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { runAwsCommand } from '../../verify/aws-command';
import { Journal } from '../../verify/lab/journal';
import { lockJournal } from '../../verify/lab/journal-lock';
import { checkJournal, requireJournal } from '../../verify/targets/aws/check-journal';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const PREFIX = 'mrap-verify-0123456789ab';
const START = { event: 'started', accountId: '111122223333', prefix: PREFIX, startedAt: '2026-11-29T12:00:00.000Z' };
const BUCKET = { event: 'planned', kind: 'bucket', name: `${PREFIX}-1`, region: 'eu-west-1' };
const DECISION = { event: 'decided', id: '9', run: { decision: 'confirmed', observation: 'seen' } };

let files = 0;

function writeJournal(...entries: readonly unknown[]): string {
  files += 1;
  const file = path.join(folder, `${files}.jsonl`);
  const lines = entries.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

describe('Journal.open', () => {
  test.each<[string, unknown]>([
    ['is no JSON', '{"event":"planned"'],
    ['is not an object', '7'],
    ['is null', 'null'],
    ['has an unknown event', { ...BUCKET, event: 'created' }],
    ['has an unknown kind', { ...BUCKET, kind: 'table' }],
    ['has no name', { ...BUCKET, name: '' }],
    ['has no Region', { ...BUCKET, region: undefined }],
    ['is a start without an account', { ...START, accountId: undefined }],
    ['is a decision without a run', { ...DECISION, run: undefined }],
    ['is a call without a host', { event: 'called' }],
  ])('refuses a line that %s, and changes nothing', (_case, line) => {
    const file = writeJournal(START, line, BUCKET);
    const before = readFileSync(file, 'utf8');
    expect(() => Journal.open(file)).toThrow(`${file}, line 2 is not an entry of a journal`);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('Journal.noteHost', () => {
  test('keeps each host that does not belong to AWS, also for a continued run', () => {
    const file = writeJournal(START);
    const journal = Journal.open(file);
    for (const host of [
      's3.eu-west-1.amazonaws.com', 'sts.eu-west-1.api.aws', '127.0.0.1', '127.0.0.1', 'amazonaws.com.example.org',
    ]) journal.noteHost(host);
    expect(Journal.open(file).otherHosts).toEqual(['127.0.0.1', 'amazonaws.com.example.org']);
  });
});

describe('checkJournal', () => {
  const check = (...entries: readonly object[]) => () => { checkJournal(Journal.open(writeJournal(...entries))); };

  test('accepts a new journal, and the journal of a continued run', () => {
    expect(check()).not.toThrow();
    const continued = { ...START, prefix: 'mrap-verify-ba9876543210' };
    expect(check(START, BUCKET, DECISION, continued, { ...BUCKET, name: `${continued.prefix}-1` })).not.toThrow();
  });

  test.each<[string, readonly object[], string]>([
    ['a resource with the name of another owner', [START, { ...BUCKET, name: 'media' }], 'of no run in it: media'],
    ['a resource of another run', [START, { ...BUCKET, name: 'mrap-verify-ba9876543210-1' }], 'of no run in it'],
    ['resources without a start', [BUCKET], 'contains resources of no run in it'],
    ['decisions without a start', [DECISION], 'contains decisions and no start of a run'],
    ['a name that no run has', [{ ...START, prefix: 'm' }, { ...BUCKET, name: 'm-1' }], 'names the run m'],
    ['two accounts', [START, { ...START, accountId: '444455556666' }], 'in the accounts 111122223333, 444455556666'],
  ])('refuses %s', (_case, entries, text) => {
    expect(check(...entries)).toThrow(text);
  });
});

describe('requireJournal', () => {
  test('refuses to clean up without a start in the journal', () => {
    expect(() => requireJournal(Journal.open(writeJournal()))).toThrow('does not exist or is empty');
    expect(() => requireJournal(Journal.open(writeJournal(START)))).not.toThrow();
  });
});

describe('lockJournal', () => {
  test('refuses a journal that another process uses', () => {
    const file = writeJournal(START);
    writeFileSync(`${file}.lock`, String(process.ppid));
    expect(() => lockJournal(file)).toThrow(`process ${process.ppid} uses ${file}`);
  });

  test.each([
    ['of a killed process', () => String(spawnSync(process.execPath, ['--version']).pid)],
    ['damaged', () => ''],
  ])(
    'replaces a lock that is %s', (_case, read) => {
      const file = writeJournal(START);
      writeFileSync(`${file}.lock`, read());
      lockJournal(file);
      expect(readFileSync(`${file}.lock`, 'utf8')).toBe(String(process.pid));
    });

  test('locks a journal that no process uses', () => {
    const file = writeJournal(START);
    lockJournal(file);
    lockJournal(file);
    expect(existsSync(`${file}.lock`)).toBe(true);
  });
});

describe('runAwsCommand', () => {
  const options = {
    assumptions: [],
    groups: ['hour'] as const,
    ownsAccount: false,
    isPlan: false,
    clock: undefined as never,
    write: () => undefined,
    profile: undefined,
    askForAccount: async () => { throw new Error('the command asked for the account'); },
  };

  test('refuses to clean up a folder without a journal, before it asks for the account', async () => {
    await expect(runAwsCommand({ ...options, isCleanUp: true, folder: path.join(folder, 'missing') }))
      .rejects.toThrow('so no run can be cleaned up');
  });

  test('refuses a journal that names a resource of another owner, before it asks for the account', async () => {
    const run = path.join(folder, 'foreign');
    Journal.open(path.join(run, 'journal.jsonl'));
    const entries = [START, { ...BUCKET, name: 'x' }];
    writeFileSync(
      path.join(run, 'journal.jsonl'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await expect(runAwsCommand({ ...options, isCleanUp: false, folder: run })).rejects.toThrow('of no run in it: x');
  });
});
