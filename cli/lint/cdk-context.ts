import { existsSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type RegionRules } from '../../src/diagnostics/checks/regions';
import { asFields } from '../../src/linter/evaluation/read';

/** What `cdk.json`, in the folder of the templates or beside it, says of Regions: the context that constructs read. */
export function readCdkContext(source: string): RegionRules {
  const folder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true ? source : path.dirname(source);
  const file = [folder, path.dirname(folder)].map((candidate) => path.join(candidate, 'cdk.json')).find((candidate) => existsSync(candidate));
  const context = file === undefined ? undefined : asFields(asFields(JSON.parse(readFileSync(file, 'utf8')))?.context);
  return { additionalRegions: listIn(context?.['cdk-s3-mrap:additionalRegions']), allowedRegions: listIn(context?.['cdk-s3-mrap:allowedRegions']) };
}

function listIn(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(String) : String(value).split(',').map((entry) => entry.trim());
}
