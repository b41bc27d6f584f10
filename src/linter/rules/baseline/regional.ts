import { MRAP704_REGIONAL_REPLACED } from '../../../diagnostics/definitions/regional';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { isSameResource, makeVersionIndependentResourceName } from './same-resource';

const TYPE = 'AWS::S3::AccessPoint';
const IMMUTABLE_PROPERTIES = [
  'Bucket',
  'BucketAccountId',
  'Name',
  'PublicAccessBlockConfiguration',
  'VpcConfiguration',
];

/** Regional access points that a deployment replaces. */
export function findReplacedRegionalAccessPoints(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  return before.resourcesOfType(TYPE).flatMap((old) => {
    const next = after.resourcesOfType(TYPE).find((resource) => isSameResource(resource, old));
    if (next === undefined) return [];
    const accessPoint = String(old.properties.Name ?? old.path);
    return IMMUTABLE_PROPERTIES.filter(
      (property) => serializeProperty(old, property) !== serializeProperty(next, property),
    ).flatMap((property) =>
      toLinterRuleMatches(old, [MRAP704_REGIONAL_REPLACED.create({ accessPoint, property })], `Properties/${property}`),
    );
  });
}

function serializeProperty(resource: TemplateResource, property: string): string {
  return makeVersionIndependentResourceName(resource, JSON.stringify(resource.properties[property]) ?? '');
}
