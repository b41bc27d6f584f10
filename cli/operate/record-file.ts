import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { type FailoverRecord } from '../../control/failover/record';
import { MRAP963_OUTPUT_NOT_WRITTEN } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';
import { createFile, replaceFile } from '../replace-file';
import { type AwsCommandContext, type CommonOptions, writeWarning } from './command-context';

/** The file of a record, or undefined if no folder can be written. */
export interface FailoverRecordFile {
  readonly path?: string;
  /** Replaces the record. Without a file, the last record is written to the standard error output. */
  readonly update: (record: FailoverRecord) => void;
  /** Replaces the record before a submit. If this fails, the file keeps the former record, and the submit follows. */
  readonly updateIfPossible: (record: FailoverRecord) => void;
  /** Removes the file of a change that was not made. The user can then repeat the command with the same file. */
  readonly remove: () => void;
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
      createFile(file, toText(record));
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
      createFile(candidate, toText(record));
      return makeRecordFile(context, candidate, { json });
    } catch {
      continue;
    }
  }
  writeRecordNote(context, record, { json });
  return {
    update: (updated) => writeRecordNote(context, updated, { json }),
    updateIfPossible: () => {},
    remove: () => {},
  };
}

function makeRecordFile(
  context: Pick<AwsCommandContext, 'errors'>, file: string, options: CommonOptions,
): FailoverRecordFile {
  return {
    path: file,
    update: (record) => {
      try {
        replaceFile(file, toText(record));
      } catch {
        // The change is submitted: a full disk must not hide its result.
        writeRecordNote(context, record, options);
      }
    },
    updateIfPossible: (record) => ignoreFileErrors(() => replaceFile(file, toText(record))),
    remove: () => ignoreFileErrors(() => rmSync(file)),
  };
}

function ignoreFileErrors(work: () => void): void {
  try {
    work();
  } catch {
    // The file keeps the former record.
  }
}

function toText(record: FailoverRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function writeRecordNote(
  context: Pick<AwsCommandContext, 'errors'>, record: FailoverRecord, options: CommonOptions,
): void {
  writeWarning(context, options, `the record cannot be written to a file, save this line: ${JSON.stringify(record)}`);
}
