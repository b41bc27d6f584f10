import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { escapeControlCharacters } from '../../cli/escape-controls';
import { type Report, renderReport } from './report';

/** The folder contains another report, which is more valuable. */
export class RefusedReport extends Error {
  public override readonly name = 'RefusedReport';
}

/** The run of a report. A run that has not started has no date. */
export type RunOfReport = Pick<Report, 'target'> & Partial<Pick<Report, 'date'>>;

/**
 * Refuses to replace the report of another run on AWS, which needs an account and an hour, and a file that is not a
 * report.
 */
export function requireReplaceableReport(folder: string, { target, date }: RunOfReport): void {
  const file = path.join(folder, JSON_NAME);
  const former = readReport(file);
  if (former === undefined || (former.target !== 'aws' && former.target !== undefined)) return;
  if (former.target === 'aws' && target === 'aws' && former.date === date) return;
  const found = former.target === undefined ? 'not a report' : `the report of the run on AWS of ${former.date}`;
  throw new RefusedReport(
    `${file} is ${found}; expected no report, or a report of the same run. The file was not changed. Choose another `
    + 'folder, or move the file');
}

/**
 * Writes report.json for programs and report.md for people, and returns the path of report.md. If the process is killed
 * or the disk is full, each file keeps its former content.
 */
export function writeReport(folder: string, report: Report): string {
  requireReplaceableReport(folder, report);
  mkdirSync(folder, { recursive: true });
  const merged = addFormerCalls(report, readReport(path.join(folder, JSON_NAME)));
  replaceFile(path.join(folder, JSON_NAME), `${JSON.stringify(merged, undefined, 2)}\n`);
  const file = path.join(folder, 'report.md');
  replaceFile(file, renderReport(merged).split('\n').map(escapeControlCharacters).join('\n'));
  return file;
}

const JSON_NAME = 'report.json';

/** Returns undefined if there is no file, and no fields if it is not a report. */
function readReport(file: string): Partial<Report> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Partial<Report>;
  } catch {
    return {};
  }
}

/** The calls of the earlier parts of a run that belong to no single probe are only in its report. */
function addFormerCalls(report: Report, former: Partial<Report> = {}): Report {
  const isSameRun = former.date === report.date && former.target === report.target;
  return isSameRun ? { ...report, sharedSteps: [...former.sharedSteps ?? [], ...report.sharedSteps] } : report;
}

function replaceFile(file: string, text: string): void {
  const incomplete = `${file}.incomplete`;
  writeFileSync(incomplete, text);
  renameSync(incomplete, file);
}
