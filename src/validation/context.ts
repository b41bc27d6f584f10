import { type IConstruct } from 'constructs';
import { type RegionRules } from '../diagnostics/checks/regions';

const ADDITIONAL_REGIONS = 'cdk-s3-mrap:additionalRegions';
const ALLOWED_REGIONS = 'cdk-s3-mrap:allowedRegions';

/** What the application says of Regions by context, as a list or, from the command line, as text with commas. */
export function regionRules(scope: IConstruct): RegionRules {
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
