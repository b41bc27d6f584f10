import { existsSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type RegionContextValues } from '../../src/diagnostics/checks/regions';
import { asFields, type UncheckedFields } from '../../src/linter/evaluation/read';
import { describeFileError } from './read-text';
import { UnreadableFileError } from './unreadable-file-error';

/**
 * Reads the Region settings from the context in `cdk.json`, in the folder of the templates or its parent folder. The
 * constructs read the same context.
 */
export function readRegionRulesFromCdkContext(source: string): RegionContextValues {
  const folder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true ? source : path.dirname(source);
  const candidates = [folder, path.dirname(path.resolve(folder))].map((candidate) => path.join(candidate, 'cdk.json'));
  const file = candidates.find((candidate) => existsSync(candidate));
  const context = file === undefined ? undefined : asFields(readContextFile(file)?.context);
  return {
    additionalRegions: parseRegionList(context?.['cdk-s3-mrap:additionalRegions']),
    allowedRegions: parseRegionList(context?.['cdk-s3-mrap:allowedRegions']),
  };
}

function readContextFile(file: string): UncheckedFields | undefined {
  try {
    return asFields(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UnreadableFileError(file, describeFileError(error), 'the settings of an application in JSON');
  }
}

function parseRegionList(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(String) : String(value).split(',').map((entry) => entry.trim());
}
