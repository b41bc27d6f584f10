import { MRAP704_REGIONAL_REPLACED } from '../../../diagnostics/definitions/regional';
import { type Application, type TemplateResource } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';
import { sameResource, stableName } from './same-resource';

const FOREVER = ['Bucket', 'BucketAccountId', 'Name', 'PublicAccessBlockConfiguration', 'VpcConfiguration'];

/** Row A4. */
export function replacedRegionalAccessPoints(before: Application, after: Application): RuleMatch[] {
  return before.ofType('AWS::S3::AccessPoint').flatMap((old) => {
    const next = after.ofType('AWS::S3::AccessPoint').find((resource) => sameResource(resource, old));
    return next === undefined ? [] : FOREVER.filter((property) => shown(old, property) !== shown(next, property))
      .flatMap((property) => toMatches(old, [MRAP704_REGIONAL_REPLACED.create({ accessPoint: String(old.properties.Name ?? old.path), property })], `Properties/${property}`));
  });
}

function shown(resource: TemplateResource, property: string): string {
  return stableName(resource, JSON.stringify(resource.properties[property]) ?? '');
}
