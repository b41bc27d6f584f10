import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Report, renderReport } from './report';

/**
 * Writes report.json for programs and report.md for people, and returns the path of report.md. If the process is killed
 * or the disk is full, each file keeps its former content.
 */
export function writeReport(folder: string, report: Report): string {
  mkdirSync(folder, { recursive: true });
  replaceFile(path.join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  const file = path.join(folder, 'report.md');
  replaceFile(file, renderReport(report));
  return file;
}

function replaceFile(file: string, text: string): void {
  const incomplete = `${file}.incomplete`;
  writeFileSync(incomplete, text);
  renameSync(incomplete, file);
}
