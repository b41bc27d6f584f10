import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { type AwsCommand, parseCommandOptions } from '../../verify/command-options';
import { describeAwsRun, type FinishedRun, reportRun } from '../../verify/finished-run';
import { findProbe } from '../../verify/model/assumption';
import { makeReport, renderReport, type Report } from '../../verify/report/report';
import { RefusedReport, writeReport } from '../../verify/report/write-report';
import { type AwsRun } from '../../verify/targets/aws/run-on-aws';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const DATE = '2026-11-29T12:00:00.000Z';
const [assumption] = ASSUMPTIONS;
const RESULT = {
  assumption,
  probe: findProbe(assumption)!,
  decision: 'confirmed' as const,
  observation: 'seen',
  steps: [],
  cleanUpSteps: [],
  left: [],
};
const RUN: AwsRun = {
  results: [RESULT], sharedSteps: [], left: [], failures: [], startedAt: DATE, otherHosts: [], deleted: 0,
};
const CLEAN_UP: AwsRun = { ...RUN, results: [], deleted: 3 };

function parseAwsCommand(...options: string[]): AwsCommand {
  return parseCommandOptions(['--target', 'aws', ...options], new Date(DATE)) as AwsCommand;
}

/** Reports a run, and returns its exit code and its output. */
function report(run: FinishedRun) {
  let text = '';
  let errors = '';
  const code = reportRun(run, {
    write: (written) => { text += written; },
    writeError: (written) => { errors += written; },
  });
  return { code, text, errors };
}

const readReport = (run: string) =>
  JSON.parse(readFileSync(path.join(run, 'report.json'), 'utf8')) as Report;

describe('describeAwsRun', () => {
  test('keeps the report of a finished run when the run is cleaned up', () => {
    const run = path.join(folder, 'finished');
    report(describeAwsRun(RUN, parseAwsCommand('--run', run)));
    const before = readReport(run);
    const { code, text } = report(describeAwsRun(CLEAN_UP, parseAwsCommand('--run', run, '--clean-up')));
    expect({ code, text }).toEqual({ code: 0, text: '3 resources deleted\n' });
    expect(before.probes).toHaveLength(1);
    expect(readReport(run)).toEqual(before);
  });

  test('dates the report by the start of the run', () => {
    expect(describeAwsRun(RUN, parseAwsCommand()).date).toBe(DATE);
  });

  test('names the target emulator if the run has called a host outside AWS', () => {
    expect(describeAwsRun(RUN, parseAwsCommand()).input.target).toBe('aws');
    expect(describeAwsRun({ ...RUN, otherHosts: ['127.0.0.1'] }, parseAwsCommand()).input.target).toBe('emulator');
  });
});

describe('reportRun', () => {
  const describeRun = (changes: Partial<AwsRun>, run?: string) =>
    ({ ...describeAwsRun({ ...RUN, ...changes }, parseAwsCommand()), folder: run });

  test('says that a clean-up failed, and how many resources it deleted', () => {
    const cleanUp = { ...describeAwsRun({ ...CLEAN_UP, deleted: 1 }, parseAwsCommand('--run', 'x', '--clean-up')) };
    expect(report({ ...cleanUp, failures: ['Error: ENOSPC'] }))
      .toEqual({ code: 1, text: '1 resource deleted\n', errors: 'the clean-up failed: Error: ENOSPC\n' });
  });

  test('writes no report without a folder', () => {
    const { code, text, errors } = report(describeRun({}));
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text).toContain('1 probes: 0 refuted, 0 cannot tell, 1 confirmed');
  });

  test('ends with code 1 and the observation of each probe that does not confirm', () => {
    const refuted = { ...RESULT, decision: 'refuted' as const, observation: 'another status' };
    expect(report(describeRun({ results: [RESULT, refuted] })))
      .toMatchObject({ code: 1, errors: `assumption ${assumption.id}: another status\n` });
  });

  test('ends with code 1 and the reason for each resource that remains', () => {
    const left = [{ kind: 'bucket' as const, name: 'mrap-verify-1', region: 'eu-west-1', reason: 'AccessDenied' }];
    expect(report(describeRun({ left }))).toMatchObject({ code: 1, errors: 'mrap-verify-1 remains: AccessDenied\n' });
    const ofProbe = { ...RESULT, left: [{ name: 'mrap-verify-2', reason: 'AccessDenied' }] };
    expect(report(describeRun({ results: [ofProbe] })).errors).toBe('mrap-verify-2 remains: AccessDenied\n');
  });

  test('ends with code 1 and the reason why probes could not run, also if all others confirm', () => {
    expect(report(describeRun({ failures: ['Error: ENOSPC'] })))
      .toMatchObject({ code: 1, errors: 'the run failed: Error: ENOSPC\n' });
  });

  test('prints everything, and the way to write the report again, if the report cannot be written', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const { code, text, errors } = report(describeRun({ failures: ['Error: ENOSPC'] }, file));
    expect(code).toBe(1);
    expect(text).toContain('1 probes: ');
    expect(errors).toMatch(/^the run failed: Error: ENOSPC\nthe run failed: it did not write its report: EEXIST.*/);
    expect(errors).toContain(`. The journal contains the decisions: repeat with --run ${file}\n`);
  });

  test('names no journal if the report of a local run cannot be written', () => {
    const file = path.join(folder, 'local');
    writeFileSync(file, '');
    const input = { target: 'local' as const, results: [RESULT], sharedSteps: [], left: [] };
    const { code, errors } = report({ folder: file, date: DATE, input, failures: [] });
    expect(code).toBe(1);
    expect(errors).toMatch(/^the run failed: it did not write its report: EEXIST[^\n]*\n$/);
    expect(errors).not.toContain('journal');
  });
});

describe('writeReport', () => {
  const first = makeReport({ target: 'local', results: [RESULT], sharedSteps: [], left: [] }, DATE);
  const second = { ...first, date: '2026-11-30T12:00:00.000Z' };

  test('writes both files, and nothing else', () => {
    const run = path.join(folder, 'new', 'run');
    expect(writeReport(run, first)).toBe(path.join(run, 'report.md'));
    expect(readdirSync(run).sort()).toEqual(['report.json', 'report.md']);
    expect(readReport(run)).toEqual(first);
    expect(readFileSync(path.join(run, 'report.md'), 'utf8')).toBe(renderReport(first));
  });

  test.each<[string, object]>([
    ['of a local run', { target: 'local' }],
    ['of a run with an emulator', { target: 'emulator' }],
    ['of another run on AWS', { target: 'aws', date: '2026-11-30T12:00:00.000Z' }],
  ])('does not replace the report of a run on AWS by the report %s', (title, changes) => {
    const run = path.join(folder, title);
    const onAws = { ...first, target: 'aws' as const };
    writeReport(run, onAws);
    const writing = () => writeReport(run, { ...first, ...changes });
    expect(writing).toThrow(RefusedReport);
    expect(writing).toThrow(`is the report of the run on AWS of ${DATE}; expected`);
    expect(readReport(run)).toEqual(onAws);
    expect(readdirSync(run).sort()).toEqual(['report.json', 'report.md']);
  });

  test.each(['{', '[]', 'null', '{"version":"2"}'])('does not replace the file %s, which is not a report', (text) => {
    const run = path.join(folder, 'not-a-report');
    mkdirSync(run, { recursive: true });
    writeFileSync(path.join(run, 'report.json'), text);
    expect(() => writeReport(run, first)).toThrow('report.json is not a report; expected no report');
    expect(readFileSync(path.join(run, 'report.json'), 'utf8')).toBe(text);
  });

  test('adds the shared calls of a continued run to the calls of its earlier parts', () => {
    const run = path.join(folder, 'continued');
    const step = (operation: string) => ({ at: DATE, operation, region: 'eu-west-1', outcome: 'ok' });
    const onAws = { ...first, target: 'aws' as const };
    writeReport(run, { ...onAws, sharedSteps: [step('CreateBucket')] });
    writeReport(run, { ...onAws, sharedSteps: [step('DeleteBucket')] });
    expect(readReport(run).sharedSteps.map(({ operation }) => operation)).toEqual(['CreateBucket', 'DeleteBucket']);
  });

  test('escapes control characters in report.md', () => {
    const run = path.join(folder, 'controls');
    writeReport(run, { ...first, probes: [{ ...first.probes[0], observation: 'red \u001b[31m' }] });
    expect(readFileSync(path.join(run, 'report.md'), 'utf8')).toContain('red \\u001b\\[31m');
  });

  test.each(['report.json', 'report.md'])('keeps the former %s if a write fails', (name) => {
    const run = path.join(folder, `full-${name}`);
    writeReport(run, first);
    const before = readFileSync(path.join(run, name), 'utf8');
    // A folder at the path of the new content makes the write fail before the old content is replaced.
    mkdirSync(path.join(run, `${name}.incomplete`));
    expect(() => writeReport(run, second)).toThrow(/EISDIR/);
    expect(readFileSync(path.join(run, name), 'utf8')).toBe(before);
  });
});
