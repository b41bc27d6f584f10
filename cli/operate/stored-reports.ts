import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type AwsCalls } from '../../control/aws';
import { type Clock } from '../../control/clock';
import { isTransientFailure, toFailure } from '../../control/failure';
import { readPages } from '../../control/pages';
import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { describeFileError } from '../lint/read-text';

/** A file that may be a report. */
export interface StoredReport {
  readonly name: string;
  /** Undefined if the file cannot be read. */
  readonly text: string | undefined;
}

const REPORTS = 'a folder with reports, or a URL like s3://bucket/prefix';

/** S3 calls at the same time. */
const BATCH = 16;
const S3_URL = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>.*))?$/;

export function isS3Url(source: string): boolean {
  return source.startsWith('s3://');
}

/** Reads the JSON files of a folder and of the folders in it. */
export function readReportsOfFolder(folder: string): StoredReport[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    failWith(MRAP962_INPUT_NOT_USABLE.create({
      file: folder, problem: describeFileError(error), expected: REPORTS,
    }));
  }
  return names.filter(isJson).sort().map((name) => ({ name, text: readIfPossible(path.join(folder, name)) }));
}

/** Reads a regular file: a pipe would never end. One unreadable file must not hide the others. */
function readIfPossible(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the JSON objects with a prefix. The SDK follows the redirect to the Region of the bucket.
 *
 * @param region the Region of the first call
 */
export async function readReportsOfBucket(
  aws: AwsCalls, clock: Clock, region: string, url: string,
): Promise<StoredReport[]> {
  const { bucket: Bucket, prefix: Prefix } = S3_URL.exec(url)?.groups ?? {};
  if (Bucket === undefined) {
    failWith(MRAP962_INPUT_NOT_USABLE.create({
      file: url, problem: 'it contains no valid bucket name', expected: REPORTS,
    }));
  }
  const keys: string[] = [];
  const read = (ContinuationToken: string | undefined) =>
    aws.call(region, 'ListObjectsV2', { Bucket, Prefix, ContinuationToken });
  const pages = readPages(clock, 'ListObjectsV2', read, ({ NextContinuationToken }) => NextContinuationToken);
  for await (const page of pages) {
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key !== undefined && isJson(Key) ? [Key] : [])));
  }
  const reports: StoredReport[] = [];
  const errors: unknown[] = [];
  const readObject = async (Key: string): Promise<StoredReport> => {
    try {
      const { Body: body } = await aws.call(region, 'GetObject', { Bucket, Key });
      return { name: Key, text: await body?.transformToString() ?? '' };
    } catch (error) {
      if (isTransientFailure(toFailure(error))) throw error;
      errors.push(error);
      return { name: Key, text: undefined };
    }
  };
  for (let start = 0; start < keys.length; start += BATCH) {
    reports.push(...await Promise.all(keys.slice(start, start + BATCH).map(readObject)));
  }
  // One object that cannot be read, for example because it is archived, must not hide the others.
  if (errors.length > 0 && errors.length === keys.length) throw errors[0];
  return reports;
}

function isJson(name: string): boolean {
  return name.endsWith('.json');
}
