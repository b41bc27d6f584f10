import { type IConstruct } from 'constructs';
import { type RegionContextValues } from '../diagnostics/checks/regions';

const ADDITIONAL_REGIONS = 'cdk-s3-mrap:additionalRegions';
const ALLOWED_REGIONS = 'cdk-s3-mrap:allowedRegions';

/** Reads the Region settings of an application from its context: lists, or comma-separated text on the command line. */
export function readRegionRules(scope: IConstruct): RegionContextValues {
  return {
    additionalRegions: readList(scope, ADDITIONAL_REGIONS) ?? [],
    allowedRegions: readList(scope, ALLOWED_REGIONS),
  };
}

function readList(scope: IConstruct, key: string): string[] | undefined {
  const value: unknown = scope.node.tryGetContext(key);
  if (value === undefined || value === null) return undefined;
  const entries = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
