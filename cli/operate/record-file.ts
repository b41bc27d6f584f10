import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type FailoverRecord } from '../../control/failover/record';
import { MRAP963_OUTPUT_NOT_WRITTEN } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';
import { type AwsCommandContext, type CommonOptions, writeWarning } from './command-context';

/** The file of a record, or undefined if no folder can be written. */
export interface FailoverRecordFile {
  readonly path?: string;
  /** Replaces the record. Without a file, the last record is written to the standard error output. */
  readonly update: (record: FailoverRecord) => void;
}

export interface FailoverRecordFileOptions extends CommonOptions {
  /** The file that the user named. */
  readonly file?: string;
  /** The start of a generated file name. */
  readonly name: string;
}

/**
 * Creates the file of a record before the submit. Never overwrites a file. A file that the user named must be writable.
 * A generated file falls back to the next folder, and finally to the standard error output.
 */
export function createFailoverRecordFile(
  context: Pick<AwsCommandContext, 'errors' | 'recordFolders'>,
  record: FailoverRecord,
  { file, name, json }: FailoverRecordFileOptions,
): FailoverRecordFile {
  if (file !== undefined) {
    try {
      write(file, record, 'wx');
    } catch (error) {
      failWith(MRAP963_OUTPUT_NOT_WRITTEN.create({
        file, problem: describeFileError(error), consequence: 'no route was changed',
      }));
    }
    return makeRecordFile(context, file, { json });
  }
  const time = record.startedAt.replace(/[-:.]/g, '');
  for (const folder of context.recordFolders) {
    const candidate = path.join(folder, `${name}-${time}.json`);
    try {
      write(candidate, record, 'wx');
      return makeRecordFile(context, candidate, { json });
    } catch {
      continue;
    }
  }
  writeRecordNote(context, record, { json });
  return { update: (updated) => writeRecordNote(context, updated, { json }) };
}

function makeRecordFile(
  context: Pick<AwsCommandContext, 'errors'>, file: string, options: CommonOptions,
): FailoverRecordFile {
  return {
    path: file,
    update: (record) => {
      try {
        write(file, record, 'w');
      } catch {
        // The change is submitted: a full disk must not hide its result.
        writeRecordNote(context, record, options);
      }
    },
  };
}

function write(file: string, record: FailoverRecord, flag: 'w' | 'wx'): void {
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { flag });
}

function writeRecordNote(
  context: Pick<AwsCommandContext, 'errors'>, record: FailoverRecord, options: CommonOptions,
): void {
  writeWarning(context, options, `the record cannot be written to a file, save this line: ${JSON.stringify(record)}`);
}
