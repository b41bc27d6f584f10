import type * as nodeFs from 'node:fs';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { Journal } from '../../verify/lab/journal';
import { lockJournal } from '../../verify/lab/journal-lock';
import { type ServiceLab } from '../../verify/lab/service-lab';
import { findProbe } from '../../verify/model/assumption';
import { RehearsedAccount } from '../../verify/targets/rehearsed-account';
import { makeFailedVerdict } from '../../verify/targets/shared-run';
import { runOnSimulator } from '../../verify/targets/simulator';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const PREFIX = 'mrap-verify-0123456789ab';
const BUCKET = { kind: 'bucket', name: `${PREFIX}-1`, region: 'eu-west-1' } as const;
let files = 0;

function openRun(): Journal {
  files += 1;
  const journal = Journal.open(path.join(folder, `${files}.jsonl`));
  journal.write({ event: 'started', accountId: '111122223333', prefix: PREFIX, startedAt: '2026-11-29T12:00:00.000Z' });
  return journal;
}

const fs = jest.requireActual<Pick<typeof nodeFs, 'writeFileSync'>>('node:fs');

/** The disk takes only some bytes of each further write. */
function fillDisk(bytes: number): void {
  const write = fs.writeFileSync;
  jest.spyOn(fs, 'writeFileSync').mockImplementation((file, data, options) => {
    write(file, String(data).slice(0, bytes), options);
    throw new Error('ENOSPC: no space left on device');
  });
}

afterEach(() => { jest.restoreAllMocks(); });

describe('Journal.write', () => {
  test('leaves the file as it was if a full disk takes a part of an entry', () => {
    const journal = openRun();
    const before = readFileSync(journal.file, 'utf8');
    fillDisk(10);
    expect(() => journal.write({ ...BUCKET, event: 'planned' })).toThrow('ENOSPC');
    expect(readFileSync(journal.file, 'utf8')).toBe(before);
    expect(journal.listRemaining()).toEqual([]);
    jest.restoreAllMocks();
    journal.write({ ...BUCKET, event: 'planned' });
    expect(Journal.open(journal.file).listRemaining()).toHaveLength(1);
  });

  test('keeps the answer of a creation that a full disk cannot take, and writes it with the next entry', () => {
    const journal = openRun();
    const accessPoint = { kind: 'access-point', name: `${PREFIX}-2`, region: 'us-west-2' } as const;
    journal.write({ event: 'planned', ...accessPoint });
    fillDisk(10);
    expect(() => journal.write({ event: 'identified', ...accessPoint, alias: 'm1.mrap' })).toThrow('ENOSPC');
    expect(journal.listRemaining()).toEqual([{ ...accessPoint, alias: 'm1.mrap' }]);
    expect(Journal.open(journal.file).listRemaining()).toEqual([accessPoint]);
    jest.restoreAllMocks();
    journal.write({ ...BUCKET, event: 'planned' });
    expect(Journal.open(journal.file).listRemaining()).toContainEqual({ ...accessPoint, alias: 'm1.mrap' });
  });
});

describe('lockJournal', () => {
  test('leaves no lock if the disk is full', () => {
    const { file } = openRun();
    fillDisk(0);
    expect(() => lockJournal(file)).toThrow('ENOSPC');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

const SERVICE_PROBES = ASSUMPTIONS.flatMap((assumption) => {
  const probe = findProbe(assumption);
  return probe?.subject === 'service' ? [{ id: assumption.id, probe }] : [];
});

describe('ASSUMPTIONS', () => {
  test.each(SERVICE_PROBES)('changes nothing for assumption $id on a full disk', async ({ probe }) => {
    fillDisk(0);
    const run = async (lab: ServiceLab) => probe.run(lab).catch(makeFailedVerdict);
    const { decision, observation, steps } = await runOnSimulator({ ...probe, run }, {}, new RehearsedAccount());
    expect(decision).toBe('cannot tell');
    expect(observation).toContain('ENOSPC');
    expect(steps.filter(({ operation }) => !/^(Get|Head|List|Describe|Lookup)/.test(operation))).toEqual([]);
  });
});
