import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type DrillReport } from '../../control/drill/report';
import { MRAP963_OUTPUT_NOT_WRITTEN } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';
import { checkRegularFile } from '../regular-file';
import { type AwsCommandContext, type CommonOptions, writeWarning } from './command-context';

/** Checks that the report can be written, before a drill of many minutes. */
export function checkReportFile(file: string): void {
  try {
    const exists = existsSync(file);
    if (exists) checkRegularFile(file);
    accessSync(exists ? file : path.dirname(file), constants.W_OK);
  } catch (error) {
    failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
      file, problem: describeFileError(error), consequence: 'no drill was run',
    }));
  }
}

/**
 * Writes the report of a drill. If the file cannot be written any more, the report goes to the first folder for files
 * without a name that can be written, and otherwise to the standard error output.
 */
export function writeReportFile(
  context: Pick<AwsCommandContext, 'errors' | 'recordFolders'>, file: string, report: DrillReport,
  options: CommonOptions,
): void {
  const name = `drill-${report.startedAt.replace(/[-:.]/g, '')}.json`;
  const candidates = [file, ...context.recordFolders.map((folder) => path.join(folder, name))];
  const written = candidates.find((candidate) => tryWrite(candidate, report));
  if (written === file) return;
  const place = written === undefined ? `save this line: ${JSON.stringify(report)}` : `it is in ${written}`;
  writeWarning(context, options, `the report ${file} cannot be written, ${place}`);
}

function tryWrite(file: string, report: DrillReport): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    return true;
  } catch {
    return false;
  }
}
