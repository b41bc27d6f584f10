import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describeKnowledge, renderAssumptionsDoc } from '../../projenrc/assumptions-doc';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { findAwsProbe, findProbe } from '../../verify/model/assumption';
import { type Report } from '../../verify/report/report';
import { AWS_REPORT_FILE, readAwsReport, readMinistackDecisions } from '../../verify/reports/recorded-reports';
import { findReleaseBlockers } from '../../verify/reports/release-check';
import { readPinnedVersion } from '../deploy/emulator/python';
import { temporaryFolder } from '../support/temporary-folder';
import { readDocument } from './support';

const DATE = '2026-11-29T12:00:00.000Z';
const NOW = Date.parse(DATE);
const DAY = 24 * 60 * 60 * 1000;

function makeCompleteReport(changes: Partial<Report> = {}): Report {
  const probes = ASSUMPTIONS.filter((assumption) => findAwsProbe(assumption)?.group === 'hour').map(
    ({ id, statement, consequence }) => ({
      id,
      statement,
      consequence,
      target: 'aws' as const,
      decision: 'confirmed' as const,
      observation: 'seen',
      steps: [],
      cleanUpSteps: [],
    }));
  return { version: 1, date: DATE, target: 'aws', probes, sharedSteps: [], left: [], ...changes };
}

describe('findReleaseBlockers', () => {
  test('allows a release after a run on AWS that confirmed all probes of the group hour', () => {
    expect(findReleaseBlockers(makeCompleteReport(), ASSUMPTIONS, NOW)).toEqual([]);
  });

  const complete = makeCompleteReport();
  test.each<[string, Report | undefined, number, string]>([
    ['without a report', undefined, NOW, 'verify/reports/aws.json is missing'],
    ['with a report of the simulator', makeCompleteReport({ target: 'local' }), NOW, 'of the target local'],
    ['with a report without a date', makeCompleteReport({ date: 'x' }), NOW, 'the report is of x'],
    ['with an old report', complete, NOW + 181 * DAY, 'expected at most 180 days'],
    ['after a run that left a resource', makeCompleteReport({ left: [{ name: 'a', reason: 'b' }] }), NOW, 'left a: b'],
    ['without a probe', makeCompleteReport({ probes: complete.probes.slice(1) }), NOW, ': not in the report'],
    [
      'after a run that confirmed another statement',
      makeCompleteReport({ probes: complete.probes.map((probe) => ({ ...probe, statement: 'x' })) }), NOW,
      ': the run confirmed another statement: x',
    ],
    [
      'after a run that called an emulator', makeCompleteReport({ target: 'emulator' }), NOW,
      'the report is of the target emulator',
    ],
    [
      'after a refuted assumption',
      makeCompleteReport({ probes: complete.probes.map((probe) => ({ ...probe, decision: 'refuted' })) }), NOW,
      ': refuted; expected confirmed',
    ],
  ])('refuses a release %s', (_case, report, now, text) => {
    expect(findReleaseBlockers(report, ASSUMPTIONS, now)[0]).toContain(text);
  });
});

describe('describeKnowledge', () => {
  const onMinistack = { version: '1.5.33', confirmed: ['C1'], differing: { C2: 'no request' } };
  const find = (id: string) => ASSUMPTIONS.find((assumption) => assumption.id === id)!;

  test('names the decision on AWS with its date, also for a documented assumption', () => {
    const evidence = { awsReport: makeCompleteReport(), onMinistack };
    expect(describeKnowledge(find('9'), evidence)).toBe('confirmed on AWS (2026-11-29)');
    expect(describeKnowledge(find('3'), evidence)).toBe('confirmed on AWS (2026-11-29)');
    expect(renderAssumptionsDoc(evidence)).toContain('The last\nrun on AWS was on 2026-11-29.');
  });

  test('names the local target without a decision on AWS', () => {
    const evidence = { onMinistack };
    expect(describeKnowledge(find('9'), evidence)).toBe('simulator');
    expect(describeKnowledge(find('3'), evidence)).toBe('documented');
    expect(describeKnowledge(find('C1'), evidence)).toBe('driver and ministack');
    expect(describeKnowledge(find('C2'), evidence)).toBe('driver; ministack differs: no request');
    expect(describeKnowledge(find('C3'), evidence)).toBe('driver');
    expect(describeKnowledge(find('29'), evidence)).toBe('AWS only, because the simulator has no alarms');
    expect(describeKnowledge(find('O10'), evidence)).toMatch(/^by hand, because /);
  });
});

describe('readAwsReport', () => {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['emulator', 'local'] as const)('refuses the report of a run with the target %s', (target) => {
    const file = path.join(folder, `${target}.json`);
    writeFileSync(file, JSON.stringify(makeCompleteReport({ target })));
    expect(() => readAwsReport(file)).toThrow(`with the target ${target}; expected aws`);
  });

  test('reads the report of a run on AWS', () => {
    const file = path.join(folder, 'aws.json');
    writeFileSync(file, JSON.stringify(makeCompleteReport()));
    expect(readAwsReport(file)?.date).toBe(DATE);
  });

  test('returns nothing if no run on AWS exists', () => {
    expect(readAwsReport(path.join(__dirname, 'missing.json'))).toBeUndefined();
  });
});

describe('readMinistackDecisions', () => {
  const { version, confirmed, differing } = readMinistackDecisions();

  test('names each probe of deployments at most once', () => {
    const ids = [...confirmed, ...Object.keys(differing)];
    const subjects = ids.map((id) => findProbe(ASSUMPTIONS.find((assumption) => assumption.id === id)!)?.subject);
    expect([...new Set(subjects)]).toEqual(['deployment']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('decides each row of the status of a stack', () => {
    const rows = ASSUMPTIONS.map(({ id }) => id).filter((id) => id.startsWith('C'));
    expect([...confirmed, ...Object.keys(differing)]).toEqual(expect.arrayContaining(rows));
  });

  test('has the version that the deployment tests install', () => {
    expect(version).toBe(readPinnedVersion('ministack'));
  });
});

describe('README.md', () => {
  test('says that the library has not run on AWS exactly as long as no report exists', () => {
    const readme = readFileSync(path.join(__dirname, '..', '..', 'README.md'), 'utf8');
    expect(readme.includes('not yet run on AWS')).toBe(!existsSync(AWS_REPORT_FILE));
  });
});

describe('docs/assumptions.md', () => {
  test('says whether the probes have run on AWS', () => {
    expect(readDocument('assumptions.md').includes('run on AWS yet')).toBe(!existsSync(AWS_REPORT_FILE));
  });
});
