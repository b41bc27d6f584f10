import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import * as consumers from 'node:stream/consumers';
import { runAwsCommand } from '../../verify/aws-command';
import { describeNextAction } from '../../verify/interrupted-run';
import { type Endpoint, isAwsEndpoint, showEndpoint } from '../../verify/lab/endpoint';
import { Journal, RefusedJournal } from '../../verify/lab/journal';
import { lockJournal } from '../../verify/lab/journal-lock';
import { checkJournal, requireJournal } from '../../verify/targets/aws/check-journal';
import { temporaryFolder } from '../support/temporary-folder';
import { RUN_WITHOUT_PROBES } from './support';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const PREFIX = 'mrap-verify-0123456789ab';
const START = { event: 'started', accountId: '111122223333', prefix: PREFIX, startedAt: '2026-11-29T12:00:00.000Z' };
const BUCKET = { event: 'planned', kind: 'bucket', name: `${PREFIX}-1`, region: 'eu-west-1' };
const STEP = { at: START.startedAt, operation: 'CreateBucket', region: 'eu-west-1', outcome: 'ok' };
const RUN = { decision: 'confirmed', observation: 'seen', steps: [STEP], cleanUpSteps: [], left: [] };
const DECISION = { event: 'decided', id: '9', run: RUN };

const makeDecision = (changes: object) => ({ ...DECISION, run: { ...RUN, ...changes } });

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
    ['has a Region that is a host', { ...BUCKET, region: 'example.org/' }],
    ['has an alias that is no text', { ...BUCKET, alias: 7 }],
    ['is a start with the id of no account', { ...START, accountId: '1' }],
    ['is a start without a date', { ...START, startedAt: 'today' }],
    ['is an unknown decision', makeDecision({ decision: 'yes' })],
    ['is a decision with the name of a property of objects', makeDecision({ decision: 'toString' })],
    ['is a decision whose calls are no list', makeDecision({ steps: 'none' })],
    ['is a decision with a call without an operation', makeDecision({ steps: [{ ...STEP, operation: 7 }] })],
    ['is a decision with a request id that is no text', makeDecision({ steps: [{ ...STEP, requestId: 7 }] })],
    ['is a decision that left nothing with a name', makeDecision({ left: [null] })],
    ['is a decision about no statement', { ...DECISION, statement: '' }],
  ])('refuses a line that %s, and changes nothing', (_case, line) => {
    const file = writeJournal(START, line, BUCKET);
    const before = readFileSync(file, 'utf8');
    expect(() => Journal.open(file)).toThrow(`${file}, line 2 is not an entry of a journal`);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

describe('Journal.open', () => {
  test('accepts a decision of a former version, which names no statement, and does not use it', () => {
    const journal = Journal.open(writeJournal(START, DECISION));
    expect(journal.decisions).toHaveLength(1);
    expect(journal.findDecision({ id: '9', statement: 'S3 shows routes' })).toBeUndefined();
  });

  test('creates neither a file nor a folder', () => {
    const run = path.join(folder, 'typing-error');
    Journal.open(path.join(run, 'journal.jsonl'));
    expect(existsSync(run)).toBe(false);
  });
});

describe('Journal.findDecision', () => {
  test('returns the last run of a probe if it decided the statement of today', () => {
    const journal = Journal.open(writeJournal(
      START, { ...DECISION, statement: 'old' }, { ...makeDecision({ observation: 'later' }), statement: 'new' }));
    expect(journal.findDecision({ id: '9', statement: 'new' })).toEqual({ ...RUN, observation: 'later' });
    expect(journal.findDecision({ id: '9', statement: 'old' })).toBeUndefined();
    expect(journal.findDecision({ id: '10', statement: 'new' })).toBeUndefined();
  });
});

describe('Journal.noteEndpoint', () => {
  test('keeps each endpoint that does not belong to AWS, also for a continued run', () => {
    const file = writeJournal(START);
    const journal = Journal.open(file);
    journal.noteEndpoint({ protocol: 'https:', hostname: 's3.eu-west-1.amazonaws.com' });
    const other = { protocol: 'http:', hostname: '127.0.0.1', port: 80 };
    for (const endpoint of [other, other]) journal.noteEndpoint(endpoint);
    expect(Journal.open(file).otherHosts).toEqual(['http://127.0.0.1:80']);
  });
});

describe('isAwsEndpoint', () => {
  const isAws = (hostname: string, changes: Partial<Endpoint> = {}) =>
    isAwsEndpoint({ protocol: 'https:', hostname, ...changes });

  test.each([
    'sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com', 'iam.amazonaws.com',
    'cloudformation.eu-west-1.amazonaws.com', 'cloudtrail.us-west-2.amazonaws.com', 'sqs.eu-west-1.amazonaws.com',
    's3.us-east-1.amazonaws.com', 's3.dualstack.eu-west-1.amazonaws.com', 'sts.eu-west-1.api.aws',
    'mrap-verify-0123456789ab-1.s3.eu-west-1.amazonaws.com', '111122223333.s3-control.us-west-2.amazonaws.com',
    '111122223333.s3-control.dualstack.ap-southeast-2.amazonaws.com', 'lambda.eu-west-1.amazonaws.com',
    'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
  ])('accepts %s', (hostname) => {
    expect(isAws(hostname)).toBe(true);
    expect(isAws(hostname, { port: 443 })).toBe(true);
  });

  test.each([
    '127.0.0.1', 'ec2-203-0-113-25.compute-1.amazonaws.com', 'ip.eu-west-1.compute.amazonaws.com',
    'my.s3.eu-west-1.amazonaws.com', 'ec2.eu-west-1.amazonaws.com', 'x.execute-api.eu-west-1.amazonaws.com',
    's3-website-us-east-1.amazonaws.com', 'sts.amazonaws.com.example.org', 'sts.amazonaws.com.', 'example.api.aws',
    'amazonaws.com', 'x.elb.amazonaws.com', 'sts.eu-west-1.amazonaws.com.cn',
    'x.mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com', 'mrap.accesspoint.s3-global.amazonaws.com',
  ])('refuses %s', (hostname) => {
    expect(isAws(hostname)).toBe(false);
  });

  test('refuses a connection without TLS, and another port', () => {
    expect(isAws('sts.amazonaws.com', { protocol: 'http:' })).toBe(false);
    expect(isAws('sts.amazonaws.com', { port: 4566 })).toBe(false);
  });

  test('refuses a connection whose certificate Node.js does not verify, and names the reason', () => {
    const endpoint = { protocol: 'https:', hostname: 'sts.amazonaws.com' };
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(isAwsEndpoint(endpoint, environment)).toBe(false);
    expect(isAwsEndpoint(endpoint, { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe(true);
    expect(showEndpoint(endpoint, environment))
      .toBe('https://sts.amazonaws.com without a verified certificate (NODE_TLS_REJECT_UNAUTHORIZED is 0)');
  });
});

describe('checkJournal', () => {
  const check = (...entries: readonly object[]) => () => { checkJournal(Journal.open(writeJournal(...entries))); };

  test('accepts a new journal, and the journal of a continued run', () => {
    expect(check()).not.toThrow();
    const continued = { ...START, prefix: 'mrap-verify-ba9876543210' };
    expect(check(START, BUCKET, DECISION, continued, { ...BUCKET, name: `${continued.prefix}-1` })).not.toThrow();
    expect(check(START, { ...BUCKET, kind: 'object', name: `${PREFIX}-1/templates/a.json` })).not.toThrow();
  });

  test.each<[string, readonly object[], string]>([
    ['a resource with the name of another owner', [START, { ...BUCKET, name: 'media' }], 'of no run in it: media'],
    ['a resource of another run', [START, { ...BUCKET, name: 'mrap-verify-ba9876543210-1' }], 'of no run in it'],
    ['a name without a number', [START, { ...BUCKET, name: `${PREFIX}-media` }], 'of no run in it'],
    ['an object outside the run', [START, { ...BUCKET, kind: 'object', name: 'media/a' }], 'of no run in it'],
    ['a bucket with a key', [START, { ...BUCKET, name: `${PREFIX}-1/a` }], 'of no run in it'],
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
    expect(() => requireJournal(Journal.open(writeJournal()))).toThrow('does not exist or contains no run');
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
      utimesSync(`${file}.lock`, new Date(0), new Date(0));
      lockJournal(file);
      expect(readFileSync(`${file}.lock`, 'utf8')).toBe(String(process.pid));
    });

  test('refuses a lock that another process creates at this moment', () => {
    const file = writeJournal(START);
    writeFileSync(`${file}.lock`, '');
    expect(() => lockJournal(file)).toThrow(`another process uses ${file}`);
  });

  test('locks a journal for one of four processes that find the lock of a killed process', async () => {
    const file = writeJournal(START);
    writeFileSync(`${file}.lock`, String(spawnSync(process.execPath, ['--version']).pid));
    const startAt = Date.now() + 6_000;
    const program = `
      const { lockJournal } = require(${JSON.stringify(path.join(__dirname, '../../verify/lab/journal-lock.ts'))});
      while (Date.now() < ${startAt}) {}
      try { lockJournal(${JSON.stringify(file)}); } catch (error) { console.log(error.name); process.exit(); }
      console.log('locked');
      setTimeout(() => {}, 3000);`;
    const outputs = await Promise.all([1, 2, 3, 4].map(async () => {
      const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', program], {
        env: { ...process.env, TSX_TSCONFIG_PATH: path.join(__dirname, '../../tsconfig.dev.json') },
      });
      return consumers.text(child.stdout);
    }));
    expect(outputs.map((output) => output.trim()).sort())
      .toEqual(['RefusedJournal', 'RefusedJournal', 'RefusedJournal', 'locked']);
  }, 60_000);

  test('removes the folders that it created when it is unlocked, unless they contain a journal', () => {
    const first = path.join(folder, 'locked-1');
    lockJournal(path.join(first, 'run', 'journal.jsonl'))();
    expect(existsSync(first)).toBe(false);
    const second = path.join(folder, 'locked-2');
    const unlock = lockJournal(path.join(second, 'run', 'journal.jsonl'));
    Journal.open(path.join(second, 'run', 'journal.jsonl')).write({ ...START, event: 'started' });
    unlock();
    expect(readdirSync(path.join(second, 'run'))).toEqual(['journal.jsonl']);
  });

  test('locks a journal that no process uses, until it is unlocked', () => {
    const file = writeJournal(START);
    lockJournal(file);
    const unlock = lockJournal(file);
    expect(existsSync(`${file}.lock`)).toBe(true);
    unlock();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('Journal.read', () => {
  test('does not change a journal whose last line another process is writing', () => {
    const file = writeJournal(START);
    appendFileSync(file, '{"event":"planned"');
    expect(Journal.read(file).start?.prefix).toBe(START.prefix);
    expect(readFileSync(file, 'utf8')).toMatch(/"planned"$/);
  });
});

describe('Journal.open', () => {
  test('refuses a journal that cannot be read, and names the action', () => {
    const file = path.join(folder, 'unreadable', 'journal.jsonl');
    mkdirSync(file, { recursive: true });
    expect(() => Journal.open(file)).toThrow(RefusedJournal);
    expect(() => Journal.open(file)).toThrow(/cannot be read: EISDIR.*; expected a file .* another folder with --run$/);
  });
});

describe('describeNextAction', () => {
  test('names the damage of a journal', () => {
    const run = path.join(folder, 'damaged');
    mkdirSync(run);
    writeFileSync(path.join(run, 'journal.jsonl'), 'damaged\n');
    expect(describeNextAction(run)).toContain('journal.jsonl, line 1 is not an entry of a journal: damaged');
  });

  test('says that nothing was created without a journal', () => {
    expect(describeNextAction(path.join(folder, 'missing'))).toBe('nothing was created');
  });
});

describe('runAwsCommand', () => {
  const options = {
    ...RUN_WITHOUT_PROBES,
    askForAccount: async () => { throw new Error('the command asked for the account'); },
  };

  test('refuses to clean up a folder without a journal, before it asks for the account', async () => {
    const missing = path.join(folder, 'missing');
    await expect(runAwsCommand({ ...options, isCleanUp: true, folder: missing }))
      .rejects.toThrow('so no run can be cleaned up');
    expect(existsSync(missing)).toBe(false);
  });

  test('refuses a journal that names a resource of another owner, before it asks for the account', async () => {
    const run = path.join(folder, 'foreign');
    mkdirSync(run);
    const entries = [START, { ...BUCKET, name: 'x' }];
    writeFileSync(
      path.join(run, 'journal.jsonl'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await expect(runAwsCommand({ ...options, isCleanUp: false, folder: run })).rejects.toThrow('of no run in it: x');
  });
});
