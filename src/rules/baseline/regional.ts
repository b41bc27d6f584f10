import { MRAP704 } from '../../checks/diagnostics/regional';
import { type Application, type Resource } from '../application';
import { type Detection, detect } from '../rule';
import { sameResource, stableName } from './same-resource';

const FOREVER = ['Bucket', 'BucketAccountId', 'Name', 'PublicAccessBlockConfiguration', 'VpcConfiguration'];

/** Row A4. */
export function replacedRegionalAccessPoints(before: Application, after: Application): Detection[] {
  return before.ofType('AWS::S3::AccessPoint').flatMap((old) => {
    const next = after.ofType('AWS::S3::AccessPoint').find((resource) => sameResource(resource, old));
    return next === undefined ? [] : FOREVER.filter((property) => shown(old, property) !== shown(next, property))
      .flatMap((property) => detect(old, [MRAP704.find({ accessPoint: String(old.properties.Name ?? old.path), property })], `Properties/${property}`));
  });
}

function shown(resource: Resource, property: string): string {
  return stableName(resource, JSON.stringify(resource.properties[property]) ?? '');
}
